import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import type { EmitContext, Emitter, GeneratedFile } from '../../src/emit/types.ts';
import type { Model } from '../../src/model/types.ts';
import { clientFiles } from '../golden/workspaces.ts';

export const usual: EmitContext = { importExtension: '.js', enums: 'const' };

/** The client, and what emitters make beside it. */
export function filesOf(
  model: Model,
  emitters: readonly Emitter[],
  context: Partial<EmitContext> = {},
): readonly GeneratedFile[] {
  return [
    ...clientFiles(model, context),
    ...emitters.flatMap((emitter) => [...emitter.emit(model, { ...usual, ...context })]),
  ];
}

/** What is in a folder that the packages of this repository can be imported from, and goes when the tests of the file are done. */
export interface Emitted {
  readonly folder: string;
  load<T>(path: string): Promise<T>;
}

export function emitted(files: readonly GeneratedFile[]): Emitted {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twenty-emitted-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { folder, load: async <T>(path: string) => (await import(join(folder, path))) as T };
}
