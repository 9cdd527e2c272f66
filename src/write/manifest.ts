import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Warning } from '../errors.ts';
import { byCodePoint } from '../model/order.ts';
import type { Owned } from './owned.ts';
import { isSafePath, manifestName } from './paths.ts';

/** `.twenty-codegen.json`: the files of an output folder that are this tool's. */
export interface Manifest {
  readonly toolVersion: string | null;
  /** The formatter that the files went through. */
  readonly formatter: string | null;
  /** A digest of all that the files were made from; null where what made them cannot be told by one. */
  readonly inputs: string | null;
  readonly files: Owned;
  /** The text that it was read from; null where there is no such file. */
  readonly source: string | null;
  readonly warnings: readonly Warning[];
}

const manifestFormat = 1;

/** Reads the manifest. One that a merge or an editor broke still tells which files are ours: no run fails for it. */
export function readManifest(root: string): Manifest {
  let source: string;
  try {
    source = readFileSync(join(root, manifestName), 'utf8');
  } catch {
    return { toolVersion: null, formatter: null, inputs: null, files: new Map(), source: null, warnings: [] };
  }
  try {
    const document = JSON.parse(source) as Record<string, unknown> | null;
    if (typeof document === 'object' && document !== null && document['format'] === manifestFormat) {
      return {
        toolVersion: stringOrNull(document['version']),
        formatter: stringOrNull(document['formatter']),
        inputs: stringOrNull(document['inputs']),
        files: readFiles(document['files']),
        source,
        warnings: [],
      };
    }
  } catch {
    // Not JSON: read line by line below.
  }
  const warning = {
    code: 'MANIFEST_BROKEN',
    message: `${join(root, manifestName)} could not be read as written; it is made anew.`,
  };
  return {
    toolVersion: null,
    formatter: null,
    inputs: null,
    files: recoverFiles(source),
    source,
    warnings: [warning],
  };
}

/** The text of a manifest: the same for the same files, whatever the machine. */
export function serializeManifest(
  manifest: Pick<Manifest, 'toolVersion' | 'formatter' | 'inputs' | 'files'>,
): string {
  const { toolVersion, formatter, inputs, files } = manifest;
  const head = { format: manifestFormat, version: toolVersion, formatter, inputs };
  const lines = [...files]
    .toSorted(([a], [b]) => byCodePoint(a, b))
    .map(([path, { written, emitted }]) => {
      const [digest] = written;
      const value = emitted === undefined || emitted === digest ? digest : [digest, emitted];
      return `    ${JSON.stringify(path)}: ${JSON.stringify(value)}`;
    });
  const headLines = Object.entries(head).flatMap(([key, value]) =>
    value === null ? [] : [`  ${JSON.stringify(key)}: ${JSON.stringify(value)},`],
  );
  return `{
${headLines.join('\n')}
  "files": {
${lines.join(',\n')}
  }
}
`;
}

function readFiles(value: unknown): Owned {
  const files: Owned = new Map();
  if (typeof value !== 'object' || value === null) return files;
  for (const [path, entry] of Object.entries(value)) {
    // A path that could not be ours, whoever wrote it here, is never written, compared or removed.
    if (!isSafePath(path)) continue;
    const digests: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
    const [written, emitted] = digests;
    if (typeof written !== 'string') continue;
    files.set(path, { written: new Set([written]), ...(typeof emitted === 'string' ? { emitted } : {}) });
  }
  return files;
}

/** Every line that still names a file and a digest, from both sides of a merge. */
function recoverFiles(source: string): Owned {
  const files: Owned = new Map();
  for (const [, path = '', digest = ''] of source.matchAll(/^\s*"([^"\\]+)": \[?"([0-9a-f]{64})"/gmu)) {
    if (!isSafePath(path)) continue;
    files.set(path, { written: new Set([...(files.get(path)?.written ?? []), digest]) });
  }
  return files;
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
