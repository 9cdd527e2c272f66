import type { Generated, Row, TwentyClient, Workspace } from './generated.ts';

/** Records for tests of paging and of relations. */

export const peopleCount = 450;

/** People, of whom every third lacks what they are ordered by, and many have it in common. */
export async function seedPeople(client: Generated, workspace: Workspace): Promise<void> {
  const employers = await client.of('company').createMany(
    workspace.client,
    Array.from({ length: 7 }, (_, number) => ({ name: `Company ${number}` })),
    { select: { id: true } },
  );
  await client.of('person').createMany(
    workspace.client,
    Array.from({ length: peopleCount }, (_, number) => ({
      jobTitle: `Title ${String(number).padStart(3, '0')}`,
      ...(number % 3 === 0
        ? {}
        : {
            name: { firstName: `First ${number % 10}`, lastName: `Last ${number % 40}` },
            birthday: `1980-01-${String((number % 28) + 1).padStart(2, '0')}`,
            companyId: employers[number % employers.length]?.['id'],
          }),
    })),
  );
  workspace.sent.length = 0;
}

/** A company with 65 people, another with 3, and one with none. */
export async function seedEmployers({ of }: Generated, client: TwentyClient): Promise<Row[]> {
  const rows = await of('company').createMany(client, [{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
  const employees = (company: Row | undefined, count: number): Row[] =>
    Array.from({ length: count }, (_, number) => ({
      jobTitle: `${String(company?.['name'])}${String(number).padStart(2, '0')}`,
      companyId: company?.['id'],
    }));
  await of('person').createMany(client, [...employees(rows[0], 65), ...employees(rows[1], 3)]);
  return rows;
}

interface Nested {
  readonly records: readonly Row[];
  readonly totalCount: number;
  readonly hasNextPage: boolean;
}

/** The page that a to-many relation is. */
export const nested = (row: Row | null | undefined, name: string): Nested => row?.[name] as Nested;
