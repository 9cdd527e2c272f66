/**
 * The functions of operations.ts for a workspace whose config maps types of values to others: what they are given is
 * serialized, and what they give parsed, at every depth. In between, values are those of the API.
 */
import { TwentyError } from './errors.js';
import { type Codec, describe, type ObjectDescriptor, type OwnObject } from './object.js';
import type { Row } from './operation.js';
import * as operations from './operations.js';
import { type Pages, pagesOf } from './page.js';
import type { Page } from './types.js';

export type * from './operations.js';
export { morph } from './operations.js';

type Maker = (own: OwnObject, named?: string) => unknown;
type Call = (client: unknown, ...args: readonly unknown[]) => Promise<unknown>;
interface AskedPages extends Pages, PromiseLike<Page<Row>>, AsyncIterable<Row> {}
/** Makes a value of an object other. */
type Change = (object: ObjectDescriptor, value: unknown) => unknown;

const tables = /* @__PURE__ */ new WeakMap<readonly Codec[], Map<string, Codec>>();

function codecOf({ type, workspace }: ObjectDescriptor, name: string): Codec | undefined {
  const { codecs = [] } = workspace;
  let table = tables.get(codecs);
  if (!table) {
    tables.set(codecs, (table = new Map<string, Codec>()));
    for (const codec of codecs) for (const field of codec.fields.trim().split(/\s+/)) table.set(field, codec);
  }
  return table.get(`${type}.${name}`) ?? table.get(`*.${name}`);
}

function parse(object: ObjectDescriptor, name: string, value: unknown): unknown {
  const codec = codecOf(object, name);
  return codec && typeof value === 'string' ? codec.parse(value) : value;
}

function serialize(codec: Codec | undefined, value: unknown): unknown {
  return codec && value !== null && value !== undefined ? codec.serialize(value) : value;
}

/** A copy of an object, or of each of a list, with every value as `change` makes it by its name. */
function changed(value: unknown, change: (value: unknown, name: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => changed(one, change));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Row = {};
  for (const name of Object.keys(value)) copy[name] = change((value as Row)[name], name);
  return copy;
}

/** Not a Date or the like: one in the place of a filter is to be refused, not copied without what it says. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function readRecords(object: ObjectDescriptor, rows: unknown): unknown {
  return changed(rows, (value, name) => {
    const one = object.toOne[name];
    if (one) return readRecords(one, value);
    const many = object.toMany[name]?.[0];
    return many ? readPage(many, value) : parse(object, name, value);
  });
}

function readPage(object: ObjectDescriptor, page: unknown): unknown {
  return changed(page, (value, name) => (name === 'records' ? readRecords(object, value) : value));
}

/** `minCreatedAt` and `maxCreatedAt` are what createdAt is. */
function readAggregates(object: ObjectDescriptor, row: unknown): unknown {
  return changed(row, (value, name) => {
    const [, first, others] = /^m(?:in|ax)(.)(.*)$/.exec(name) ?? [];
    return first ? parse(object, first.toLowerCase() + others, value) : value;
  });
}

function readGroups(object: ObjectDescriptor, groups: unknown, args: unknown): unknown {
  return changed(readAggregates(object, groups), (value, name) =>
    name === 'key' ? readKey(object, value, (args as { groupBy: Row }).groupBy) : value,
  );
}

/** Where a date is grouped by a period, the key is text. */
function readKey(object: ObjectDescriptor, key: unknown, groupBy: Row): unknown {
  return changed(key, (value, name) => {
    const how = groupBy[name];
    const one = object.toOne[name];
    if (one) return readKey(one, value, how as Row);
    const isWhole = how === true || (how as { granularity?: unknown }).granularity === 'NONE';
    return isWhole ? parse(object, name, value) : value;
  });
}

const asIs: Change = (_, value) => value;

function writeData(object: ObjectDescriptor, data: unknown): unknown {
  return changed(data, (value, name) => {
    const one = object.toOne[name];
    return one
      ? // What `connect` has under `where` is by its names a part of that record.
        changed(value, (connect) => changed(connect, (where) => writeData(one, where)))
      : serialize(codecOf(object, name), value);
  });
}

function writeFilter(object: ObjectDescriptor, filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.map((part) => writeFilter(object, part));
  if (!isPlain(filter)) return filter;
  return changed(filter, (value, name) => {
    if (name === 'and' || name === 'or' || name === 'not') return writeFilter(object, value);
    const one = object.toOne[name];
    if (one) return writeFilter(one, value);
    const codec = codecOf(object, name);
    if (!codec || !isPlain(value)) return value;
    return changed(value, (operand, operator) => {
      if (operator === 'is') return operand;
      return Array.isArray(operand)
        ? operand.map((item: unknown) => serialize(codec, item))
        : serialize(codec, operand);
    });
  });
}

