import {
  companies,
  createClient,
  noteTargets,
  opportunities,
  people,
  subscriptions,
} from '../../golden/demo/index.js';
import type { CompanySegments, OpportunityStage, Person } from '../../golden/demo/index.js';
import { createTwenty } from '../../golden/demo/twenty.js';
import { exactly } from '../equal.js';

const client = createClient();
const twenty = createTwenty();

export async function counts(): Promise<void> {
  exactly<number>()(await people.count(client));
  exactly<number>()(await twenty.people.count({ filter: { city: { is: 'NULL' } } }));
  exactly<{
    totalCount: number;
    avgProbability: number | null;
    sumAmountAmountMicros: number | null;
    maxCloseDate: string | null;
    countUniqueValuesStage: number | null;
  }>()(
    await opportunities.aggregate(client, {
      filter: { stage: { neq: 'NEW' } },
      select: {
        totalCount: true,
        avgProbability: true,
        sumAmountAmountMicros: true,
        maxCloseDate: true,
        countUniqueValuesStage: true,
      },
    }),
  );
  exactly<{ percentageEmptyCity: number | null }>()(
    await twenty.people.aggregate({ select: { percentageEmptyCity: true } }),
  );
  // Of a morph relation, of a date that is not grouped by, of a field of the system.
  exactly<{ countNotEmptyTargetPerson: number | null; minDeletedAt: string | null }>()(
    await noteTargets.aggregate(client, { select: { countNotEmptyTargetPerson: true, minDeletedAt: true } }),
  );
  exactly<{ sumScore: number | null }>()(
    await subscriptions.aggregate(client, { select: { sumScore: true } }),
  );
  exactly<{ countTrueIsIdealCustomer: number | null }>()(
    await companies.aggregate(client, { select: { countTrueIsIdealCustomer: true } }),
  );
}

export async function groups(): Promise<void> {
  const byStage = await opportunities.groupBy(client, { groupBy: { stage: true } });
  exactly<OpportunityStage | null>()(byStage[0]!.key.stage);
  exactly<{ key: { stage: OpportunityStage | null }; totalCount: number }>()(byStage[0]!);

  const many = await twenty.opportunities.groupBy({
    groupBy: {
      company: { name: true, segments: { unnest: true } },
      amount: { currencyCode: true },
      closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' },
      companyId: true,
    },
    select: { sumAmountAmountMicros: true },
    orderBy: [{ aggregate: { sumAmountAmountMicros: 'DescNullsLast' } }, { companyId: 'AscNullsFirst' }],
    limit: 10,
  });
  exactly<{ name: string | null; segments: CompanySegments | null }>()(many[0]!.key.company);
  exactly<{ currencyCode: string | null }>()(many[0]!.key.amount);
  exactly<string | null>()(many[0]!.key.closeDate);
  exactly<string | null>()(many[0]!.key.companyId);
  exactly<number | null>()(many[0]!.sumAmountAmountMicros);

  const nested = await opportunities.groupBy(client, {
    groupBy: {
      company: { createdAt: { granularity: 'NONE' }, address: { addressLat: true, addressCity: true } },
      closeDate: { granularity: 'QUARTER_OF_THE_YEAR' },
    },
    select: { maxProbability: true, minCloseDate: true },
    orderBy: [
      { company: { createdAt: 'AscNullsFirst', address: { addressLat: 'DescNullsLast' } } },
      { closeDate: 'AscNullsLast', aggregate: { countEmptyName: 'AscNullsFirst' } },
    ],
  });
  exactly<{
    key: {
      company: {
        createdAt: string | null;
        address: { addressLat: number | null; addressCity: string | null };
      };
      closeDate: string | null;
    };
    maxProbability: number | null;
    minCloseDate: string | null;
  }>()(nested[0]!);

  await subscriptions.groupBy(client, { groupBy: { approvedBy: { source: true } }, orderBy: {} });
  await people.groupBy(client, { groupBy: { birthday: { granularity: 'YEAR' } } });
  await people.groupBy(client, { groupBy: { createdAt: { granularity: 'DAY_OF_THE_WEEK' } } });
  await people.groupBy(client, { groupBy: { createdAt: true, name: { firstName: true, lastName: true } } });
}

export async function duplicatesAndMerges(): Promise<void> {
  exactly<Person[][]>()(await people.findDuplicates(client, { ids: ['x'] }));
  exactly<{ city: string }[][]>()(
    await twenty.people.findDuplicates({ data: [{ city: 'Lyon' }], select: { city: true } }),
  );
  exactly<Person>()(await people.mergeMany(client, ['x', 'y']));
  exactly<{ id: string }>()(
    await twenty.companies.mergeMany(['x', 'y'], {
      conflictPriorityIndex: 1,
      dryRun: true,
      select: { id: true },
    }),
  );
}

export async function many(): Promise<void> {
  await people.updateMany(client, ['x', 'y'], { city: 'Lyon' }, { concurrency: 2 });
  await companies.deleteMany(
    client,
    { name: { is: 'NULL' } },
    {
      onProgress: ({ done, total }) => exactly<number>()(done / total),
    },
  );
}
