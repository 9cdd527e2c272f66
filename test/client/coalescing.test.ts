import { describe, expect, it } from 'vitest';
import { limiter } from '../../src/simulate/limit.ts';
import type { RequestOptions } from '../../templates/runtime/types.ts';
import {
  byRoot,
  companies,
  countedSignal,
  elapse,
  elapsed,
  failureOf,
  functionsOf,
  idOf,
  idsOf,
  limitReached,
  page,
  people,
  refusal,
  settle,
  stubbed,
  withoutUnhandledRejections,
  withVirtualTime,
} from './stub.ts';
import type { Answer, Root, Row, Sent } from './stub.ts';
import { generated, workspaceOf } from './generated.ts';

const demo = await generated('demo');

withVirtualTime();
withoutUnhandledRejections();

const rowOf = (id: string): Row => ({ id: id.toLowerCase(), name: `name of ${id.toLowerCase()}` });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const things = numbers(25).map((index) => functionsOf(`Thing${index}`));

/** A server that has the records with even numbers, and refuses ids that are none. */
const records = (root: Root): unknown => {
  if (root.args['filter'] === undefined) return page([rowOf(idOf(0))]);
  const found = idsOf(root).filter((id) => Number(id.slice(-12)) % 2 === 0);
  const wrong = idsOf(root).find((id) => id.length !== 36);
  if (wrong !== undefined)
    throw refusal(`Invalid UUID value '${wrong}' for field "id"`, { subCode: 'INVALID_ARGS_FILTER' });
  if (root.name.endsWith('s') || root.name === 'people' || root.name === 'companies')
    return page(found.map(rowOf));
  const [first] = found;
  if (first === undefined)
    throw refusal('Record not found', { code: 'NOT_FOUND', subCode: 'RECORD_NOT_FOUND' });
  return rowOf(first);
};

const rootsOf = (sent: readonly Sent[]): string[][] => sent.map(({ roots }) => roots.map(({ name }) => name));

describe('findOne by id, many in one tick', () => {
  it('is one request, and each gets its own record or null', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const found = await Promise.all(
      numbers(100).map((number) => people.findOne(client, { id: idOf(number) })),
    );
    expect(found).toEqual(numbers(100).map((number) => (number % 2 === 0 ? rowOf(idOf(number)) : null)));
    expect(rootsOf(sent)).toEqual([['people']]);
    expect(sent[0]?.roots[0]?.args).toEqual({
      filter: { id: { in: numbers(100).map(idOf) } },
      first: 100,
    });
  });

  it('alone is a findOne', async () => {
    const { client, sent } = stubbed(byRoot(records));
    expect(await people.findOne(client, { id: idOf(2) })).toEqual(rowOf(idOf(2)));
    expect(await people.findOne(client, { id: idOf(3) })).toBeNull();
    expect(rootsOf(sent)).toEqual([['person'], ['person']]);
  });

  it('gives what is selected and no more, whether the id is selected or not', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const calls = [0, 2].map((number) =>
      people.findOne(client, { id: idOf(number), select: { name: true } }),
    );
    expect(await Promise.all(calls)).toEqual([0, 2].map((number) => ({ name: rowOf(idOf(number))['name'] })));
    expect(sent).toHaveLength(1);
  });

  it('gives whoever asks for the same record one of their own', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const [one, other] = await Promise.all(
      [2, 2].map((number) => people.findOne(client, { id: idOf(number) })),
    );
    expect(one).toEqual(other);
    expect(one).not.toBe(other);
    expect(sent[0]?.roots[0]?.args).toEqual({ filter: { id: { in: [idOf(2)] } }, first: 1 });
  });

  it('knows a record whatever the case of its id', async () => {
    const { client } = stubbed(byRoot(records));
    const id = 'abcdefab-cdef-4abc-8def-000000000002';
    const found = await Promise.all([id, id.toUpperCase()].map((one) => people.findOne(client, { id: one })));
    expect(found).toEqual([rowOf(id), rowOf(id)]);
  });

  it('takes more requests where there are more than a filter holds', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const found = await Promise.all(
      numbers(450).map((number) => people.findOne(client, { id: idOf(number) })),
    );
    expect(found.filter(Boolean)).toHaveLength(225);
    expect(sent.map(({ roots }) => roots.map((root) => idsOf(root).length))).toEqual([[200], [200], [50]]);
  });

  it('keeps apart those that select something else', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const selects = [{ id: true, name: true }, { id: true }, { id: true, name: true }, { id: true }];
    await Promise.all(selects.map((select, number) => people.findOne(client, { id: idOf(number), select })));
    expect(rootsOf(sent)).toEqual([['people'], ['people']]);
  });

  it('keeps apart those of the next tick', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const first = people.findOne(client, { id: idOf(0) });
    await settle();
    await Promise.all([first, people.findOne(client, { id: idOf(2) })]);
    expect(sent).toHaveLength(2);
  });

  it('takes along what is called a few promises later', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const later = async (number: number, promises: number): Promise<Row | null> => {
      for (let time = 0; time < promises; time += 1) await undefined;
      return people.findOne(client, { id: idOf(number) });
    };
    await Promise.all([later(0, 0), later(2, 1), later(4, 3)]);
    expect(sent).toHaveLength(1);
  });

  it.each([1, 37, 199])('fails only where the id is to blame: number %i of 200', async (wrong) => {
    const { client, sent } = stubbed(byRoot(records));
    const calls = numbers(200).map((number) =>
      people.findOne(client, { id: number === wrong ? 'no-uuid' : idOf(2 * number) }),
    );
    const settled = await Promise.allSettled(calls);
    expect(settled[wrong]).toMatchObject({ status: 'rejected', reason: { code: 'VALIDATION' } });
    for (const [number, result] of settled.entries())
      expect(number === wrong || result).toEqual(
        number === wrong || { status: 'fulfilled', value: rowOf(idOf(2 * number)) },
      );
    expect(sent.length).toBeLessThanOrEqual(17);
  });

  it('is in halves where all together are too complex', async () => {
    const { client, sent } = stubbed(
      byRoot((root) => {
        if (idsOf(root).length > 30)
          throw refusal('Query complexity is too high', { subCode: 'TOO_COMPLEX_QUERY' });
        return records(root);
      }),
    );
    const found = await Promise.all(
      numbers(100).map((number) => people.findOne(client, { id: idOf(2 * number) })),
    );
    expect(found).toEqual(numbers(100).map((number) => rowOf(idOf(2 * number))));
    expect(sent).toHaveLength(7);
  });

  it('fails for all alike where the server fails', async () => {
    const { client, sent } = stubbed(() => new Response('', { status: 500 }));
    const calls = numbers(50).map((number) => failureOf(people.findOne(client, { id: idOf(number) })));
    for (const error of await Promise.all(calls))
      expect(error).toMatchObject({ code: 'SERVER', status: 500 });
    expect(sent).toHaveLength(1);
  });
});

