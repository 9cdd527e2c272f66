import { describe, expect, it } from 'vitest';
import { apiKey, generated, workspaceOf } from './generated.ts';
import type { Row, Workspace } from './generated.ts';

/** What a server does on a write, without an error, that one would not think; and what the client makes of it. */
const demo = await generated('demo');
const companies = demo.of('company');
const people = demo.of('person');
const subscriptions = demo.of('subscription');

const inputOf = (names: readonly string[], of: (name: string, index: number) => Row): Row[] =>
  names.map((name, index) => ({ name, ...of(name, index) }));

describe('a batch', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  // Numbers come last in the answer, and 'last' before them.
  const positions = [7, 'last', undefined, 3, 'first', 'last'];
  const rows = inputOf(names, (_, index) => (positions[index] ? { position: positions[index] } : {}));
  const create = `mutation ($data: [CompanyCreateInput!]!, $upsert: Boolean) {
    createCompanies(data: $data, upsert: $upsert) { name }
  }`;

  it('of mixed positions comes back in another order; the client gives that of the input', async () => {
    const { client, plain } = workspaceOf(demo);
    const { createCompanies } = await plain(create, { data: rows });
    const answered = (createCompanies as readonly Row[]).map(({ name }) => name);
    expect(answered).not.toEqual(names);
    expect(answered.toSorted()).toEqual(names);
    const created = await companies.createMany(client, rows, { select: { name: true } });
    expect(created).toEqual(names.map((name) => ({ name })));
  });

  it.each([
    ['ids', (index: number) => ({ id: `c0000000-0000-4000-8000-00000000000${index}` })],
    ['unique values', (index: number) => ({ reference: `S-${index}` })],
    ['either', (index: number) => (index % 2 === 0 ? { reference: `S-${index}` } : {})],
  ])('that is upserted, by %s, comes back in the order of the input as well', async (_, keyOf) => {
    const { client } = workspaceOf(demo);
    const input = positions.map((position, index) => ({
      startsOn: '2026-01-01',
      seats: index,
      ...keyOf(index),
      ...(position === undefined ? {} : { position }),
    }));
    const select = { seats: true };
    const args = { upsert: true, select };
    for (const more of [0, 10]) {
      const data = input.map((row) => ({ ...row, seats: row.seats + more }));
      const seats = data.map((row) => ({ seats: row.seats }));
      expect(await subscriptions.createMany(client, data, args)).toEqual(seats);
    }
  });

  it('that is upserted by addresses is told apart by them, whatever their case', async () => {
    const { client } = workspaceOf(demo);
    const data = ['Ada@Example.com', 'BOB@example.com', 'cyd@example.com'].map((primaryEmail, index) => ({
      emails: { primaryEmail },
      jobTitle: primaryEmail,
      ...(index === 0 ? { position: 5 } : {}),
    }));
    for (let time = 0; time < 2; time += 1)
      expect(await people.createMany(client, data, { upsert: true, select: { jobTitle: true } })).toEqual(
        data.map(({ jobTitle }) => ({ jobTitle })),
      );
    expect((await people.findMany(client)).totalCount).toBe(3);
  });

  it('that upserts a record twice answers it once; the client once for each row, as the last leaves it', async () => {
    const { client, plain } = workspaceOf(demo);
    const data = ['S-1', 'S-2', 'S-1'].map((reference, seats) => ({
      reference,
      seats,
      startsOn: '2026-01-01',
    }));
    const query = `mutation ($data: [SubscriptionCreateInput!]!) {
      createSubscriptions(data: $data, upsert: true) { reference seats }
    }`;
    const { createSubscriptions } = await plain(query, { data });
    expect(createSubscriptions).toHaveLength(2);
    const written = await subscriptions.createMany(client, data, {
      upsert: true,
      select: { reference: true, seats: true },
    });
    const last = { reference: 'S-1', seats: 2 };
    expect(written).toEqual([last, { reference: 'S-2', seats: 1 }, last]);
    expect((await subscriptions.findMany(client)).totalCount).toBe(2);
  });

  it('that upserts by a new id and a value that is there keeps the old id: the client answers that', async () => {
    const { client } = workspaceOf(demo);
    const data = { reference: 'S-1', startsOn: '2026-01-01' };
    const { id: old } = await subscriptions.createOne(client, data);
    const select = { id: true, reference: true };
    const [found, made] = await subscriptions.createMany(
      client,
      [
        { ...data, id: 'c0000000-0000-4000-8000-000000000001', position: 5 },
        { ...data, id: 'c0000000-0000-4000-8000-000000000002', reference: 'S-2' },
      ],
      { upsert: true, select },
    );
    expect(found).toEqual({ id: old, reference: 'S-1' });
    expect(made).toEqual({ id: 'c0000000-0000-4000-8000-000000000002', reference: 'S-2' });
  });
});

