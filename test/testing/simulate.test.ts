import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { serializeLock } from '../../src/lock/serialize.ts';
import { simulate } from '../../src/testing/index.ts';
import type { SimulateOptions, Simulation } from '../../src/testing/index.ts';
import { generated } from '../client/generated.ts';
import type { Functions, Generated, TwentyClient } from '../client/generated.ts';
import { changeField } from '../diff/models.ts';
import { model } from '../simulate/ask.ts';

let twenty: Generated;
let people: Functions;
let companies: Functions;

beforeAll(async () => {
  twenty = await generated('demo');
  ({ people, companies } = twenty.index);
});

afterEach(() => {
  vi.useRealTimers();
});

interface Simulated extends Simulation {
  readonly client: TwentyClient;
  readonly rest: TwentyClient;
}

function simulated(options: SimulateOptions = {}): Simulated {
  const simulation = simulate({ lock: twenty.model, ...options });
  const { createClient, createRestClient } = twenty.index;
  return {
    ...simulation,
    client: createClient(simulation.options),
    rest: createRestClient(simulation.options),
  };
}

describe('what was asked', () => {
  it('is data in the words of the generated functions', async () => {
    const { client, asked, askedOnce, requests } = simulated();
    await people.createMany(client, [{ jobTitle: 'Engineer' }, { jobTitle: 'Analyst' }], {
      select: { id: true },
    });
    await people
      .findMany(client, {
        filter: { jobTitle: { ilike: '%eng%' } },
        select: { id: true, name: { lastName: true }, noteTargets: { select: { note: { title: true } } } },
      })
      .toArray();
    await people.count(client);

    expect(requests.map(({ operation, object }) => `${operation} ${object}`)).toEqual([
      'createMany people',
      'findMany people',
      // A relation to many is complete however many there are: the client asks for it.
      'findMany noteTargets',
      'aggregate people',
    ]);
    expect(askedOnce('people', 'createMany').arguments).toMatchObject({
      data: [{ jobTitle: 'Engineer' }, { jobTitle: 'Analyst' }],
    });
    const found = askedOnce('person', 'findMany');
    expect(found).toStrictEqual({
      operation: 'findMany',
      object: 'people',
      arguments: { first: expect.any(Number), filter: { jobTitle: { ilike: '%eng%' } } },
      fields: expect.any(Array),
      transport: 'graphql',
      at: expect.any(Number),
      refused: undefined,
    });
    expect(found.fields).toEqual(expect.arrayContaining(['id', 'name.lastName']));
    expect(askedOnce('noteTargets', 'findMany').fields).toContain('note.title');
    expect(asked('companies')).toEqual([]);
    expect(asked(undefined, 'aggregate')).toHaveLength(1);
  });

  it('is the same over REST', async () => {
    const { rest, askedOnce, add } = simulated();
    const [ada] = add('people', [{ jobTitle: 'Engineer' }]);
    await people.updateOne(rest, ada?.['id'], { jobTitle: 'Countess' });
    await people.findMany(rest, { filter: { jobTitle: { eq: 'Countess' } } });
    await people.groupBy(rest, { groupBy: { jobTitle: true }, select: { totalCount: true } });
    expect(askedOnce('people', 'updateOne')).toMatchObject({
      transport: 'rest',
      arguments: { id: ada?.['id'], data: { jobTitle: 'Countess' } },
    });
    expect(JSON.stringify(askedOnce('people', 'findMany').arguments)).toContain(
      '{"jobTitle":{"eq":"Countess"}}',
    );
    expect(askedOnce('people', 'groupBy').arguments).toMatchObject({ groupBy: [{ jobTitle: true }] });
  });

  it('says where the server refused', async () => {
    const { client, requests, add } = simulated();
    add('subscriptions', [{ reference: 'A-1' }]);
    const create = twenty.of('subscription').createOne(client, { reference: 'A-1', startsOn: '2026-01-01' });
    await expect(create).rejects.toMatchObject({ code: 'DUPLICATE' });
    expect(requests[0]?.refused).toBe('A duplicate entry was detected');
  });

  it('names everything that was asked where one request was expected', async () => {
    const { client, askedOnce, forget, requests } = simulated();
    expect(() => askedOnce('people', 'findMany')).toThrow(/0 times, not once\. Asked for was: nothing/);
    await people.findMany(client, { filter: { city: { eq: 'Rome' } } }).catch(() => undefined);
    await people.findMany(client, { filter: { jobTitle: { eq: 'x' } } });
    await people.findMany(client, {});
    expect(() => askedOnce('people', 'findMany')).toThrow(/ {2}findMany people .*"jobTitle":\{"eq":"x"\}/);
    forget();
    expect(requests).toEqual([]);
    expect(() => askedOnce('poeple', 'findMany')).toThrow('There is no object poeple. Did you mean people?');
  });
});