describe('different root fields in one tick', () => {
  it('share a request', async () => {
    const { client, sent } = stubbed(byRoot(records));
    const [persons, firms, thing, one] = await Promise.all([
      people.findMany(client, { first: 5 }),
      companies.findMany(client),
      things[3]?.findOne(client, { id: idOf(4) }),
      people.findOne(client, { filter: { id: { eq: idOf(2) } } }),
    ]);
    expect(persons.records).toEqual([rowOf(idOf(0))]);
    expect(firms.records).toEqual([rowOf(idOf(0))]);
    expect(thing).toEqual(rowOf(idOf(4)));
    expect(one).toEqual(rowOf(idOf(2)));
    expect(rootsOf(sent).map((roots) => roots.toSorted())).toEqual([
      ['companies', 'people', 'person', 'thing3'],
    ]);
    expect(sent[0]?.roots.find(({ name }) => name === 'people')?.args).toMatchObject({ first: 5 });
  });

  it('share with the findOnes that have become one', async () => {
    const { client, sent } = stubbed(byRoot(records));
    await Promise.all([
      people.findOne(client, { id: idOf(0) }),
      companies.findMany(client),
      people.findOne(client, { id: idOf(2) }),
    ]);
    expect(rootsOf(sent)).toEqual([['people', 'companies']]);
  });

  it('are never the same one twice in a request, which the server refuses', async () => {
    const { client, sent } = stubbed(byRoot(records));
    await Promise.all([
      people.findMany(client),
      people.findMany(client, { first: 5 }),
      companies.findMany(client),
      people.findMany(client, { first: 6 }),
      companies.findMany(client),
    ]);
    expect(rootsOf(sent)).toEqual([['people', 'companies'], ['people', 'companies'], ['people']]);
  });

  it('are at most 20 in a request', async () => {
    const { client, sent } = stubbed(byRoot(records));
    await Promise.all([...things, people, companies].map((functions) => functions.findMany(client)));
    expect(rootsOf(sent).map(({ length }) => length)).toEqual([20, 7]);
  });

  it('are reads: writes go each by itself', async () => {
    const { client, sent } = stubbed(byRoot(({ name }) => (name === 'people' ? page([]) : rowOf(idOf(0)))));
    await Promise.all([
      people.findMany(client),
      people.updateOne(client, idOf(0), {}),
      companies.updateOne(client, idOf(0), {}),
      people.deleteOne(client, idOf(0)),
    ]);
    expect(rootsOf(sent).toSorted()).toEqual([
      ['deletePerson'],
      ['people'],
      ['updateCompany'],
      ['updatePerson'],
    ]);
  });

  it('are a thousand without trouble', async () => {
    const { client, sent } = stubbed(byRoot(records), { rateLimit: false });
    await Promise.all(numbers(1_000).map((first) => people.findMany(client, { first })));
    expect(new Set(sent.map(({ roots }) => roots[0]?.args['first'])).size).toBe(1_000);
    expect(sent).toHaveLength(1_000);
  });
});

