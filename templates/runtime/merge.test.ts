import { describe, expect, it } from 'vitest';
import { answering, workspaceWith } from '../../test/client/words.ts';
import { TwentyServerError, TwentyValidationError } from './errors.ts';
import { mergeMany } from './merge.ts';
import type { OwnObject } from './object.ts';
import type { Operation, Row } from './operation.ts';
import type { TwentyClient } from './transport.ts';

const own: OwnObject = {
  workspace: workspaceWith(
    'Emails=primaryEmail,additionalEmails Company/companies Person/people emails:Emails company>Company',
  ),
  type: 'Person',
  fields: { id: true, city: true, emails: true, companyId: true },
};

type Args = Readonly<Record<string, unknown>>;
const merge = mergeMany(own) as (client: TwentyClient, ids: readonly string[], args?: Args) => Promise<Row>;

const merged = { id: 'a', city: 'Lyon', emails: {}, companyId: 'c' };

function server(answer: unknown = merged): { client: TwentyClient; asked: Operation[] } {
  return answering(({ kind }) => {
    if (kind === 'mergeMany') return answer === null ? null : { ...(answer as Row) };
    const node = { ...merged, company: { name: 'Airbnb', deletedAt: null } };
    return { edges: [{ node }], totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null } };
  });
}

const all = ['city', 'companyId', 'emails', 'id'];

describe('mergeMany', () => {
  it.each([[undefined], [{ city: true }], [{ city: true, company: { name: true } }]])(
    'asks for every field of the record, and no other, when %o is selected: the server loses the rest',
    async (select) => {
      const { client, asked } = server();
      await merge(client, ['a', 'b'], select && { select });
      const [{ selection, kind, root }] = asked as [Operation];
      expect([kind, root]).toEqual(['mergeMany', 'mergePeople']);
      expect([...selection.fields].toSorted()).toEqual(all);
      expect(selection.toOne).toEqual([]);
      expect(selection.text).toContain('emails { primaryEmail additionalEmails }');
    },
  );

  it('gives what is selected', async () => {
    const { client, asked } = server();
    expect(await merge(client, ['a', 'b'])).toEqual(merged);
    expect(await merge(client, ['a', 'b'], { select: { city: true } })).toEqual({ city: 'Lyon' });
    expect(asked).toHaveLength(2);
  });

  it('reads relations when all is done', async () => {
    const { client, asked } = server();
    const select = { city: true, company: { name: true } };
    expect(await merge(client, ['a', 'b'], { select })).toEqual({
      city: 'Lyon',
      company: { name: 'Airbnb' },
    });
    expect(asked.map(({ kind }) => kind)).toEqual(['mergeMany', 'findMany']);
    expect(JSON.stringify(asked[1]?.args.filter)).toContain('"in":["a"]');
  });

  it('lets the first win unless told who does, and merges unless told not to', async () => {
    const { client, asked } = server();
    await merge(client, ['a', 'b']);
    await merge(client, ['a', 'b'], { conflictPriorityIndex: 1, dryRun: true });
    expect(asked.map(({ args }) => args)).toEqual([
      { ids: ['a', 'b'], conflictPriorityIndex: 0, dryRun: false },
      { ids: ['a', 'b'], conflictPriorityIndex: 1, dryRun: true },
    ]);
  });

  it.each([
    [[], {}, 'takes 2 to 9 ids'],
    [['a'], {}, 'takes 2 to 9 ids'],
    [[...'abcdefghij'], {}, 'takes 2 to 9 ids'],
    [['a', 'b'], { dryRun: true, select: { company: { name: true } } }, 'a dry run has no relations'],
  ])('refuses %o, %o before anything is sent', async (ids, args, message) => {
    const { client, asked } = server();
    const error: unknown = await merge(client, ids, args).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TwentyValidationError);
    expect((error as Error).message).toContain(message);
    expect(asked).toEqual([]);
  });

  it('that is answered nothing fails', async () => {
    await expect(merge(server(null).client, ['a', 'b'])).rejects.toThrow(TwentyServerError);
  });
});