describe('records', () => {
  it('are made complete, the same in every run, and are what the client reads', async () => {
    const [first, second] = [simulated(), simulated()].map(({ add }) =>
      add('people', [{ name: { firstName: 'Ada' }, company: { name: 'Analytical Engines' } }, {}]),
    );
    expect(first).toEqual(second);
    const { client, add, records } = simulated();
    const [ada, other] = add('people', [
      { name: { firstName: 'Ada' }, company: { name: 'Analytical Engines' } },
      {},
    ]);
    expect(ada).toMatchObject({ name: { firstName: 'Ada', lastName: expect.stringMatching(/./) } });
    expect(other).toMatchObject({ emails: { primaryEmail: expect.stringMatching(/@example\.com$/) } });
    const read = await people.findOne(client, {
      id: ada?.['id'],
      select: { ...people.fields, company: { name: true } },
    });
    const { company, ...own } = read ?? {};
    expect(company).toEqual({ name: 'Analytical Engines' });
    expect(ada).toMatchObject(own);
    expect(records('people')).toHaveLength(2);
    expect(records('companies')).toMatchObject([{ name: 'Analytical Engines' }]);
  });

  it('of a to-many relation are added with their record', () => {
    const { add, records } = simulated();
    const [company] = add('companies', [{ name: 'Acme', people: [{ jobTitle: 'Engineer' }, {}] }]);
    expect(records('person').map(({ companyId }) => companyId)).toEqual([company?.['id'], company?.['id']]);
  });

  it('that the server would refuse are refused in its words, all of them', () => {
    const { add, records } = simulated();
    const refused = (rows: readonly Record<string, unknown>[], message: string | RegExp): void =>
      expect(() => add('people', rows)).toThrow(message);
    refused([{}, { nickname: 'A' }], `people[1]: Object person doesn't have any "nickname" field.`);
    refused([{ emails: { primaryEmail: 'no address' } }], /people\[0\]: Invalid string value 'no address'/);
    refused([{ company: { nme: 'A' } }], `people[0].company: Object company doesn't have any "nme" field.`);
    refused(
      [{ emails: { primaryEmail: 'a@example.com' } }, { emails: { primaryEmail: 'a@example.com' } }],
      /^people\[0\]: A duplicate entry was detected\. This Emails value is already in use/,
    );
    expect(records('people')).toEqual([]);
  });

  it('include what was soft-deleted, and what the client wrote', async () => {
    const { client, add, records } = simulated();
    const [ada] = add('people');
    await people.deleteOne(client, ada?.['id']);
    await people.createOne(client, { jobTitle: 'New' });
    const byTitle = records('people').map(({ deletedAt, jobTitle }) => [jobTitle, deletedAt !== null]);
    expect(byTitle).toContainEqual(['New', false]);
    expect(byTitle).toContainEqual([ada?.['jobTitle'], true]);
  });

  it('are made up where a number is asked for, in all objects or in some', () => {
    expect(simulated({ records: 3 }).records('opportunities')).toHaveLength(3);
    const { records, add } = simulated({ records: { people: 2 }, seed: 5 });
    expect([records('people').length, records('companies').length]).toEqual([2, 0]);
    expect(records('people')).not.toEqual(simulated({ records: { people: 2 } }).records('people'));
    expect(add('people', 40)).toHaveLength(40);
    expect(() => simulated({ records: { poeple: 2 } })).toThrow('Did you mean people?');
  });
});

