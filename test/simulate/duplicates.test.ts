import { beforeEach, describe, expect, it } from 'vitest';
import { idOf, simulated } from './ask.ts';
import type { Asked } from './ask.ts';

let workspace: Asked;

beforeEach(async () => {
  workspace = simulated();
  await workspace.read('mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }', {
    data: [
      { id: idOf(1), name: { firstName: 'Ada', lastName: 'Lovelace' } },
      {
        id: idOf(2),
        name: { firstName: 'Ada', lastName: 'Lovelace' },
        emails: { primaryEmail: 'ada@x.example' },
      },
      { id: idOf(3), linkedinLink: { primaryLinkUrl: 'https://example.com/ada' } },
      { id: idOf(4), name: { firstName: 'Li', lastName: 'Li' } },
      { id: idOf(5), name: { firstName: 'Li', lastName: 'Li' } },
    ],
  });
});

const found = async (args: string): Promise<unknown> => {
  const query = `{ personDuplicates(${args}) { totalCount edges { node { id } } } }`;
  const connections = (await workspace.read(query)) as {
    totalCount: number;
    edges: { node: { id: string } }[];
  }[];
  return connections.map(({ totalCount, edges }) => {
    expect(totalCount).toBe(edges.length);
    return edges.map(({ node }) => node.id);
  });
};

describe('duplicates', () => {
  it('of a record are the others with its name, but no short one', async () => {
    expect(await found(`ids: ["${idOf(1)}"]`)).toEqual([[idOf(2)]]);
    expect(await found(`ids: ["${idOf(4)}"]`)).toEqual([[]]);
  });

  it('of data are all with its name, its address or its link', async () => {
    const name = 'name: { firstName: "Ada", lastName: "Lovelace" }';
    const email = 'emails: { primaryEmail: "ADA@x.example" }';
    const link = 'linkedinLink: { primaryLinkUrl: "https://example.com/ada" }';
    expect(
      await found(`data: [{ ${name} }, { ${email} }, { ${link} }, { name: { firstName: "Ada" } }]`),
    ).toEqual([[idOf(1), idOf(2)], [idOf(2)], [idOf(3)], []]);
  });

  it('are not soft-deleted, and of a record that there is not there are none', async () => {
    await workspace.read(`mutation { deletePerson(id: "${idOf(2)}") { id } }`);
    expect(await found(`ids: ["${idOf(1)}", "${idOf(2)}", "${idOf(99)}"]`)).toEqual([[]]);
  });

  it.each([
    ['(ids: ["x"], data: [])', 'You cannot provide both "data" and "ids" arguments'],
    ['', 'You have to provide either "data" or "ids" argument'],
    ['(data: [])', 'The "data" condition can not be empty'],
  ])('are refused for %j', async (args, message) => {
    expect(await workspace.refused(`{ personDuplicates${args} { totalCount } }`)).toContain(message);
  });

  it('of an object without criteria are none, though its root field is answered', async () => {
    const query = '{ subscriptionDuplicates(data: [{ reference: "A-1" }]) { totalCount } }';
    expect(await workspace.read(query)).toEqual([{ totalCount: 0 }]);
  });
});
