import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkOutput } from '../../src/write/check.ts';
import type { CheckResult } from '../../src/write/check.ts';
import type { WriteResult } from '../../src/write/changes.ts';
import { writeOutput } from '../../src/write/write.ts';
import { generated, newFolder, times } from './folder.ts';

const files = [
  { path: 'a.ts', content: 'export const a = "x"\n' },
  { path: 'b.ts', content: "export const b = 'y';\n" },
];

interface Project {
  readonly directory: string;
  write(format?: 'prettier' | 'oxfmt' | 'auto', list?: typeof files): Promise<WriteResult>;
  check(format?: 'prettier' | 'oxfmt' | 'auto', list?: typeof files): Promise<CheckResult>;
}

/** A project with formatters of its own, and an output folder in it. */
function projectWith(formatters: readonly ('prettier' | 'oxfmt')[]): Project & { readonly root: string } {
  const root = newFolder();
  const modules = join(root, 'node_modules');
  mkdirSync(modules);
  if (formatters.includes('prettier')) {
    const prettier = dirname(createRequire(import.meta.url).resolve('prettier/package.json'));
    symlinkSync(prettier, join(modules, 'prettier'));
    writeFileSync(join(root, '.prettierrc'), '{ "singleQuote": true }');
  }
  if (formatters.includes('oxfmt')) {
    mkdirSync(join(modules, 'oxfmt'));
    writeFileSync(join(modules, 'oxfmt', 'package.json'), '{ "name": "oxfmt", "exports": "./index.mjs" }');
    // As the real one answers; every call is counted.
    writeFileSync(
      join(modules, 'oxfmt', 'index.mjs'),
      `import { appendFileSync } from 'node:fs';
       export async function format(path, content, options) {
         appendFileSync(${JSON.stringify(join(root, 'calls'))}, 'x');
         return { code: '// ' + JSON.stringify(options ?? null) + '\\n' + content, errors: content.includes('broken') ? [{ message: 'no' }] : [] };
       }`,
    );
  }
  const directory = join(root, 'out');
  return {
    root,
    directory,
    write: (format, list = files) => writeOutput({ directory, files: list, toolVersion: '1', format }),
    check: (format, list = files) => checkOutput({ directory, files: list, format }),
  };
}

describe("formatting with the project's own formatter", () => {
  test("prettier formats what is written, by the project's settings", async () => {
    const project = projectWith(['prettier']);
    expect((await project.write('prettier')).written).toEqual(['a.ts', 'b.ts']);
    expect(generated(project.directory)).toEqual({
      'a.ts': "export const a = 'x';\n",
      'b.ts': "export const b = 'y';\n",
    });
    expect((await project.check('prettier')).ok).toBe(true);
  });

  test('only changed files are formatted, and a run without changes touches nothing', async () => {
    const project = projectWith(['oxfmt']);
    const calls = (): number => readFileSync(join(project.root, 'calls'), 'utf8').length;
    await project.write('oxfmt');
    expect(calls()).toBe(2);
    const before = times(project.directory);
    expect(await project.write('oxfmt')).toMatchObject({ written: [], unchanged: ['a.ts', 'b.ts'] });
    expect((await project.check('oxfmt')).ok).toBe(true);
    expect(calls()).toBe(2);
    expect(times(project.directory)).toEqual(before);
    const changed = [{ path: 'a.ts', content: 'export const a = 1;\n' }, ...files.slice(1)];
    expect((await project.check('oxfmt', changed)).stale).toEqual(['a.ts']);
    expect((await project.write('oxfmt', changed)).written).toEqual(['a.ts']);
    expect(calls()).toBe(3);
  });

  test('an edited file is seen, and restored', async () => {
    const project = projectWith(['oxfmt']);
    await project.write('oxfmt');
    const before = generated(project.directory);
    appendFileSync(join(project.directory, 'a.ts'), '// mine\n');
    expect((await project.check('oxfmt')).edited).toEqual(['a.ts']);
    expect((await project.write('oxfmt')).written).toEqual(['a.ts']);
    expect(generated(project.directory)).toEqual(before);
  });

  test('a folder without manifest is checked by formatting', async () => {
    const project = projectWith(['prettier']);
    await project.write('prettier');
    rmSync(join(project.directory, '.twenty-codegen.json'));
    expect((await project.check('prettier')).ok).toBe(true);
  });

  test('switching it on or off rewrites the files', async () => {
    const project = projectWith(['oxfmt']);
    await project.write();
    expect((await project.check('oxfmt')).stale).toEqual(['a.ts', 'b.ts']);
    expect((await project.write('oxfmt')).written).toEqual(['a.ts', 'b.ts']);
    expect((await project.write()).written).toEqual(['a.ts', 'b.ts']);
    expect(generated(project.directory)).toEqual(
      Object.fromEntries(files.map(({ path, content }) => [path, content])),
    );
  });

  test('auto takes what is there: oxfmt with its configuration, else prettier, else oxfmt, else nothing', async () => {
    const text = async (project: Project): Promise<string | undefined> => {
      await project.write('auto');
      return generated(project.directory)['a.ts'];
    };
    expect(await text(projectWith([]))).toBe('export const a = "x"\n');
    expect(await text(projectWith(['prettier', 'oxfmt']))).toBe("export const a = 'x';\n");
    expect(await text(projectWith(['oxfmt']))).toBe('// null\nexport const a = "x"\n');
    const both = projectWith(['prettier', 'oxfmt']);
    writeFileSync(join(both.root, '.oxfmtrc.json'), '{ "semi": false, /* ours */ }');
    expect(await text(both)).toBe('// {"semi":false}\nexport const a = "x"\n');
  });

  test('one that was named and is not there is an error, before anything is written', async () => {
    const project = projectWith(['prettier']);
    await expect(project.write('oxfmt')).rejects.toMatchObject({ code: 'FORMATTER_MISSING', exitCode: 2 });
    await expect(project.check('oxfmt')).rejects.toMatchObject({ code: 'FORMATTER_MISSING' });
  });

  test('a file that it cannot format is written as it is, with a warning', async () => {
    const project = projectWith(['oxfmt']);
    const result = await project.write('oxfmt', [{ path: 'a.ts', content: 'broken\n' }]);
    expect(result.warnings).toEqual([
      { code: 'FORMAT_FAILED', message: expect.stringContaining('could not format a.ts') },
    ]);
    expect(generated(project.directory)).toEqual({ 'a.ts': 'broken\n' });
  });
});