describe('a seed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twenty-seed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const id = 'c0000000-0000-4000-8000-000000000001';
  const data = {
    companies: [{ id, name: 'Acme', createdAt: '2020-02-02T00:00:00.000Z' }],
    people: [{ companyId: id, emails: { primaryEmail: 'Ada@Example.com' } }],
  };

  it('is records as they are given, what they leave out being empty', () => {
    const { records } = simulated({ seed: data });
    expect(records('companies')).toMatchObject([
      { id, name: 'Acme', createdAt: '2020-02-02T00:00:00.000Z', deletedAt: null },
    ]);
    expect(records('people')).toMatchObject([
      { companyId: id, jobTitle: '', emails: { primaryEmail: 'ada@example.com', additionalEmails: [] } },
    ]);
  });

  it('comes from a file as well', () => {
    const path = join(folder, 'seed.json');
    writeFileSync(path, JSON.stringify(data));
    expect(simulated({ seed: path }).records('people')).toEqual(simulated({ seed: data }).records('people'));
    expect(simulated({ seed: pathToFileURL(path) }).records('people')).toHaveLength(1);
    expect(() => simulated({ seed: join(folder, 'none.json') })).toThrow(/cannot be read/);
  });

  it('that is wrong is refused with the place of every mistake', () => {
    const path = join(folder, 'wrong.json');
    writeFileSync(
      path,
      `{
  "people": [
    { "jobTitle": "Engineer" },
    {
      "name": { "firstName": "Ada" },
      "emails": { "primaryEmail": "nowhere" },
      "nickname": "A"
    },
    { "companyId": "${id}" }
  ],
  "poeple": []
}
`,
    );
    const error = errorOf(() => simulated({ seed: path }));
    expect(error).toMatchObject({ code: 'SEED_INVALID' });
    expect(error.details.map((line) => line.replace(path, 'wrong.json'))).toEqual([
      `wrong.json:6 people[1].emails: Invalid string value 'nowhere' for email field "emails.primaryEmail"`,
      `wrong.json:7 people[1].nickname: Object person doesn't have any "nickname" field.`,
      'wrong.json:11 poeple: There is no object poeple. Did you mean people?',
    ]);
    expect(errorOf(() => simulated({ seed: { people: [{ companyId: id }] } })).details).toEqual([
      `people[0].companyId: no company has the id ${id}`,
    ]);
    writeFileSync(path, '{ "people": [');
    expect(() => simulated({ seed: path })).toThrow(/is not JSON/);
  });
});

function errorOf(run: () => unknown): Error & { readonly details: readonly string[] } {
  try {
    run();
  } catch (error) {
    return error as Error & { details: readonly string[] };
  }
  throw new Error('nothing was thrown');
}

