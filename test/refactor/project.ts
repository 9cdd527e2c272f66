import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { EmitContext, GeneratedFile } from '../../src/emit/types.ts';
import { parseLock } from '../../src/lock/parse.ts';
import type { Model } from '../../src/model/types.ts';
import { clientFiles } from '../golden/workspaces.ts';

/** A user's project: one file for each subject, with every kind of use of the demo workspace's client. */
const source = join(import.meta.dirname, 'project');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function demoModel(): Model {
  const path = join(import.meta.dirname, '../golden/demo/twenty.lock.json');
  return parseLock(readFileSync(path, 'utf8'), path);
}

export interface TestProject {
  readonly folder: string;
  readonly output: string;
  read(file: string): string;
  write(file: string, text: string): void;
  generate(model: Model): readonly GeneratedFile[];
}

/** A copy of the user's project, or one of the files given, in a folder that goes when the tests are over. */
export function userProject(
  files?: Readonly<Record<string, string>>,
  enums: EmitContext['enums'] = 'const',
): TestProject {
  const folder = mkdtempSync(join(tmpdir(), 'twenty-codegen-refactor-'));
  folders.push(folder);
  cpSync(join(source, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  if (files === undefined) cpSync(source, folder, { recursive: true });
  const write = (file: string, text: string): void => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  write('package.json', '{ "type": "module" }\n');
  for (const [file, text] of Object.entries(files ?? {})) write(file, text);
  return {
    folder,
    output: join(folder, 'src', 'twenty'),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write,
    generate: (model) => clientFiles(model, { enums }),
  };
}

/**
 * Where the fixture project says that it uses something: a comment before a name, or after a string with `:text` or
 * `:module`. `file:line:column` by what the comment names.
 */
export function markedPlaces(): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  for (const name of readdirSync(join(source, 'src')).toSorted()) {
    const lines = readFileSync(join(source, 'src', name), 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      for (const { 0: comment, 1: mark = '', 2: isAfter, index: at } of line.matchAll(
        /\/\*([+\w]+)(:text|:module)?\*\//gu,
      )) {
        const column =
          isAfter === undefined ? at + comment.length + 1 : line.slice(0, at).search(/'[^']*'\s*$/u);
        const place = `src/${name}:${index + 1}:${column + 1}`;
        places.set(mark, [...(places.get(mark) ?? []), place]);
      }
    }
  }
  return places;
}
