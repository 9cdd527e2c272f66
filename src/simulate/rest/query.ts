import { badInput } from '../fault.ts';
import type { JsonObject } from '../json.ts';
import { parseFilter } from './filter.ts';

const defaultLimit = 60;
const largestLimit = 200;
const directions = ['AscNullsFirst', 'AscNullsLast', 'DescNullsFirst', 'DescNullsLast'];

/** A parameter that is given once; one that is repeated is ignored as a whole. */
function single(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  return others.length > 0 ? undefined : value;
}

export function filterOf(parameters: URLSearchParams): JsonObject | undefined {
  const text = single(parameters, 'filter');
  return text === undefined ? undefined : parseFilter(text);
}

/** Records a page: larger numbers are cut to the largest without a word. */
export function limitOf(parameters: URLSearchParams): number {
  const text = single(parameters, 'limit') ?? '';
  if (text === '') return defaultLimit;
  const limit = Number(text);
  if (!Number.isFinite(limit) || limit < 0)
    throw badInput(`limit '${text}' is invalid. Should be an integer`);
  return Math.min(Math.trunc(limit), largestLimit);
}

export function depthOf(parameters: URLSearchParams): 0 | 1 {
  const text = single(parameters, 'depth') ?? '';
  if (text === '' || text === '0') return 0;
  if (text === '1') return 1;
  throw badInput(`'depth=${text}' parameter invalid. Allowed values are 0, 1`);
}

/** `createdAt[DescNullsLast],name.lastName` as GraphQL's orderBy has it. */
export function orderByOf(parameters: URLSearchParams, name = 'order_by'): readonly JsonObject[] {
  const text = single(parameters, name) ?? '';
  if (text === '') return [];
  return text.split(',').map((item) => {
    const [, path = item, direction = 'AscNullsFirst'] = /^([^[]*)(?:\[(.*)\])?$/.exec(item) ?? [];
    if (!directions.includes(direction)) {
      const allowed = directions.map((one) => `'${one}'`).join(', ');
      throw badInput(
        `'order_by' direction '${direction}' invalid. Allowed values are ${allowed}. ` +
          'eg: ?order_by=field_1[AscNullsFirst],field_2[DescNullsLast],field_3',
      );
    }
    const [last = '', ...parents] = path.split('.').toReversed();
    return parents.reduce<JsonObject>((inner, parent) => ({ [parent]: inner }), { [last]: direction });
  });
}

/** The arguments of findMany that a list's parameters stand for. */
export function findManyArguments(parameters: URLSearchParams): JsonObject {
  const after = single(parameters, 'starting_after');
  const before = single(parameters, 'ending_before');
  const limit = limitOf(parameters);
  return {
    filter: filterOf(parameters) ?? {},
    orderBy: orderByOf(parameters),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? { first: limit } : { before, last: limit }),
  };
}
