import { importLine, literal } from '../../../emit/writer.ts';
import { aggregates, change, filter, grouping, matching, orderBy, record, select } from './choices.ts';
import type { Page, PageObject } from './data.ts';
import { call } from './print.ts';
import type { Code } from './print.ts';
import { ids } from './samples.ts';
import type { Scene } from './samples.ts';

/** Code that calls one function of the generated client. */
export interface Snippet {
  readonly name: string;
  /** One sentence. */
  readonly what: string;
  readonly code: string;
}

export interface Snippets {
  /** What all of them begin with: the imports, and the client. */
  readonly setup: string;
  readonly snippets: readonly Snippet[];
}

/**
 * Code for each function that an object has, with selects, filters and values of its own fields. It compiles as it is.
 * @param most of them, from the first on
 */
export function snippetsOf(page: Page, { object, functions }: PageObject, most = Infinity): Snippets {
  const scene: Scene = { page, object, imports: new Set() };
  const snippets = functions.slice(0, most).flatMap((name): readonly Snippet[] => {
    const write = writers[name];
    const code = write?.(scene);
    return write === undefined || code === undefined ? [] : [{ name, what: whats[name] ?? '', code }];
  });
  const names = ['createClient', ...[object.names.namespace, ...scene.imports].sort()];
  return {
    setup: `${importLine(names, page.client)}\nconst client = createClient();\n`,
    snippets,
  };
}

const whats: Readonly<Record<string, string>> = {
  findMany: 'A page of records to await, or with for await every record that matches.',
  findOne: 'One record, null where there is none. Many in one tick are one request.',
  findOneOrThrow: 'One record; where there is none, a TwentyNotFoundError.',
  count: 'How many records match.',
  aggregate: 'Sums, averages, shares and more over the records that match.',
  groupBy: 'The records that match in groups, with an aggregate over each.',
  findDuplicates: 'What the CRM takes for the same as these records.',
  createOne: 'Creates a record, and reads of it what the select names.',
  createMany: 'Creates any number of records, in batches.',
  updateOne: 'Changes a record.',
  updateMany: 'Changes every record that matches, or those of a list of ids.',
  deleteOne: 'Soft-deletes a record: it can be restored.',
  deleteMany: 'Soft-deletes every record that matches, or those of a list of ids.',
  restoreOne: 'Takes back a soft-deletion.',
  restoreMany: 'Takes back the soft-deletion of every record that matches, or of a list of ids.',
  destroyOne: 'Deletes a record for good.',
  destroyMany: 'Deletes for good every record that matches, or those of a list of ids.',
  mergeMany: 'Merges two to nine records into one; dryRun only says what would come of it.',
};

const [oneId] = ids;

const writers: Readonly<Record<string, (scene: Scene) => string | undefined>> = {
  findMany(scene) {
    const { object } = scene;
    const where = filter(scene, 2);
    const few = filter(scene, 1);
    const sorted = orderBy(object);
    const args = { ...where, ...sorted, select: select(scene, 4, true), first: '20' };
    const each = call(`${object.names.namespace}.findMany`, ['client', ...(few.filter ? [few] : [])]);
    return [
      `const ${free('page', scene)} = await ${call(`${object.names.namespace}.findMany`, ['client', args])};`,
      '',
      `for await (const ${free('record', scene)} of ${each}) {`,
      '  // every page; the next one is requested while this one is read',
      '}',
    ].join('\n');
  },
  findOne: (scene) => one(scene, 'findOne'),
  findOneOrThrow: (scene) => one(scene, 'findOneOrThrow'),
  count: (scene) => assigned('total', 'count', scene, filter(scene, 1).filter ? [filter(scene, 1)] : []),
  aggregate: (scene) => assigned('totals', 'aggregate', scene, [{ select: aggregates(scene) }]),
  groupBy(scene) {
    const by = grouping(scene);
    if (by === undefined) return undefined;
    return assigned('groups', 'groupBy', scene, [{ groupBy: by, select: aggregates(scene) }]);
  },
  findDuplicates: (scene) =>
    assigned('duplicates', 'findDuplicates', scene, [
      { ids: [literal(oneId)], select: select(scene, 2, false) },
    ]),
  createOne: (scene) =>
    assigned('created', 'createOne', scene, [record(scene, 3), { select: select(scene, 2, false) }]),
  createMany(scene) {
    const { page, object } = scene;
    const isUpsert =
      page.model.capabilities.includes('upsert') &&
      object.fields.some(({ isUnique, name, isActive }) => isUnique && isActive && name !== 'id');
    return assigned('created', 'createMany', scene, [
      [record(scene, 2), record(scene, 2, 1)],
      ...(isUpsert ? [{ upsert: 'true' }] : []),
    ]);
  },
  updateOne: (scene) => done('updateOne', scene, [literal(oneId), change(scene)]),
  updateMany: (scene) => done('updateMany', scene, [matching(scene), change(scene)]),
  deleteOne: (scene) => done('deleteOne', scene, [literal(oneId)]),
  deleteMany: (scene) => done('deleteMany', scene, [matching(scene)]),
  restoreOne: (scene) => done('restoreOne', scene, [literal(oneId)]),
  restoreMany: (scene) => done('restoreMany', scene, [ids.map(literal)]),
  destroyOne: (scene) => done('destroyOne', scene, [literal(oneId)]),
  destroyMany: (scene) => done('destroyMany', scene, [ids.map(literal)]),
  mergeMany: (scene) =>
    assigned('merged', 'mergeMany', scene, [
      ids.map(literal),
      { dryRun: 'true', select: select(scene, 2, false) },
    ]),
};

/** A name for a constant that the namespace, which the code uses as well, does not have. */
function free(name: string, { object, imports }: Scene): string {
  return object.names.namespace === name || imports.has(name) ? `${name}_` : name;
}

function assigned(name: string, method: string, scene: Scene, args: readonly Code[]): string {
  return `const ${free(name, scene)} = await ${done(method, scene, args).slice('await '.length)}`;
}

function done(method: string, { object }: Scene, args: readonly Code[]): string {
  return `await ${call(`${object.names.namespace}.${method}`, ['client', ...args])};`;
}

function one(scene: Scene, method: string): string {
  return assigned('record', method, scene, [{ id: literal(oneId), select: select(scene, 3, false) }]);
}