describe('a fault', () => {
  it('hits the operation, the object and the request that it names', async () => {
    const { client, records } = simulated({
      faults: [{ object: 'people', operation: 'createOne', nth: 2, kind: 'status', status: 500 }],
    });
    await people.createOne(client, {});
    await companies.createOne(client, { name: 'A' });
    await expect(people.createOne(client, {})).rejects.toMatchObject({ code: 'SERVER', status: 500 });
    await people.createOne(client, {});
    expect(records('people')).toHaveLength(2);
  });

  it('of the network is met before the request is carried out, or after', async () => {
    const { client, fail, records, asked } = simulated();
    let stop = fail({ object: 'people', operation: 'createOne', kind: 'network' });
    await expect(people.createOne(client, {}, { maxRetries: 0 })).rejects.toMatchObject({
      code: 'NETWORK',
      mayHaveArrived: false,
    });
    stop();
    expect(records('people')).toHaveLength(0);
    stop = fail({ object: 'people', operation: 'createOne', kind: 'network', isCarriedOut: true });
    // The client finds the record that it made.
    const created = await people.createOne(client, { jobTitle: 'Lost' }, { maxRetries: 0 });
    expect(created).toMatchObject({ jobTitle: 'Lost' });
    expect(records('people')).toHaveLength(1);
    expect(asked('people').map(({ operation }) => operation)).toEqual(['createOne', 'createOne', 'findMany']);
    stop();
    await people.createOne(client, {});
  });

  it('that cuts an answer, or loses it, is one that retries get over', async () => {
    const { client, add, requests } = simulated({
      faults: [
        { object: 'people', nth: 1, kind: 'cut' },
        { object: 'people', nth: 2, kind: 'status', status: 503 },
      ],
    });
    add('people', 3);
    const page = await people.findMany(client, { select: { id: true } });
    expect(page.records).toHaveLength(3);
    expect(requests).toHaveLength(3);
  });

  it('is an error of the server for one of the operations of a request', async () => {
    const { client, add } = simulated({
      faults: [{ object: 'companies', kind: 'error', code: 'FORBIDDEN', subCode: 'PERMISSION_DENIED' }],
    });
    add('people', 2);
    const [found, refused] = await Promise.allSettled([
      Promise.resolve(people.findMany(client, { select: { id: true } })),
      Promise.resolve(companies.findMany(client, { select: { id: true } })),
    ]);
    expect(found.status).toBe('fulfilled');
    expect(refused).toMatchObject({ reason: { code: 'PERMISSION', subCode: 'PERMISSION_DENIED' } });
  });

  it('is over REST what REST would answer', async () => {
    const { rest } = simulated({ faults: [{ object: 'people', kind: 'error', code: 'FORBIDDEN' }] });
    await expect(Promise.resolve(people.findMany(rest))).rejects.toMatchObject({
      code: 'PERMISSION',
      status: 403,
    });
  });

  it('without an object or operation hits every request', async () => {
    const { client, fail, requests } = simulated();
    fail({ nth: [1, 2], kind: 'status', status: 502, body: '<html>bad gateway</html>' });
    expect(await people.count(client)).toBe(0);
    expect(requests).toHaveLength(1);
    fail({ kind: 'error', code: 'UNAUTHENTICATED' });
    await expect(people.count(client)).rejects.toMatchObject({ code: 'AUTHENTICATION' });
  });

  it('delays an answer, and a timeout or a signal ends the wait', async () => {
    const { client } = simulated({ faults: [{ object: 'people', kind: 'delay', ms: 30_000 }] });
    await expect(
      Promise.resolve(people.findMany(client, { timeout: 20, maxRetries: 0 })),
    ).rejects.toMatchObject({ code: 'TIMEOUT' });
    const signal = AbortSignal.timeout(20);
    await expect(Promise.resolve(people.findMany(client, { signal }))).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });

  it('that can never hit is refused at once', () => {
    const { fail } = simulated();
    expect(() => fail({ object: 'poeple', kind: 'cut' })).toThrow('Did you mean people?');
    expect(() => fail({ nth: 0, kind: 'cut' })).toThrow(RangeError);
    expect(() => fail({ kind: 'status', status: 99 })).toThrow(RangeError);
  });
});

describe('time', () => {
  it('begins where it is told to, the same in every run, and is moved by travel()', async () => {
    const { client, travel, now } = simulated({ now: '2030-05-05T00:00:00Z' });
    expect(now().toISOString()).toBe('2030-05-05T00:00:00.000Z');
    const first = await people.createOne(client, {});
    expect(first['createdAt']).toMatch(/^2030-05-05T00:00:00/);
    travel(86_400_000);
    const second = await people.updateOne(client, first['id'], { jobTitle: 'x' });
    expect(second['updatedAt']).toMatch(/^2030-05-06T00:00:00/);
    expect(() => travel(-1)).toThrow(RangeError);
    expect(() => simulated({ now: 'tomorrow' })).toThrow(/now is no date/);
  });

  it('fills the rate limit', async () => {
    const { options, travel } = simulated({ limit: { requests: 2, perMs: 60_000 } });
    expect(options).not.toHaveProperty('rateLimit');
    const client = twenty.index.createClient({ ...options, rateLimit: false });
    const count = (): Promise<number> => people.count(client);
    await count();
    await count();
    await expect(count()).rejects.toMatchObject({ code: 'RATE_LIMIT' });
    travel(30_000);
    expect(await count()).toBe(0);
    await expect(count()).rejects.toMatchObject({ code: 'RATE_LIMIT' });
  });

  it('of fake timers counts for the limit, so that a client that waits goes on at once', async () => {
    vi.useFakeTimers();
    const { client } = simulated({ limit: { requests: 5, perMs: 60_000 } });
    const rows = Array.from({ length: 400 }, () => ({}));
    const startedAt = Date.now();
    let created: unknown[] = [];
    const work = (async () => {
      for (let round = 0; round < 4; round++) created = await people.createMany(client, rows);
    })();
    const state = { isDone: false };
    void work.then(() => (state.isDone = true));
    while (!state.isDone) await vi.advanceTimersByTimeAsync(1000);
    await work;
    expect(created).toHaveLength(400);
    expect(Date.now() - startedAt).toBeGreaterThan(30_000);
  });
});

