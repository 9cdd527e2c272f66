import { describe, expect, it } from 'vitest';
import {
  byRoot,
  companies,
  countedSignal,
  elapse,
  failureOf,
  idOf,
  idsOf,
  page,
  people,
  refusal,
  settle,
  stubbed,
  withVirtualTime,
} from '../../test/client/stub.ts';
import type { Answer, Root, Row, Sent } from '../../test/client/stub.ts';

withVirtualTime();

const idPattern = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** A server that keeps what is created, by id; upserts find it by the address as well. */
function server() {
  const rows = new Map<unknown, Row>();
  const put = (data: Row, upsert: unknown): Row => {
    const found = [...rows.values()].find(
      (row) => row['id'] === data['id'] || (data['code'] !== undefined && row['code'] === data['code']),
    );
    if (found && upsert !== true) throw refusal('A duplicate entry was detected');
    const row = { ...data, id: found?.['id'] ?? data['id'] ?? idOf(rows.size + 900_000) };
    rows.set(row.id, row);
    return row;
  };
  const answer = (root: Root): unknown => {
    const { data, upsert } = root.args;
    if (root.name.startsWith('create'))
      return Array.isArray(data) ? data.map((one: Row) => put(one, upsert)) : put(data as Row, upsert);
    const { and } = root.args['filter'] as { and: [object] };
    const ids = idsOf({ name: '', args: { filter: and[0] } });
    return page(ids.flatMap((id): readonly Row[] => [rows.get(id) ?? []].flat()));
  };
  return { rows, answer };
}

const creates = (sent: readonly Sent[]): Sent[] =>
  sent.filter(({ roots }) => roots[0]?.name.startsWith('create'));

