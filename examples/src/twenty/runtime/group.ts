import { namesOf } from './aggregate.js';
import { type Args, ask, callOf } from './call.js';
import { listOf, serverFilter, under } from './filter.js';
import { type ObjectDescriptor, type OwnObject, table, type Table } from './object.js';
import type { Row } from './operation.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

/** The server gives 50 groups unless told otherwise, and says nothing of the others. */
const allGroups = 1_000_000;
/** Parts of composites that the database gives as text in a group. */
const numbers = /^(?:amountMicros|addressLat|addressLng)$/;

export function groupBy(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row[]> => {
    const { object, root } = callOf(client, 'groupBy', own, args, named);
    const { filter, limit = allGroups, select = { totalCount: true }, groupBy: spec = {} } = args;
    // The server takes no two of anything at once.
    const dimensions: object[] = [];
    const granularities: Table<string> = table();
    walk(spec, object, (how, path) => {
      const { granularity } = how as { granularity?: string };
      if (granularity) granularities[path.join('.')] = granularity;
      dimensions.push(under(path, how) as object);
    });
    const orders: object[] = [];
    for (const order of listOf(args.orderBy))
      walk(order, undefined, (direction, path) => {
        const granularity = granularities[path.join('.')];
        orders.push(under(path, granularity ? { orderBy: direction, granularity } : direction) as object);
      });
    const groups = (await ask(
      client,
      {
        kind: 'groupBy',
        object,
        root,
        args: {
          groupBy: dimensions,
          filter: filter && serverFilter(filter),
          orderBy: orders.length > 0 ? orders : undefined,
          limit,
        },
        selection: compile(object, {}),
        aggregates: namesOf(select),
      },
      args,
    )) as readonly Row[];
    const rows: Row[] = [];
    // To the server no limit and 0 are the same.
    for (const { groupByDimensionValues, ...values } of groups.slice(0, limit)) {
      let index = 0;
      const key = walk(spec, object, (_, path, isPart) => {
        const value = (groupByDimensionValues as readonly unknown[])[index];
        index += 1;
        return isPart && typeof value === 'string' && numbers.test(path[path.length - 1] ?? '')
          ? Number(value)
          : value;
      });
      rows.push({ key, ...values });
    }
    return rows;
  };
}

type Visit = (value: unknown, path: readonly string[], isPart: boolean) => unknown;

/**
 * A copy of something nested, as `{ name: { lastName: true }, createdAt: { granularity: 'MONTH' } }`, with what `visit`
 * gives for each of its ends: what is neither a relation nor a composite of the object, or in any case no object.
 */
function walk(
  spec: object,
  object: ObjectDescriptor | undefined,
  visit: Visit,
  above: readonly string[] = [],
): Row {
  const result: Row = {};
  for (const name of Object.keys(spec)) {
    const value = (spec as Row)[name];
    if (!value) continue;
    const path = [...above, name];
    const target = object?.toOne[name];
    result[name] =
      typeof value === 'object' && (!object || target || object.composites[name])
        ? walk(value, target, visit, path)
        : visit(value, path, !object);
  }
  return result;
}
