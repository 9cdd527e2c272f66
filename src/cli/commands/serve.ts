import { resolve } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { CodegenError } from '../../errors.ts';
import type { Model } from '../../model/types.ts';
import { flagOf, globalArgs, integerOf, textOf, workspaceArgs } from '../arguments.ts';
import type { Command } from '../arguments.ts';
import { readSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';

export const command: Command = {
  meta: {
    name: 'serve',
    description: 'Simulate the workspace in memory, over HTTP, for tests and offline work',
  },
  args: {
    port: { type: 'string', valueHint: 'port', description: 'Default: 4321; 0: any free port' },
    host: { type: 'string', valueHint: 'host', description: 'Default: 127.0.0.1, this machine only' },
    lock: {
      type: 'string',
      valueHint: 'path',
      description: 'The workspace to simulate (default: twenty.lock.json)',
    },
    demo: { type: 'boolean', description: 'Simulate a small demo workspace instead' },
    records: { type: 'string', valueHint: 'number', description: 'How many records each object begins with' },
    seed: { type: 'string', valueHint: 'number', description: 'The same seed gives the same records' },
    key: { type: 'string', valueHint: 'key', description: 'The API key to accept (default: simulated-key)' },
    ...workspaceArgs,
    ...globalArgs,
  },
};

const defaultPort = 4321;

export const run: Runner = async (context) => {
  const { args, signal } = context;
  const port = integerOf(args, 'port', 0, 65_535) ?? defaultPort;
  const host = textOf(args, 'host') ?? '127.0.0.1';
  const apiKey = textOf(args, 'key') ?? 'simulated-key';
  const seed = integerOf(args, 'seed', 0, 2 ** 31 - 1);
  const records = integerOf(args, 'records', 0, 100_000);
  const { model, source } = await readModel(context);
  const [{ createSimulator }, { serve }] = await Promise.all([
    import('../../simulate/simulator.ts'),
    import('../../simulate/server.ts'),
  ]);
  const simulator = createSimulator({
    model,
    apiKey,
    ...(seed === undefined ? {} : { seed }),
    ...(records === undefined ? {} : { records }),
  });
  let server: Awaited<ReturnType<typeof serve>>;
  try {
    server = await serve(simulator, { port, host });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodegenError('PORT_UNAVAILABLE', `The server cannot listen on ${host}:${port}: ${reason}.`, {
      cause: error,
    });
  }
  signal.addEventListener('abort', () => void server.close(), { once: true });
  return {
    command: 'serve',
    exitCode: 0,
    url: server.url,
    apiKey,
    objects: model.objects.length,
    source,
    warnings: [],
  };
};

async function readModel(context: Context): Promise<{ readonly model: Model; readonly source: string }> {
  const lock = textOf(context.args, 'lock');
  if (flagOf(context.args, 'demo')) {
    if (lock !== undefined) throw new CodegenError('USAGE', '--demo and --lock exclude each other.');
    const [{ demo }, { modelOf }] = await Promise.all([
      import('../../../fixtures/demo.ts'),
      import('../../../fixtures/modern.ts'),
    ]);
    return { model: modelOf(demo), source: 'the demo workspace' };
  }
  const path =
    lock === undefined ? (await readSettings(context, {}, haveOneLock)).lock : resolve(context.cwd, lock);
  const { readLock } = await import('../../lock/file.ts');
  return { model: readLock(path), source: path };
}

function haveOneLock(one: Settings, other: Settings): boolean {
  return one.lock === other.lock;
}
