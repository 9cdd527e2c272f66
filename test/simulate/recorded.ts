import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BuildOptions } from '../../src/model/build.ts';
import type { Model } from '../../src/model/types.ts';
import { modelFrom } from '../golden/workspaces.ts';

/**
 * The folder with the recordings of a real server: the one that TWENTY_RECORDINGS names, or the newest in it, or in the
 * folder of recordings beside the repository; undefined where there is none.
 */
export function recordingsFolder(): string | undefined {
  const root = process.env['TWENTY_RECORDINGS'] ?? resolve(import.meta.dirname, '../../../shared/recordings');
  const below = existsSync(root) ? readdirSync(root).toSorted().toReversed() : [];
  return [root, ...below.map((name) => join(root, name))].find((folder) =>
    existsSync(join(folder, 'exchanges.ndjson')),
  );
}

export function readRecording(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

export interface IntrospectedType {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly IntrospectedField[] | null;
  readonly inputFields: readonly { readonly name: string; readonly type: IntrospectedRef }[] | null;
  readonly enumValues: readonly { readonly name: string }[] | null;
}

export interface IntrospectedField {
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly type: IntrospectedRef }[];
  readonly type: IntrospectedRef;
}

export interface IntrospectedRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType?: IntrospectedRef | null;
}

/** The recorded workspace as the tool reads it. */
export function recordedModel(folder: string, options?: BuildOptions): Promise<Model> {
  return modelFrom(
    folder,
    {
      objects: ['rest-metadata-objects.limit200.page1.json'],
      metadata: 'graphql-metadata-objects.json',
      schema: 'core-introspection.json',
      workspace: 'current-workspace.json',
    },
    options,
  );
}
