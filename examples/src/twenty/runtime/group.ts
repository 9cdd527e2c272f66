import { namesOf } from './aggregate.js';
import { type Args, callOf } from './call.js';
import { serverFilter } from './filter.js';
import type { OwnObject } from './object.js';
import type { Row } from './operation.js';
import { asList } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

/** One thing to group by: `['name', 'lastName']`, and how. */
interface Dimension {
  readonly path: readonly string[];
  readonly how: unknown;
}

/** The server gives 50 groups unless told otherwise, and says nothing of the others. */
const allGroups = 1_000_000;
/** Which the database gives as text in a group. */
const numbers = /^(?:amountMicros|addressLat|addressLng)$/;

export function groupBy(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, args: Args): Promise<Row[]> => {
    const { object, root } = callOf(client, 'groupBy', own, args, named);
    const { filter, limit = allGroups, select = { totalCount: true } } = args;
    const dimensions = dimensionsOf(args.groupBy ?? {}, []);
    const aggregates = namesOf(select);
    const orderBy = asList(args.orderBy).map((order) => ordered(order, dimensions));
    const groups = (await client.execute(
      {
        kind: 'groupBy',
        object,
        root,
        args: {
          groupBy: dimensions.map(({ path, how }) => nested(path, how)),
          filter: filter && serverFilter(filter),
          orderBy: orderBy.length > 0 ? orderBy : undefined,
          limit,
        },
        selection: compile(object, {}),
        aggregates,
      },
      args,
    )) as readonly Row[];
    const rows: Row[] = [];
    for (const { groupByDimensionValues, ...values } of groups) {
      const key: Row = {};
      for (const [index, { path }] of dimensions.entries()) {
        const value = (groupByDimensionValues as readonly unknown[])[index];
        const [name = ''] = path.slice(-1);
        let at = key;
        for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Row;
        at[name] = typeof value === 'string' && numbers.test(name) ? Number(value) : value;
      }
      rows.push({ key, ...values });
    }
    return rows;
  };
}

/** Of `{ name: { lastName: true }, createdAt: { granularity: 'MONTH' } }`, each alone: the server takes no two at once. */
function dimensionsOf(spec: object, path: readonly string[]): readonly Dimension[] {
  return Object.entries(spec).flatMap(([name, how]: [string, unknown]): readonly Dimension[] => {
    if (how === undefined || how === false) return [];
    const own = [...path, name];
    return typeof how === 'object' && how !== null && !('granularity' in how || 'unnest' in how)
      ? dimensionsOf(how, own)
      : [{ path: own, how }];
  });
}

function nested(path: readonly string[], value: unknown): object {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;
}

/** An order by a date goes by what the date is grouped by. */
function ordered(order: object, dimensions: readonly Dimension[]): object {
  const result: Row = { ...order };
  for (const { path, how } of dimensions) {
    const [name = '', ...others] = path;
    if (
      others.length === 0 &&
      typeof result[name] === 'string' &&
      typeof how === 'object' &&
      'granularity' in (how ?? {})
    )
      result[name] = { orderBy: result[name], ...how };
  }
  return result;
}
