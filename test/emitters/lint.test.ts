import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { strictOptions, resolutionOptions } from '../golden/compiler.ts';
import { cells } from '../golden/matrix.ts';
import { fixtureModel, fixtureNames } from '../golden/workspaces.ts';
import { all } from './all.ts';
import { emitted, filesOf, usual } from './emitted.ts';

const repository = resolve(import.meta.dirname, '../..');

/** Types as a user's project has them: of an element that may be missing, nothing is said unless the project asks for it. */
const usualOptions = { ...resolutionOptions('nodenext'), strict: true, target: 'es2022', skipLibCheck: true };

const ways = [
  { name: 'as it is usually generated', context: usual, options: usualOptions },
  {
    name: 'under the strictest options',
    context: usual,
    options: { ...strictOptions, ...resolutionOptions('nodenext') },
  },
  {
    name: 'with types of values mapped',
    context: cells.find(({ context }) => context.types)?.context ?? usual,
    options: usualOptions,
  },
];

describe('linters of a user’s project find nothing, with the rules that typescript-eslint recommends with types', () => {
  it.each(ways)('$name', async ({ context, options }) => {
    const files = await Promise.all(
      fixtureNames.map(async (name) =>
        filesOf(await fixtureModel(name), all(), context).map(({ path, content }) => ({
          path: `src/${name}/${path}`,
          content,
        })),
      ),
    );
    const { folder } = emitted(files.flat());
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...options, noEmit: true }, include: ['src'] }),
    );
    expect(await lint(folder)).toMatch(/Found 0 warnings and 0 errors\./);
  });
});

function lint(folder: string): Promise<string> {
  const oxlint = join(repository, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const config = join(import.meta.dirname, 'oxlintrc.json');
  return new Promise((done) => {
    execFile(
      process.execPath,
      [oxlint, '--type-aware', '-c', config, 'src'],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (_error, stdout) => done(stdout),
    );
  });
}