function writeSelect(object: ObjectDescriptor, select: unknown): unknown {
  return changed(select, (value, name) => {
    const one = object.toOne[name];
    if (one) return writeSelect(one, value);
    const many = object.toMany[name]?.[0];
    return many ? writeArgs(many, value) : value;
  });
}

const parts = /* @__PURE__ */ new Map<string, Change>([
  ['data', writeData],
  ['filter', writeFilter],
  ['select', writeSelect],
]);

/** What a function, or a to-many relation in a select, takes by name. */
function writeArgs(object: ObjectDescriptor, args: unknown): unknown {
  return changed(args, (value, name) => (parts.get(name) ?? asIs)(object, value));
}

/** @param read makes an answer ready; @param write the arguments behind the client, each in its way. */
function mapped(
  make: Maker,
  read: (object: ObjectDescriptor, answer: unknown, args: unknown) => unknown,
  ...write: readonly Change[]
): Maker {
  return (own, named) => {
    const call = make(own, named) as Call;
    return async (client: unknown, ...args: readonly unknown[]): Promise<unknown> => {
      const object = describe(own);
      try {
        const answer = await call(client, ...args.map((arg, index) => (write[index] ?? asIs)(object, arg)));
        return read(object, answer, args[0]);
      } catch (error) {
        if (error instanceof TwentyError && error.rows)
          error.rows = {
            ...error.rows,
            records: readRecords(object, error.rows.records) as readonly unknown[],
          };
        throw error;
      }
    };
  };
}

/** As a page is: nothing is asked for before it is awaited or iterated. */
export const findMany: Maker = (own, named) => {
  const find = operations.findMany(own, named) as (client: unknown, args: unknown) => AskedPages;
  return (client: unknown, args: unknown): unknown => {
    const object = describe(own);
    let asked: AskedPages | undefined;
    const ask = (): AskedPages => (asked ??= find(client, writeArgs(object, args)));
    return pagesOf(
      async () => readPage(object, await ask()),
      async (options) => readRecords(object, await ask().toArray(options)) as Row[],
      async function* records(): AsyncGenerator<unknown> {
        for await (const row of ask()) yield readRecords(object, row);
      },
    );
  };
};

export const findOne: Maker = /* @__PURE__ */ mapped(operations.findOne, readRecords, writeArgs);
export const findOneOrThrow: Maker = /* @__PURE__ */ mapped(
  operations.findOneOrThrow,
  readRecords,
  writeArgs,
);
export const count: Maker = /* @__PURE__ */ mapped(operations.count, asIs, writeArgs);
export const aggregate: Maker = /* @__PURE__ */ mapped(operations.aggregate, readAggregates, writeArgs);
export const groupBy: Maker = /* @__PURE__ */ mapped(operations.groupBy, readGroups, writeArgs);
export const findDuplicates: Maker = /* @__PURE__ */ mapped(
  operations.findDuplicates,
  readRecords,
  writeArgs,
);
export const createOne: Maker = /* @__PURE__ */ mapped(
  operations.createOne,
  readRecords,
  writeData,
  writeArgs,
);
export const createMany: Maker = /* @__PURE__ */ mapped(
  operations.createMany,
  readRecords,
  writeData,
  writeArgs,
);
export const updateOne: Maker = /* @__PURE__ */ mapped(
  operations.updateOne,
  readRecords,
  asIs,
  writeData,
  writeArgs,
);
export const updateMany: Maker = /* @__PURE__ */ mapped(
  operations.updateMany,
  readRecords,
  writeFilter,
  writeData,
  writeArgs,
);
export const deleteOne: Maker = /* @__PURE__ */ mapped(operations.deleteOne, readRecords, asIs, writeArgs);
export const deleteMany: Maker = /* @__PURE__ */ mapped(
  operations.deleteMany,
  readRecords,
  writeFilter,
  writeArgs,
);
export const restoreOne: Maker = /* @__PURE__ */ mapped(operations.restoreOne, readRecords, asIs, writeArgs);
export const restoreMany: Maker = /* @__PURE__ */ mapped(
  operations.restoreMany,
  readRecords,
  writeFilter,
  writeArgs,
);
export const destroyOne: Maker = /* @__PURE__ */ mapped(operations.destroyOne, readRecords, asIs, writeArgs);
export const destroyMany: Maker = /* @__PURE__ */ mapped(
  operations.destroyMany,
  readRecords,
  writeFilter,
  writeArgs,
);
export const mergeMany: Maker = /* @__PURE__ */ mapped(operations.mergeMany, readRecords, asIs, writeArgs);
