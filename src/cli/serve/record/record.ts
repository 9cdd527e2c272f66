import { createHash } from 'node:crypto';
import { CodegenError } from '../../../errors.ts';
import type { Warning } from '../../../errors.ts';
import { createHttp } from '../../../introspect/http.ts';
import type { FetchLike } from '../../../introspect/transport.ts';
import { parseApiKey } from '../../../introspect/key.ts';
import { parseBaseUrl } from '../../../introspect/url.ts';
import type { Model } from '../../../model/types.ts';
import type { RateLimit } from '../../../simulate/limit.ts';
import type { RecordData } from '../../../simulate/records.ts';
import { createSimulator } from '../../../simulate/simulator.ts';
import { createDisguise } from './disguise.ts';
import type { Disguise } from './disguise.ts';
import { createPace } from './pace.ts';
import { readRecords } from './read.ts';
import type { ReadObject } from './read.ts';

export interface RecordOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly model: Model;
  /** Records of one object at most. */
  readonly most: number;
  readonly limit: RateLimit;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly fetch?: FetchLike | undefined;
  readonly onProgress: (text: string) => void;
}

export interface Recording {
  /** The seed file's text: a record a line. */
  readonly text: string;
  readonly records: number;
  readonly objects: number;
  readonly warnings: readonly Warning[];
}

/**
 * Reads a workspace's records and puts made-up values in the place of all that is of a person.
 *
 * @throws CodegenError as introspect does
 */
export async function recordWorkspace(options: RecordOptions): Promise<Recording> {
  const { model, most, limit, signal, timeoutMs, onProgress } = options;
  const { base } = parseBaseUrl(options.url);
  const apiKey = parseApiKey(options.apiKey);
  const http = await createHttp({ base, apiKey, timeoutMs, signal, fetch: options.fetch });
  try {
    const pace = createPace(limit, signal);
    const { objects, warnings } = await readRecords(http, { model, most, pace, onProgress });
    const whole = withoutDangling(objects);
    // The key's owner gets the same stand-ins each time; who has the file but not the key cannot try guesses.
    const secret = createHash('sha256').update(`twenty-codegen record ${apiKey}`).digest('hex');
    const disguise = createDisguise(secret, objects);
    const text = textOf(whole, disguise);
    check(model, text);
    return {
      text,
      records: whole.reduce((sum, { records }) => sum + records.length, 0),
      objects: whole.filter(({ records }) => records.length > 0).length,
      warnings: [...warnings, ...cutWarnings(objects, most)],
    };
  } finally {
    await http.close();
  }
}

/** Relations to records that were not read become null; a record whose relation must not be null goes with it. */
function withoutDangling(objects: readonly ReadObject[]): readonly ReadObject[] {
  let current = objects;
  for (;;) {
    const ids = new Map(
      current.map(({ object, records }) => [
        object.nameSingular,
        new Set(records.map(({ id }) => String(id))),
      ]),
    );
    const next = current.map((read) => ({
      ...read,
      records: read.records.flatMap((row) => settled(row, read, ids)),
    }));
    const isSettled = next.every(({ records }, at) => records.length === current[at]?.records.length);
    current = next;
    if (isSettled) return current;
  }
}

function settled(
  record: RecordData,
  { fields }: ReadObject,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): readonly RecordData[] {
  const row: Record<string, unknown> = { ...record };
  for (const { field, column } of fields) {
    const id = row[column];
    if (field.relation === undefined || id === null || id === undefined) continue;
    if (ids.get(field.relation.target)?.has(String(id)) === true) continue;
    if (!field.isNullable) return [];
    row[column] = null;
  }
  return [row];
}

function textOf(objects: readonly ReadObject[], disguise: Disguise): string {
  const lists = objects
    .filter(({ records }) => records.length > 0)
    .map((read) => {
      const lines = read.records.map(
        (record) => `    ${JSON.stringify(lean(disguise.record(read, record)))}`,
      );
      return `  ${JSON.stringify(read.object.names.namespace)}: [\n${lines.toSorted().join(',\n')}\n  ]`;
    });
  const about = '  "$about": "Made-up records in the shape of a workspace: twenty-codegen serve --record"';
  return `{\n${[about, ...lists].join(',\n')}\n}\n`;
}

/** The id first; nothing where there is nothing. */
function lean(record: RecordData): RecordData {
  const { id, ...rest } = record;
  const filled = Object.entries(rest).filter(([, value]) => value !== null && value !== '');
  return { id, ...Object.fromEntries(filled) };
}

/** @throws CodegenError UNEXPECTED where `serve` would refuse the file: that is for us to mend */
function check(model: Model, text: string): void {
  try {
    createSimulator({ model, records: 0 }).load(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    throw new CodegenError(
      'UNEXPECTED',
      `The records that were made up do not fit the lock. ${error.message}`,
      {
        details: error.details,
        cause: error,
        fix: 'Run `twenty-codegen pull`, so that the lock is what the workspace has, and record again.',
      },
    );
  }
}

function cutWarnings(objects: readonly ReadObject[], most: number): readonly Warning[] {
  const cut = objects.filter(({ isCut }) => isCut).map(({ object }) => object.labelPlural);
  if (cut.length === 0) return [];
  return [
    {
      code: 'RECORDS_CUT',
      message: `There are more than ${most} records of these, and the rest was left out: ${cut.join(', ')}. --records takes another number.`,
    },
  ];
}