describe('a simulation', () => {
  it('is as at the beginning after reset()', async () => {
    const simulation = simulated({
      records: { people: 2 },
      faults: [{ object: 'companies', nth: 1, kind: 'status', status: 500 }],
    });
    const { client, reset, records, requests, add, remodel, travel, now, fail } = simulation;
    const before = records('people');
    const use = async (): Promise<void> => {
      await expect(companies.createOne(client, { name: 'A' })).rejects.toThrow(/500/);
      await people.createOne(client, {});
    };
    await use();
    add('people', 2);
    travel(5000);
    fail({ kind: 'cut' });
    remodel(changeField(model, 'person', 'jobTitle', { name: 'occupation' }));
    expect(records('people')[0]).toHaveProperty('occupation');
    reset();
    expect(records('people')).toEqual(before);
    expect(requests).toEqual([]);
    expect(now().toISOString()).toMatch(/^2026-01-01T00:00:00/);
    await use();
    // Whether the company is there after all was asked as well.
    expect(requests.length).toBe(3);
  });

  it('takes a lock as a path, as JSON, as a model, or finds the nearest one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'twenty-lock-'));
    const cwd = process.cwd();
    try {
      const path = join(folder, 'twenty.lock.json');
      const text = serializeLock(twenty.model);
      writeFileSync(path, text);
      for (const lock of [path, pathToFileURL(path), JSON.parse(text) as object, twenty.model])
        expect(simulate({ lock }).add('people')).toHaveLength(1);
      const deep = join(folder, 'packages', 'app');
      mkdirSync(deep, { recursive: true });
      process.chdir(deep);
      expect(simulate().add('people')).toHaveLength(1);
      rmSync(path);
      expect(() => simulate()).toThrow(/There is no twenty\.lock\.json in/);
    } finally {
      process.chdir(cwd);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('answers late where it has a latency', async () => {
    const { client } = simulated({ latency: 60 });
    const startedAt = performance.now();
    await people.count(client);
    expect(performance.now() - startedAt).toBeGreaterThan(55);
    expect(() => simulated({ latency: { min: 5, max: 1 } })).toThrow(RangeError);
  });

  it('can be served over HTTP, with its faults, until it is closed', async () => {
    const { listen, close, apiKey, fail, records } = simulated();
    const url = await listen();
    const client = twenty.index.createClient({ url, apiKey, rateLimit: false });
    await people.createOne(client, { jobTitle: 'Over HTTP' });
    expect(records('people')).toMatchObject([{ jobTitle: 'Over HTTP' }]);
    let stop = fail({ object: 'people', kind: 'cut' });
    const read = (): Promise<unknown> => Promise.resolve(people.findMany(client, { maxRetries: 0 }));
    await expect(read()).rejects.toMatchObject({ code: 'NETWORK' });
    stop();
    stop = fail({ object: 'people', kind: 'network' });
    await expect(read()).rejects.toMatchObject({ code: 'NETWORK' });
    stop();
    expect(await read()).toMatchObject({ totalCount: 1 });
    await close();
    await expect(read()).rejects.toMatchObject({ code: 'NETWORK' });
  });
});
