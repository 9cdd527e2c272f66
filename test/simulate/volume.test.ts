import { beforeAll, describe, expect, it } from 'vitest';
import { idOf, simulated } from './ask.ts';
import type { Asked } from './ask.ts';

const count = 100_000;

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

const pageQuery = `query($after: String, $orderBy: [PersonOrderByInput]) {
  people(first: 200, after: $after, orderBy: $orderBy) {
    totalCount edges { node { id createdAt } } pageInfo { endCursor hasNextPage } } }`;

/** How long the processor works on a task, in milliseconds: whatever else the machine does. */
async function cost(task: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('a workspace of 100,000 people', () => {
  let workspace: Asked;
  beforeAll(() => {
    workspace = simulated({ records: { person: count, company: 450 } });
  });

  const page = async (variables: object): Promise<Page> =>
    (await workspace.read(pageQuery, variables)) as Page;

  it.each([
    { by: 'id', orderBy: [] },
    { by: 'a field', orderBy: [{ createdAt: 'DescNullsLast' }] },
  ])(
    'is read page by page in the order of $by, each record once, no page from the start',
    async ({ orderBy }) => {
      const seen = new Set<string>();
      let after: string | undefined;
      const rest = await cost(async () => {
        for (let pages = 0; pages < 20; pages++) {
          const { edges, pageInfo, totalCount } = await page({ after, orderBy });
          expect(totalCount).toBe(count);
          for (const { node } of edges) seen.add(node.id);
          after = pageInfo.endCursor;
        }
      });
      expect(seen.size).toBe(4000);
      // Sorting once is a second at most; sorting for each page would be many.
      expect(rest / 20).toBeLessThan(150);
    },
  );

  it('finds records by id, and those of a record, without looking at all', async () => {
    const [first] = (await page({})).edges;
    const people = `{ person(filter: { id: { eq: "${first?.node.id}" } }) { id companyId } }`;
    const { companyId } = (await workspace.read(people)) as { companyId: string };
    const query = `{ people(filter: { companyId: { in: ["${companyId}"] } }) { totalCount } }`;
    const { totalCount } = (await workspace.read(query)) as { totalCount: number };
    expect(totalCount).toBeGreaterThan(100);
    expect(totalCount).toBeLessThan(400);
    const again = await cost(async () => {
      for (let i = 0; i < 20; i++) await workspace.read(people);
    });
    expect(again / 20).toBeLessThan(20);
  });

  it('takes 200 new records at once, and each unique value once', async () => {
    const data = Array.from({ length: 200 }, (_, index) => ({
      id: idOf(index),
      emails: { primaryEmail: `new.${index}@example.org` },
    }));
    const query = 'mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }';
    expect(await workspace.read(query, { data })).toHaveLength(200);
    expect(
      await workspace.refused(query, { data: [{ emails: { primaryEmail: 'new.7@example.org' } }] }),
    ).toBe('A duplicate entry was detected');
    expect((await page({})).totalCount).toBe(count + 200);
  });
});
