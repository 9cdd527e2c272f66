import { globalArgs } from '../arguments.ts';
import type { Command } from '../arguments.ts';
import { readSettings } from '../context.ts';
import type { Runner } from '../context.ts';
import { outputFlags } from './generate.ts';

export const command: Command = {
  meta: { name: 'check', description: 'Is the generated code what twenty.lock.json gives? Exits 1 if not' },
  args: {
    output: {
      type: 'string',
      valueHint: 'folder',
      description: 'The generated client (default: src/twenty)',
    },
    lock: { type: 'string', valueHint: 'path', description: 'The lock (default: twenty.lock.json)' },
    enums: { type: 'enum', options: ['const', 'union', 'enum'], description: 'How picklists are written' },
    ...globalArgs,
  },
};

export const run: Runner = async (context) => {
  const settings = await readSettings(context, outputFlags(context.args));
  const [{ readLock }, { generateFiles }, { checkOutput }] = await Promise.all([
    import('../../lock/file.ts'),
    import('../files.ts'),
    import('../../write/check.ts'),
  ]);
  const files = generateFiles(readLock(settings.lock), settings);
  const { ok, unchanged, ...differences } = await checkOutput({
    directory: settings.output,
    files,
    format: settings.format,
  });
  return {
    command: 'check',
    exitCode: ok ? 0 : 1,
    output: settings.output,
    lock: settings.lock,
    ...differences,
    unchanged: unchanged.length,
    warnings: [],
  };
};