describe('a soft delete', () => {
  const rest = async (workspace: Workspace, method: string, path: string): Promise<void> => {
    const headers = { authorization: `Bearer ${apiKey}` };
    expect((await workspace.fetch(`http://crm.example/rest/${path}`, { method, headers })).status).toBe(200);
  };
  const restored = async ({ client }: Workspace, id: unknown): Promise<unknown> =>
    companies.restoreOne(client, id, { select: { name: true } }).catch(({ code }: { code: string }) => code);

  it('over REST is for good unless it is put just so', async () => {
    const workspace = workspaceOf(demo);
    for (const [query, expected] of [
      ['soft_delete=true', { name: 'A' }],
      ['soft_delete=1', 'NOT_FOUND'],
      ['', 'NOT_FOUND'],
    ] as const) {
      const { id } = await companies.createOne(workspace.client, { name: 'A' });
      await rest(workspace, 'DELETE', `companies/${String(id)}?${query}`);
      expect(await restored(workspace, id)).toEqual(expected);
    }
  });

  it.each(['client', 'rest'] as const)('of the client destroys nothing: %s', async (transport) => {
    const workspace = workspaceOf(demo);
    const using = workspace[transport];
    const made = await companies.createMany(
      workspace.client,
      inputOf(['A', 'B', 'C', 'D'], () => ({})),
    );
    const [a, ...others] = made.map(({ id }) => id);
    await companies.deleteOne(using, a);
    await companies.deleteMany(using, [others[0]]);
    await companies.deleteMany(using, { name: { in: ['C', 'D'] } });
    expect((await companies.findMany(using)).totalCount).toBe(0);
    const back = await companies.restoreMany(using, [a, ...others]);
    const known = ({ updatedAt: _at, ...row }: Row): Row => row;
    expect(back.map(known).toSorted(byName)).toEqual(made.map(known).toSorted(byName));
  });
});

const byName = (one: Row, other: Row): number => (String(one['name']) < String(other['name']) ? -1 : 1);

describe('an empty filter', () => {
  it('hits every record, soft-deleted ones too; the client asks whether that is meant', async () => {
    const { client, plain } = workspaceOf(demo);
    const made = await companies.createMany(
      client,
      inputOf(['A', 'B', 'C'], () => ({})),
    );
    await companies.deleteOne(client, made[0]?.['id']);
    await expect(companies.destroyMany(client, {})).rejects.toMatchObject({ code: 'VALIDATION' });
    expect((await companies.findMany(client)).totalCount).toBe(2);
    const { destroyCompanies } = await plain('mutation { destroyCompanies(filter: {}) { id } }');
    expect(destroyCompanies).toHaveLength(3);
  });
});

describe('an update of a composite', () => {
  const links = {
    primaryLinkUrl: 'https://a.example',
    primaryLinkLabel: 'A',
    secondaryLinks: [{ url: 'https://b.example', label: 'B' }],
  };
  const emails = { primaryEmail: 'ada@example.com', additionalEmails: ['ada@b.example'] };
  const name = { firstName: 'Ada', lastName: 'Lovelace' };
  const person = { linkedinLink: links, emails, name };
  const select = { linkedinLink: true, emails: true, name: true };

  it('to null is ignored, which types refuse: null for each part clears it', async () => {
    const { client, plain } = workspaceOf(demo);
    const { id } = await people.createOne(client, person);
    await plain(
      `mutation { updatePerson(id: "${String(id)}", data: { linkedinLink: null, emails: null, name: null }) { id } }`,
    );
    expect(await people.findOne(client, { id, select })).toEqual(person);
    const cleared = await people.updateOne(
      client,
      id,
      {
        linkedinLink: { primaryLinkUrl: null, primaryLinkLabel: null, secondaryLinks: null },
        emails: { primaryEmail: null, additionalEmails: null },
        name: { firstName: null, lastName: null },
      },
      { select },
    );
    expect(cleared).toEqual({
      linkedinLink: { primaryLinkUrl: '', primaryLinkLabel: '', secondaryLinks: [] },
      emails: { primaryEmail: '', additionalEmails: [] },
      name: { firstName: '', lastName: '' },
    });
  });

  it('in part replaces links and e-mails whole, as their types say, and merges others', async () => {
    const { client } = workspaceOf(demo);
    const { id } = await people.createOne(client, person);
    const updated = await people.updateOne(
      client,
      id,
      {
        linkedinLink: { primaryLinkUrl: 'https://c.example' },
        emails: { additionalEmails: ['b@example.com'] },
        name: { firstName: 'Augusta' },
      },
      { select },
    );
    expect(updated).toEqual({
      linkedinLink: { primaryLinkUrl: 'https://c.example', primaryLinkLabel: '', secondaryLinks: [] },
      emails: { primaryEmail: '', additionalEmails: ['b@example.com'] },
      name: { firstName: 'Augusta', lastName: 'Lovelace' },
    });
  });
});
