import { describe, expect, it } from 'vitest';
import { answering, workspaceWith } from '../../test/client/words.ts';
import { findDuplicates } from './duplicates.ts';
import { TwentyServerError, TwentyValidationError } from './errors.ts';
import type { OwnObject } from './object.ts';
import type { Operation, Row } from './operation.ts';
import type { TwentyClient } from './transport.ts';

const own: OwnObject = {
  workspace: workspaceWith('Person/people'),
  type: 'Person',
  fields: { id: true, city: true, name: true },
};

type Args = Readonly<Record<string, unknown>>;
const people = findDuplicates(own) as (client: TwentyClient, args: Args) => Promise<Row[][]>;

/** By id: the ids of their duplicates. An id that is not here is of no record. */
type Known = Readonly<Record<string, readonly string[]>>;

/**
 * A server as Twenty is: to several ids it answers in the order of its own table, and nothing for an id that there is
 * not. Data are called by the id of the record that they are alike.
 */
function server(known: Known, maxIds = 200): { client: TwentyClient; asked: Operation[] } {
  return answering((operation) => {
    const { ids, data = [] } = operation.args;
    const originals = ids
      ? Object.keys(known).filter((id) => ids.includes(id))
      : (data as readonly { name: string }[]).map(({ name }) => name);
    return originals.map((original) => ({
      edges: (known[original] ?? []).map((id) => ({
        node: Object.fromEntries([...operation.selection.fields].map((name) => [name, `${name} ${id}`])),
      })),
    }));
  }, maxIds);
}

const known: Known = { a: ['b', 'c'], b: ['a', 'c'], c: ['a', 'b'], d: [], e: ['f'], f: ['e'], g: [] };
const citiesOf = (ids: readonly string[]): Row[] => ids.map((id) => ({ city: `city ${id}` }));

describe('findDuplicates', () => {
  it.each([
    [[]],
    [['a']],
    [['e', 'a']],
    [['g', 'f', 'd', 'c']],
    [['e', 'missing', 'a', 'd']],
    [['missing']],
    [['d', 'g', 'missing']],
    [['a', 'a']],
  ])('of the ids %o gives those of each in its place', async (ids: readonly string[]) => {
    const { client } = server(known);
    expect(await people(client, { ids, select: { city: true } })).toEqual(
      ids.map((id) => citiesOf(known[id] ?? [])),
    );
  });

  it('of data gives those of each in its place', async () => {
    const { client, asked } = server(known);
    const data = ['f', 'd', 'a', 'none'].map((name) => ({ name }));
    expect(await people(client, { data, select: { city: true } })).toEqual(
      [['e'], [], ['b', 'c'], []].map(citiesOf),
    );
    expect(asked).toHaveLength(1);
    expect(asked[0]?.args).toEqual({ data });
  });

  it('of many ids, of which few have any, takes few requests', async () => {
    const ids = Array.from({ length: 64 }, (_, index) => `id${index}`);
    const many: Known = { ...Object.fromEntries(ids.map((id) => [id, []])), id40: ['x'], x: ['id40'] };
    const { client, asked } = server(many);
    const found = await people(client, { ids, select: { city: true } });
    expect(found.flatMap((some, index) => some.map(() => index))).toEqual([40]);
    expect(asked.length).toBeLessThan(14);
    const none = server(Object.fromEntries(ids.map((id) => [id, []])));
    expect(await people(none.client, { ids })).toEqual(ids.map(() => []));
    expect(none.asked).toHaveLength(1);
  });

  it.each(['ids', 'data'])('asks for no more %s at once than the server takes', async (name) => {
    const items = Array.from({ length: 25 }, (_, index) =>
      name === 'ids' ? `${index}` : { name: `${index}` },
    );
    const { client, asked } = server({}, 10);
    expect(await people(client, { [name]: items })).toEqual(items.map(() => []));
    for (const { args } of asked) expect((args[name as 'ids'] ?? []).length).toBeLessThanOrEqual(10);
    expect(asked.flatMap(({ args }) => args[name as 'ids'] ?? [])).toEqual(items);
  });

  it('asks for all fields where it has ids, by which alone the server compares, and gives those selected', async () => {
    const { client, asked } = server(known);
    expect(await people(client, { ids: ['e'], select: { city: true } })).toEqual([[{ city: 'city f' }]]);
    expect([...(asked[0]?.selection.fields ?? [])].toSorted()).toEqual(['city', 'id', 'name']);
    expect(await people(client, { ids: ['e'] })).toEqual([[{ id: 'id f', city: 'city f', name: 'name f' }]]);
  });

  it.each([[{}], [{ ids: ['a'], data: [{}] }]])('refuses %o before anything is sent', async (args) => {
    const { client, asked } = server(known);
    await expect(people(client, args)).rejects.toThrow(TwentyValidationError);
    expect(asked).toEqual([]);
  });

  it('that is answered nothing fails', async () => {
    const { client } = server(known);
    const silent: TwentyClient = { ...client, execute: async () => null };
    await expect(people(silent, { ids: ['a'] })).rejects.toThrow(TwentyServerError);
  });
});
