import {
  companies,
  createClient,
  opportunities,
  OpportunityStage,
  opportunityStageOptions,
  people,
  subscriptions,
  TwentyError,
} from '../../golden/demo/index.js';
import type {
  Opportunity,
  OpportunityCreateInput,
  Person,
  PicklistOption,
  Subscription,
} from '../../golden/demo/index.js';
import { exactly } from '../equal.js';

const client = createClient();

export async function create(): Promise<void> {
  exactly<Person>()(await people.createOne(client, {}));
  exactly<{ id: string }>()(
    await people.createOne(
      client,
      {
        name: { firstName: 'Ada' },
        emails: { primaryEmail: 'ada@example.com' },
        position: 'first',
        city: null,
      },
      { select: { id: true } },
    ),
  );
  exactly<Subscription>()(await subscriptions.createOne(client, { startsOn: '2026-01-01' }));
  const rows: OpportunityCreateInput[] = [{ name: 'One' }, { name: 'Two', stage: 'MEETING' }];
  exactly<Opportunity[]>()(await opportunities.createMany(client, rows, { upsert: true }));
}

/** A relation is written by its id, or by what identifies its record, or taken away. */
export async function relate(): Promise<void> {
  await people.createOne(client, { companyId: 'x' });
  await people.createOne(client, { company: { connect: { where: { id: 'x' } } } });
  await people.updateOne(client, 'x', {
    company: { connect: { where: { domainName: { primaryLinkUrl: 'https://example.com' } } } },
  });
  await people.updateOne(client, 'x', { company: { disconnect: true } });
  await subscriptions.updateOne(client, 'x', { previous: { connect: { where: { reference: 'S-1' } } } });
}

export async function update(): Promise<void> {
  exactly<Person>()(await people.updateOne(client, 'x', { companyId: null, birthday: null, jobTitle: null }));
  exactly<{ stage: OpportunityStage }>()(
    await opportunities.updateOne(
      client,
      'x',
      { stage: OpportunityStage.MEETING },
      { select: { stage: true } },
    ),
  );
  exactly<Opportunity[]>()(
    await opportunities.updateMany(client, { stage: { eq: 'NEW' } }, { probability: 0.1 }),
  );
  await companies.updateMany(client, {}, { segments: ['RETAIL'] }, { all: true });
}

export async function remove(): Promise<void> {
  exactly<Person>()(await people.deleteOne(client, 'x'));
  exactly<{ deletedAt: string | null }[]>()(
    await people.deleteMany(client, { city: { eq: '' } }, { select: { deletedAt: true } }),
  );
  exactly<Person>()(await people.restoreOne(client, 'x'));
  exactly<Person[]>()(await people.restoreMany(client, { id: { in: ['x'] } }));
  exactly<{ id: string }>()(await people.destroyOne(client, 'x', { select: { id: true } }));
  exactly<Person[]>()(await people.destroyMany(client, { id: { in: ['x'] } }));
}

/** Many records are those that a filter matches, or a list of ids, of any length and in batches. */
export async function many(ids: readonly string[]): Promise<void> {
  exactly<{ id: string }[]>()(
    await people.updateMany(
      client,
      ids,
      { city: 'Lyon' },
      {
        select: { id: true },
        concurrency: 2,
        onProgress: ({ done, total }) => exactly<number>()(done + total),
      },
    ),
  );
  exactly<Person[]>()(await people.deleteMany(client, ids));
  exactly<Person[]>()(await people.restoreMany(client, ids, { concurrency: 1 }));
  exactly<Person[]>()(await people.destroyMany(client, ids, { maxRetries: 0, timeout: 1_000 }));
  try {
    await people.createMany(client, [{ city: 'Lyon' }], { concurrency: 8, headers: { 'x-team': 'sales' } });
  } catch (error) {
    if (error instanceof TwentyError) {
      exactly<readonly number[] | undefined>()(error.rows?.written);
      exactly<readonly number[] | undefined>()(error.rows?.unknown);
      exactly<readonly unknown[] | undefined>()(error.rows?.records);
      exactly<boolean>()(error.mayHaveArrived);
    }
  }
}

/** A picklist is its values, by name or as they are, and its options in the CRM's order. */
export function picklist(): void {
  exactly<'NEW' | 'SCREENING' | 'MEETING' | 'PROPOSAL' | 'CUSTOMER'>()('NEW' as OpportunityStage);
  exactly<'MEETING'>()(OpportunityStage.MEETING);
  const stage: OpportunityStage = OpportunityStage.NEW;
  const same: OpportunityStage = 'NEW';
  exactly<readonly PicklistOption<OpportunityStage>[]>()(opportunityStageOptions);
  const [first] = opportunityStageOptions;
  exactly<OpportunityStage | undefined>()(first?.value);
  exactly<string | undefined>()(first?.label);
  void [stage, same];
}