describe('calls with options of their own', () => {
  const { signal, listeners } = countedSignal();
  const headers = { 'x-team': 'a' };
  it.each<[string, RequestOptions[], number]>([
    ['the same signal', [{ signal }, { signal }], 1],
    ['the same headers', [{ headers }, { headers }], 1],
    ['the same timeout', [{ timeout: 5_000 }, { timeout: 5_000 }], 1],
    ['the same retries', [{ maxRetries: 5 }, { maxRetries: 5 }], 1],
    ['all the same', [0, 1].map(() => ({ signal, headers, timeout: 5_000, maxRetries: 5 })), 1],
    ['a signal, and none', [{ signal }, {}], 2],
    ['two signals', [{ signal }, { signal: countedSignal().signal }], 2],
    ['headers, and none', [{ headers }, {}], 2],
    ['other headers', [{ headers }, { headers: { 'x-team': 'b' } }], 2],
    ['other timeouts', [{ timeout: 5_000 }, { timeout: 6_000 }], 2],
    ['other retries', [{ maxRetries: 0 }, { maxRetries: 1 }], 2],
  ])('share a request only where these are: %s', async (_, options, requests) => {
    const { client, sent } = stubbed(byRoot(records));
    const calls = options.map((option, number) =>
      people.findOne(client, { id: idOf(2 * number), ...option }),
    );
    expect(await Promise.all(calls)).toEqual(options.map((_option, number) => rowOf(idOf(2 * number))));
    expect(sent).toHaveLength(requests);
    expect(listeners()).toBe(0);
  });

  it('abort only themselves', async () => {
    const { client } = stubbed(byRoot(records));
    const { signal: own, abort } = countedSignal();
    const [aborted, other] = [
      failureOf(people.findOne(client, { id: idOf(0), signal: own })),
      people.findOne(client, { id: idOf(2) }),
    ];
    abort();
    expect((await aborted).code).toBe('ABORTED');
    expect(await other).toEqual(rowOf(idOf(2)));
  });
});