const failures: Readonly<Record<string, () => unknown>> = {
  'the connection is reset': () => {
    throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
  },
  'the answer is cut': () => new Response('{"data":{"crea'),
  '502': () => new Response('<html>', { status: 502 }),
  '503': () => new Response('', { status: 503 }),
  '504': () => new Response('', { status: 504 }),
  '500': () => new Response('Error', { status: 500 }),
  'no answer comes in time': () => new Promise(() => undefined),
  'the server stumbles afterwards': () => ({
    data: { createPerson: null },
    errors: [{ message: 'no', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  }),
};

describe.each(Object.entries(failures))('a create of which %s', (_, fail) => {
  /** Loses the answer to the first create, which was carried out or was not. */
  function losing(isCarriedOut: boolean): { answer: Answer; rows: Map<unknown, Row> } {
    const { rows, answer } = server();
    return {
      rows,
      answer: (sent, index, init) => {
        const answered = index === 0 && !isCarriedOut ? undefined : byRoot(answer)(sent, index, init);
        return index === 0 ? fail() : answered;
      },
    };
  }

  it('is looked up by its id, and is there', async () => {
    const { answer, rows } = losing(true);
    const { client, sent } = stubbed(answer);
    const row = await elapse(people.createOne(client, { name: 'Ada' }, { select: { name: true } }));
    expect(row).toEqual({ name: 'Ada' });
    expect(rows.size).toBe(1);
    expect(sent.map(({ roots }) => roots[0]?.name)).toEqual(['createPerson', 'people']);
  });

  it('is looked up by its id, and is not there: it is an error, and not sent again', async () => {
    const { answer, rows } = losing(false);
    const { client, sent } = stubbed(answer);
    const error = await elapse(failureOf(people.createOne(client, { name: 'Ada' })));
    expect(error).toMatchObject({
      mayHaveArrived: true,
      operation: 'createOne createPerson',
    });
    expect(rows.size).toBe(0);
    expect(creates(sent)).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  it('is looked up with its whole batch, in the order of the input', async () => {
    const { answer, rows } = losing(true);
    const { client, sent } = stubbed((request, index, init) => {
      const answered = answer(request, index, init) as { data?: { people?: { edges: unknown[] } } };
      answered.data?.people?.edges.reverse();
      return answered;
    });
    const names = ['Ada', 'Bob', 'Cy'].map((name) => ({ name }));
    expect(await elapse(people.createMany(client, names, { select: { name: true } }))).toEqual(names);
    expect(rows.size).toBe(3);
    expect(creates(sent)).toHaveLength(1);
  });
});

describe('a create', () => {
  it('gets its id from the client, unless the data has one', async () => {
    const { client, sent } = stubbed(byRoot(server().answer));
    await people.createMany(client, [{ name: 'Ada' }, { id: idOf(7) }, { name: 'Cy' }]);
    const data = sent[0]?.roots[0]?.args['data'] as Row[];
    expect(data.map(({ id }) => id)).toEqual([
      expect.stringMatching(idPattern),
      idOf(7),
      expect.stringMatching(idPattern),
    ]);
    expect(data[0]?.['id']).not.toBe(data[2]?.['id']);
  });

  it('leaves the data that it is given as they are', async () => {
    const { client } = stubbed(byRoot(server().answer));
    const row = Object.freeze({ name: 'Ada' });
    await people.createOne(client, row);
    await people.createMany(client, Object.freeze([row]));
    expect(row).toEqual({ name: 'Ada' });
  });

  it.each([
    ['was refused', () => ({ data: { createPerson: null }, errors: [refusal('no')] })],
    ['was refused with a status', () => new Response('{}', { status: 400 })],
  ])('that %s is not looked up', async (_, fail) => {
    const { client, sent } = stubbed(fail);
    await elapse(failureOf(people.createOne(client, {})));
    expect(sent).toHaveLength(1);
  });

  it('that was aborted in flight is not looked up', async () => {
    const { client, sent } = stubbed(() => new Promise(() => undefined));
    const { signal, abort } = countedSignal();
    const call = failureOf(people.createOne(client, {}, { signal }));
    await settle();
    abort();
    expect(await call).toMatchObject({ code: 'ABORTED', mayHaveArrived: true });
    expect(sent).toHaveLength(1);
  });

  it('that is lost, and the look-up too, is the error of the create', async () => {
    const { client, sent } = stubbed((_, index) => new Response('', { status: index === 0 ? 504 : 401 }));
    expect(await elapse(failureOf(people.createOne(client, {})))).toMatchObject({ status: 504 });
    expect(sent).toHaveLength(2);
  });

  it('that the server answers with nothing is an error', async () => {
    const { client } = stubbed(byRoot(() => null));
    expect(await failureOf(people.createOne(client, {}))).toMatchObject({ code: 'SERVER' });
  });
});

describe('an upsert', () => {
  it('whose answer is lost is sent again, and writes once', async () => {
    const { answer, rows } = server();
    const { client, sent } = stubbed((request, index, init) => {
      const answered = byRoot(answer)(request, index, init);
      return index === 0 ? new Response('', { status: 502 }) : answered;
    });
    const data = [{ code: 'a' }, { id: idOf(1), name: 'Bob' }, { name: 'neither id nor anything unique' }];
    const written = await elapse(
      people.createMany(client, data, { upsert: true, select: { code: true, name: true } }),
    );
    expect(written).toHaveLength(3);
    expect(creates(sent)).toHaveLength(2);
    expect(rows.size).toBe(3);
  });

  it('that can find its record by something unique keeps the id of that', async () => {
    const { client, sent } = stubbed(byRoot(server().answer));
    await people.createOne(client, { code: 'a' }, { upsert: true });
    expect(sent[0]?.roots[0]?.args['data']).toEqual({ code: 'a' });
    // Null is nothing to be found by, and companies have nothing unique here.
    await people.createOne(client, { code: null }, { upsert: true });
    await companies.createOne(client, { code: 'a' }, { upsert: true });
    for (const { roots } of sent.slice(1))
      expect(roots[0]?.args['data']).toMatchObject({ id: expect.stringMatching(idPattern) as string });
  });

  it('of many goes batch by batch, so that the last of two is what stays', async () => {
    let running = 0;
    const { answer, rows } = server();
    const { client, sent } = stubbed(async (request, index, init) => {
      running += 1;
      expect(running).toBe(1);
      await settle();
      running -= 1;
      return byRoot(answer)(request, index, init);
    });
    const data = Array.from({ length: 450 }, (_, n) => ({ code: `c${n % 250}`, name: `n${n}` }));
    await people.createMany(client, data, { upsert: true });
    expect(sent).toHaveLength(3);
    expect([...rows.values()].find(({ code }) => code === 'c0')).toMatchObject({ name: 'n250' });
  });
});

describe('a batch', () => {
  it('comes back in the order of its input, however the server orders it', async () => {
    const { answer } = server();
    const { client } = stubbed(
      byRoot((root) => {
        const rows = answer(root);
        return Array.isArray(rows) ? rows.toReversed() : rows;
      }),
    );
    const data = Array.from({ length: 450 }, (_, n) => ({ name: `n${n}` }));
    expect(await people.createMany(client, data, { select: { name: true } })).toEqual(data);
    const codes = Array.from({ length: 30 }, (_, n) => ({ code: `C${n}` }));
    expect(await people.createMany(client, codes, { upsert: true, select: { code: true } })).toEqual(codes);
  });

  it('that fails says which rows are in, and has them', async () => {
    const { answer, rows } = server();
    const { client } = stubbed(
      byRoot((root, index) => {
        if (index === 1) throw refusal('no');
        return answer(root);
      }),
    );
    const data = Array.from({ length: 450 }, (_, n) => ({ name: `n${n}` }));
    const error = await failureOf(people.createMany(client, data, { concurrency: 1 }));
    expect(error.rows?.written).toEqual(data.slice(0, 200).map((_, n) => n));
    expect(error.rows?.unknown).toEqual([]);
    expect(error.rows?.records).toMatchObject(data.slice(0, 200));
    expect(rows.size).toBe(200);
  });

  it('says that all are in where only what belongs to them cannot be read', async () => {
    const { answer } = server();
    const { client } = stubbed(
      byRoot((root) => {
        if (root.name === 'people') throw refusal('no');
        return answer(root);
      }),
    );
    const select = { name: true, people: { select: { name: true } } };
    const error = await failureOf(companies.createMany(client, [{ name: 'a' }, { name: 'b' }], { select }));
    expect(error.rows).toMatchObject({
      written: [0, 1],
      unknown: [],
      records: [{ name: 'a' }, { name: 'b' }],
    });
  });
});
