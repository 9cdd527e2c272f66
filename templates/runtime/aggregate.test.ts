import { describe, expect, it } from 'vitest';
import { answering, workspaceWith } from '../../test/client/words.ts';
import { aggregate, count } from './aggregate.ts';
import { TwentyServerError, TwentyValidationError } from './errors.ts';
import type { OwnObject } from './object.ts';
import type { Row } from './operation.ts';
import type { TwentyClient } from './transport.ts';

const own: OwnObject = {
  workspace: workspaceWith('Deal/'),
  type: 'Deal',
  fields: { id: true },
};

/** A client that answers this, whatever it is asked. */
const clientOf = (answer: unknown): ReturnType<typeof answering> => answering(() => answer);

type Args = Readonly<Record<string, unknown>>;
const deals = {
  count: count(own) as (client: TwentyClient, args?: Args) => Promise<number>,
  aggregate: aggregate(own) as (client: TwentyClient, args: Args) => Promise<Row>,
};

describe('count', () => {
  it('asks for the number of records that match, and nothing else', async () => {
    const { client, asked } = clientOf({ totalCount: 3 });
    expect(await deals.count(client, { filter: { stage: { eq: 'NEW', neq: 'OLD' } } })).toBe(3);
    expect(asked).toMatchObject([{ kind: 'aggregate', root: 'deals', aggregates: ['totalCount'] }]);
    // As in every filter, one operator at a time.
    expect(asked[0]?.args).toEqual({
      filter: { and: [{ stage: { eq: 'NEW' } }, { stage: { neq: 'OLD' } }] },
    });
  });

  it('of all records has no filter', async () => {
    const { client, asked } = clientOf({ totalCount: 0 });
    expect(await deals.count(client)).toBe(0);
    expect(asked[0]?.args.filter).toBeUndefined();
  });
});

describe('aggregate', () => {
  it('asks for what is selected, and gives what it is answered', async () => {
    const { client, asked } = clientOf({ avgPages: null, totalCount: 0 });
    const select = { avgPages: true, totalCount: true, maxPages: false, minPages: undefined };
    expect(await deals.aggregate(client, { select })).toEqual({ avgPages: null, totalCount: 0 });
    expect(asked[0]?.aggregates).toEqual(['avgPages', 'totalCount']);
  });

  it.each([
    [{ select: {} }, 'name aggregates'],
    [{ select: { totalCount: false } }, 'name aggregates'],
    // Only where no type was in the way.
    [{}, 'name aggregates'],
    [{ select: { 'totalCount } people {': true } }, 'name aggregates'],
  ])('refuses %o before anything is sent', async (args, message) => {
    const { client, asked } = clientOf({});
    const error: unknown = await deals.aggregate(client, args).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TwentyValidationError);
    expect((error as Error).message).toContain(message);
    expect(asked).toEqual([]);
  });

  it('that is answered nothing fails', async () => {
    const { client } = clientOf(null);
    const call = deals.aggregate(client, { select: { totalCount: true } });
    await expect(call).rejects.toThrow(TwentyServerError);
  });
});
