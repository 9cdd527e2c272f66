import { describe, expect, it } from 'vitest';
import { answering, workspaceWith } from '../../test/client/words.ts';
import type { Row } from '../../test/client/stub.ts';
import { createOne, findOne, updateMany } from './mapped.ts';
import type { Codec, OwnObject } from './object.ts';
import type { Operation } from './operation.ts';
import type { TwentyClient } from './transport.ts';

/** Days as numbers: 3 is '2026-01-03'. */
const codec: Codec<number> = {
  fields: '*.at Badge.on',
  parse: (text) => Number(text.slice(8)),
  serialize: (day) => `2026-01-${String(day).padStart(2, '0')}`,
};
const own: OwnObject = {
  workspace: workspaceWith('Badge/ unique!on\nPerson/people badge>Badge', { codecs: [codec] }),
  type: 'Person',
  fields: { id: true },
};

type Function = (client: TwentyClient, ...args: readonly unknown[]) => Promise<unknown>;

/** What a call hands to the transport, and gives for an answer. */
async function through(
  make: (own: OwnObject) => unknown,
  args: readonly unknown[],
  answer: unknown = {},
): Promise<{ operation: Operation | undefined; result: unknown }> {
  const { client, asked } = answering(() => answer);
  const result = await (make(own) as Function)(client, ...args);
  return { operation: asked[0], result };
}

describe('mapped values', () => {
  it('are serialized in what a relation is connected by', async () => {
    const badge = { connect: { where: { on: 3 } } };
    const { operation } = await through(createOne, [{ at: 4, badge, other: 5 }]);
    expect(operation?.args.data).toMatchObject({
      at: '2026-01-04',
      badge: { connect: { where: { on: '2026-01-03' } } },
      other: 5,
    });
    const { operation: other } = await through(createOne, [{ badge: { disconnect: true }, at: null }]);
    expect(other?.args.data).toMatchObject({ badge: { disconnect: true }, at: null });
  });

  it('are serialized in a record that is of a class', async () => {
    class Draft {
      readonly at = 4;
    }
    const { operation } = await through(createOne, [new Draft()]);
    expect(operation?.args.data).toMatchObject({ at: '2026-01-04' });
  });

  it('are those of the object that has them, not of another that has a field of that name', async () => {
    const filter = { on: { eq: 3 }, at: { in: [1, 2], is: 'NOT_NULL' }, badge: { on: { gt: 3 } } };
    const { operation } = await through(updateMany, [filter, { on: 3 }], []);
    expect(operation?.args).toEqual({
      filter: {
        and: [
          { on: { eq: 3 } },
          { at: { in: ['2026-01-01', '2026-01-02'] } },
          { at: { is: 'NOT_NULL' } },
          { badge: { on: { gt: '2026-01-03' } } },
        ],
      },
      data: { on: 3 },
    });
  });

  it('are parsed wherever they are in an answer, which stays as it was', async () => {
    const answer: Row = {
      id: 'x',
      at: '2026-01-04',
      on: '2026-01-05',
      badge: { on: '2026-01-06', at: null },
    };
    const before = structuredClone(answer);
    const { result } = await through(
      findOne,
      [{ id: 'x', select: { id: true, at: true, on: true, badge: { on: true, at: true } } }],
      answer,
    );
    expect(result).toEqual({ id: 'x', at: 4, on: '2026-01-05', badge: { on: 6, at: null } });
    expect(answer).toEqual(before);
  });
});
