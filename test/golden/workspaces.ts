import { resolve } from 'node:path';
import { runtimeFiles } from '../../src/generate/runtime.ts';
import { emitClient } from '../../src/emit/client.ts';
import type { EmitContext, GeneratedFile } from '../../src/emit/types.ts';
import { introspect } from '../../src/introspect/introspect.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { buildModel } from '../../src/model/build.ts';
import type { BuildOptions } from '../../src/model/build.ts';
import type { Model } from '../../src/model/types.ts';
import { answersFrom, fixtureFiles } from './answers.ts';
import type { AnswerFiles } from './answers.ts';

export const fixtureNames = ['demo', 'legacy', 'odd'] as const;

/** A workspace of fixtures/ as the tool reads it. */
export function fixtureModel(name: (typeof fixtureNames)[number]): Promise<Model> {
  const folder = resolve(import.meta.dirname, '../../fixtures', name);
  return modelFrom(folder, fixtureFiles(folder));
}

/** The whole way from what a server answered to the model. */
export async function modelFrom(
  folder: string,
  files: AnswerFiles,
  options: BuildOptions = {},
): Promise<Model> {
  const raw = await introspect({
    url: 'http://localhost',
    apiKey: 'fixture-key',
    fetch: answersFrom(folder, files),
  });
  return buildModel(raw, options).model;
}

/** Everything that is generated of a model, with the runtime. */
export function clientFiles(model: Model, context: Partial<EmitContext> = {}): readonly GeneratedFile[] {
  return emitClient(model, { importExtension: '.js', enums: 'const', ...context, runtime: runtimeFiles() });
}

/** What is kept under test/golden: the generated code but for the runtime, which is that of templates/, and the lock. */
export function goldenFiles(model: Model): readonly GeneratedFile[] {
  return [
    ...clientFiles(model).filter(({ path }) => !path.startsWith('runtime/')),
    { path: 'twenty.lock.json', content: serializeLock(model) },
  ];
}
