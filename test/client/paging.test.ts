import { beforeAll, describe, expect, it } from 'vitest';
import { generated, workspaceOf } from './generated.ts';
import type { Functions, Row, Workspace } from './generated.ts';
import { peopleCount, seedPeople } from './seed.ts';

const demo = await generated('demo');
const legacy = await generated('legacy');

const directions = ['AscNullsFirst', 'AscNullsLast', 'DescNullsFirst', 'DescNullsLast'] as const;

async function pagesOf(people: Functions, { client }: Workspace, args: Row): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of people.findMany(client, args)) rows.push(row);
  return rows;
}

/** Every record once, whatever the page, and in the order that one page of them all has. */
function expectEach(rows: readonly Row[], inOnePage: readonly Row[]): void {
  expect(new Set(rows.map(({ jobTitle }) => jobTitle)).size).toBe(peopleCount);
  expect(rows).toEqual(inOnePage);
}

describe('every page of 450 records', () => {
  const workspace = workspaceOf(demo);
  const people = demo.of('person');
  beforeAll(() => seedPeople(demo, workspace));

  it('by id: by cursor, every record once', async () => {
    workspace.sent.length = 0;
    const rows = await pagesOf(people, workspace, { select: { jobTitle: true }, first: 100 });
    expect(new Set(rows.map(({ jobTitle }) => jobTitle)).size).toBe(peopleCount);
    expect(rows).toHaveLength(peopleCount);
    expect(rows[0]).toEqual({ jobTitle: expect.any(String) as string });
    expect(workspace.sent.map(({ variables }) => 'after' in variables)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  // By one field, silence.test.ts.
  describe.each([
    [
      'two sub-fields of a composite',
      (direction: string) => ({ name: { firstName: direction, lastName: direction } }),
    ],
    ['a relation’s id', (direction: string) => ({ companyId: direction })],
    ['two fields', (direction: string) => [{ birthday: direction }, { jobTitle: 'DescNullsLast' }]],
  ])('by %s', (_, orderBy) => {
    it.each(directions)('%s', async (direction) => {
      const args = { select: { jobTitle: true }, orderBy: orderBy(direction) };
      const inOnePage = await people.findMany(workspace.client, { ...args, first: 1000 });
      const rows = await pagesOf(people, workspace, { ...args, first: 100 });
      expect(rows).toHaveLength(peopleCount);
      expectEach(rows, inOnePage.records);
    });
  });

  it('from an offset on', async () => {
    const args = { select: { jobTitle: true }, offset: 40, first: 100 };
    const rows = await pagesOf(people, workspace, args);
    const all = await pagesOf(people, workspace, { select: { jobTitle: true } });
    expect(rows).toEqual(all.slice(40));
  });

  it('under a filter, which the count heeds', async () => {
    const filter = {
      birthday: { gte: '1980-01-10', lt: '1980-01-20' },
      company: { name: { neq: 'Company 1' } },
    };
    const page = await people.findMany(workspace.client, { filter, first: 10 });
    const rows = await pagesOf(people, workspace, { filter, first: 10 });
    expect(page.records).toHaveLength(10);
    expect(page.hasNextPage).toBe(true);
    expect(rows).toHaveLength(page.totalCount);
    expect(rows.length).toBeGreaterThan(50);
    for (const { birthday } of rows) expect(birthday).toMatch(/^1980-01-1\d$/);
  });

  it('in an array, or the first of them without a request too many', async () => {
    const select = { jobTitle: true };
    const all = await people.findMany(workspace.client, { select }).toArray();
    expect(all).toHaveLength(peopleCount);
    for (const [limit, requests] of [
      [0, 0],
      [1, 1],
      [100, 1],
      [101, 2],
      [200, 2],
    ] as const) {
      workspace.sent.length = 0;
      const some = await people.findMany(workspace.client, { select, first: 100 }).toArray({ limit });
      expect(some).toEqual(all.slice(0, limit));
      expect(workspace.sent).toHaveLength(requests);
    }
  });
});

describe('every page of 450 records on a server that has cursors only', () => {
  const workspace = workspaceOf(legacy);
  const people = legacy.of('person');
  beforeAll(() => seedPeople(legacy, workspace));

  it('by id', async () => {
    const rows = await pagesOf(people, workspace, { select: { jobTitle: true }, first: 100 });
    expect(new Set(rows.map(({ jobTitle }) => jobTitle)).size).toBe(peopleCount);
    expect(rows).toHaveLength(peopleCount);
  });

  describe.each([
    ['a nullable field', (direction: string) => ({ birthday: direction })],
    ['a composite', (direction: string) => ({ name: { lastName: direction } })],
  ])('by %s', (_, orderBy) => {
    it.each(directions)('%s', async (direction) => {
      const args = { select: { jobTitle: true }, orderBy: orderBy(direction) };
      const inOnePage = await people.findMany(workspace.client, { ...args, first: 1000 });
      expectEach(await pagesOf(people, workspace, { ...args, first: 100 }), inOnePage.records);
      for (const { variables } of workspace.sent) expect(variables).not.toHaveProperty('offset');
    });
  });

  it('from an offset on, which the client counts itself', async () => {
    const all = await pagesOf(people, workspace, { select: { jobTitle: true } });
    const rows = await pagesOf(people, workspace, { select: { jobTitle: true }, offset: 40, first: 100 });
    expect(rows).toEqual(all.slice(40));
  });
});