describe('in a shared request', () => {
  /** Asks for people, companies and some things at once. */
  const ask = (answer: Answer) => {
    const { client, sent } = stubbed(answer);
    const calls = [people, companies, ...things.slice(0, 3)].map((one) => one.findMany(client));
    const settled = Promise.allSettled(calls);
    return { sent, settled };
  };
  const statuses = (results: readonly PromiseSettledResult<unknown>[]): string[] =>
    results.map((result) => (result.status === 'fulfilled' ? 'ok' : String((result.reason as Row)['code'])));

  it('what the limit refuses is sent again, and only that', async () => {
    const { sent, settled } = ask(
      byRoot((root, index) => {
        if (index === 0 && root.name.startsWith('thing')) throw limitReached('60 tokens per 60000 ms');
        return records(root);
      }),
    );
    expect(statuses(await elapse(settled))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(rootsOf(sent)).toEqual([
      ['people', 'companies', 'thing0s', 'thing1s', 'thing2s'],
      ['thing0s', 'thing1s', 'thing2s'],
    ]);
    // Three tokens, each a second.
    expect(sent[1]?.at).toBe(3_000);
  });

  it('of 20 on a server that takes one a second, each gets its answer in the end', async () => {
    const spend = limiter({ requests: 1, perMs: 1_000 }, elapsed);
    const { client } = stubbed(
      byRoot((root) => {
        try {
          spend();
        } catch {
          throw limitReached('1 tokens per 1000 ms');
        }
        return records(root);
      }),
    );
    await elapse(Promise.all(things.slice(0, 20).map((one) => one.findMany(client))));
    // No later than the limit forces.
    expect(elapsed()).toBe(19_000);
  });

  it('one that fails takes no other with it', async () => {
    const { sent, settled } = ask(
      byRoot((root) => {
        if (root.name === 'companies') throw refusal('First argument must be non-negative');
        return records(root);
      }),
    );
    expect(statuses(await settled)).toEqual(['ok', 'VALIDATION', 'ok', 'ok', 'ok']);
    expect(sent.length).toBeLessThanOrEqual(2);
  });

  it('two that fail each get the error that is theirs', async () => {
    const { settled } = ask(
      byRoot((root) => {
        if (root.name === 'companies') throw refusal('No companies', { code: 'FORBIDDEN' });
        if (root.name === 'thing1s') throw refusal('No things', { code: 'INTERNAL_SERVER_ERROR' });
        return records(root);
      }),
    );
    const results = await settled;
    expect(statuses(results)).toEqual(['ok', 'PERMISSION', 'ok', 'SERVER', 'ok']);
    expect(results[1]).toMatchObject({
      reason: { message: 'No companies', operation: 'findMany companies' },
    });
    expect(results[3]).toMatchObject({ reason: { message: 'No things', operation: 'findMany thing1s' } });
  });

  it('an error beside data that are all there is found out, not swallowed', async () => {
    const { settled } = ask((request, index, init) => {
      const answered = byRoot(records)(request, index, init) as object;
      const isTouched = request.roots.some(({ name }) => name === 'thing1s');
      return isTouched ? { ...answered, errors: [refusal('half of it is missing')] } : answered;
    });
    expect(statuses(await settled)).toEqual(['ok', 'ok', 'ok', 'VALIDATION', 'ok']);
  });

  it('two errors where one failed are not both of that one', async () => {
    const { settled } = ask((request, index, init) => {
      const answered = byRoot((root) => {
        if (root.name === 'companies') throw refusal('No companies', { code: 'FORBIDDEN' });
        return records(root);
      })(request, index, init) as { errors?: unknown[] };
      const isTouched = request.roots.some(({ name }) => name === 'thing1s');
      return isTouched
        ? { ...answered, errors: [...(answered.errors ?? []), refusal('half of it is missing')] }
        : answered;
    });
    expect(statuses(await settled)).toEqual(['ok', 'PERMISSION', 'ok', 'VALIDATION', 'ok']);
  });

  it.each([
    ['too complex', 'Query too complex', { subCode: 'TOO_COMPLEX_QUERY' }],
    ['to be split', 'This query cannot be executed as a single request.', { code: 'BAD_USER_INPUT' }],
  ])('what is %s goes one by one', async (_, message, extensions) => {
    const { sent, settled } = ask((request, index, init) =>
      request.roots.length > 1
        ? { data: {}, errors: [{ message, extensions }] }
        : byRoot(records)(request, index, init),
    );
    expect(statuses(await settled)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(sent).toHaveLength(6);
  });

  it('a key that is refused is refused once, for all', async () => {
    const { sent, settled } = ask(() => ({
      data: null,
      errors: [{ message: 'Token invalid.', extensions: { code: 'UNAUTHENTICATED' } }],
    }));
    expect(statuses(await settled)).toEqual(Array.from({ length: 5 }, () => 'AUTHENTICATION'));
    expect(sent).toHaveLength(1);
  });

  it('a connection that fails is tried again for all together', async () => {
    const { sent, settled } = ask((request, index, init) =>
      index < 2 ? new Response('', { status: 503 }) : byRoot(records)(request, index, init),
    );
    expect(statuses(await elapse(settled))).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(sent.map(({ roots }) => roots.length)).toEqual([5, 5, 5]);
  });

  it('a root that is absent is an error of that one', async () => {
    const { settled } = ask((request, index, init) => {
      const { data } = byRoot(records)(request, index, init) as { data: Row };
      delete data['companies'];
      return { data };
    });
    expect(statuses(await settled)).toEqual(['ok', 'SERVER', 'ok', 'ok', 'ok']);
  });
});

describe('on a simulated workspace, which is as picky as the server', () => {
  it('every object is read in two requests, and every record of one in one', async () => {
    const { client, sent } = workspaceOf(demo, { records: 30 });
    const objects = demo.model.objects.filter(({ operations }) => operations.findMany !== undefined);
    const pages = await Promise.all(
      objects.map(({ nameSingular }) => demo.of(nameSingular).findMany(client)),
    );
    expect(sent).toHaveLength(Math.ceil(objects.length / 20));
    sent.length = 0;
    const rows = pages[objects.findIndex(({ nameSingular }) => nameSingular === 'person')]?.records ?? [];
    const found = await Promise.all(rows.map(({ id }) => demo.of('person').findOne(client, { id })));
    expect(found).toEqual(rows);
    expect(rows.length).toBeGreaterThan(20);
    expect(sent).toHaveLength(1);
  });
});
