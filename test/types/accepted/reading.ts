import { companies, createClient, noteTargets, opportunities, people } from '../../golden/demo/index.js';
import type {
  Company,
  CompanySegments,
  Currency,
  FullName,
  OpportunityStage,
  Page,
  Person,
} from '../../golden/demo/index.js';
import { exactly } from '../equal.js';

const client = createClient({ url: 'https://crm.example.com', apiKey: 'key', timeout: 1000 });

/** Without a select: the entity with all its own fields. */
export async function withoutSelect(): Promise<void> {
  const page = await people.findMany(client);
  exactly<Page<Person>>()(page);
  exactly<Person | undefined>()(page.records[0]);
  exactly<number>()(page.totalCount);
  exactly<boolean>()(page.hasNextPage);
  exactly<Person | null>()(await people.findOne(client, { id: 'x' }));
  exactly<Person>()(await people.findOneOrThrow(client, { filter: { city: { eq: 'Lyon' } } }));
  const person = await people.findOneOrThrow(client, { id: 'x' });
  exactly<string | null>()(person.companyId);
  exactly<string>()(person.city);
  exactly<string | null>()(person.birthday);
  exactly<FullName>()(person.name);
  exactly<string[]>()(person.emails.additionalEmails);
  const company = await companies.findOneOrThrow(client, { id: 'x' });
  exactly<Company>()(company);
  exactly<CompanySegments[]>()(company.segments);
  exactly<number | null>()(company.annualRevenue.amountMicros);
  exactly<boolean>()(company.isIdealCustomer);
}

/** With one: exactly what it names. */
export async function withSelect(): Promise<void> {
  const page = await people.findMany(client, { select: { id: true, name: true, relationship: true } });
  const [person] = page.records;
  exactly<keyof NonNullable<typeof person>>()('id' as 'id' | 'name' | 'relationship');
  exactly<string | undefined>()(person?.id);
  exactly<FullName | undefined>()(person?.name);
  const found = await opportunities.findOne(client, { id: 'x', select: { stage: true, amount: true } });
  exactly<{ stage: OpportunityStage; amount: Currency } | null>()(found);
  const sure = await opportunities.findOneOrThrow(client, { id: 'x', select: { stage: true } });
  exactly<{ stage: OpportunityStage }>()(sure);
  // What was read is the caller's own.
  sure.stage = 'NEW';
}

/** To-one relations are null where there is none; to-many ones are pages. */
export async function nested(): Promise<void> {
  const { records } = await opportunities.findMany(client, {
    select: {
      name: true,
      pointOfContact: { name: true, company: { name: true, accountOwner: { userEmail: true } } },
      company: {
        people: {
          first: 5,
          filter: { city: { startsWith: 'L' } },
          orderBy: [{ name: { lastName: 'AscNullsLast' } }, { createdAt: 'DescNullsLast' }],
          select: {
            jobTitle: true,
            pointOfContactForOpportunities: {
              select: { stage: true, noteTargets: { select: { id: true } } },
            },
          },
        },
      },
    },
  });
  const [opportunity] = records;
  exactly<string | undefined>()(opportunity?.name);
  exactly<string | undefined>()(opportunity?.pointOfContact?.company?.name);
  exactly<string | undefined>()(opportunity?.pointOfContact?.company?.accountOwner?.userEmail);
  const contact = opportunity?.pointOfContact;
  exactly<
    | { name: FullName; company: { name: string; accountOwner: { userEmail: string } | null } | null }
    | null
    | undefined
  >()(contact);
  const colleagues = opportunity?.company?.people;
  exactly<number | undefined>()(colleagues?.totalCount);
  exactly<string | undefined>()(colleagues?.records[0]?.jobTitle);
  const deals = colleagues?.records[0]?.pointOfContactForOpportunities;
  exactly<Page<{ stage: OpportunityStage; noteTargets: Page<{ id: string }> }> | undefined>()(deals);
}

/** A morph relation is a relation to each of its targets. */
export async function morph(): Promise<void> {
  const { records } = await noteTargets.findMany(client, {
    select: { targetPersonId: true, targetPerson: { city: true }, targetCompany: { name: true } },
  });
  exactly<
    | {
        targetPersonId: string | null;
        targetPerson: { city: string } | null;
        targetCompany: { name: string } | null;
      }
    | undefined
  >()(records[0]);
}

/** The same call, every page. */
export async function allPages(): Promise<void> {
  for await (const person of people.findMany(client, { filter: { companyId: { is: 'NOT_NULL' } } })) {
    exactly<Person>()(person);
  }
  for await (const { id } of people.findMany(client, { select: { id: true } })) exactly<string>()(id);
  exactly<Person[]>()(await people.findMany(client).toArray());
  const some = await people.findMany(client, { select: { city: true } }).toArray({ limit: 10 });
  exactly<{ city: string }[]>()(some);
}

/** A select of one's own, and the one of all fields, with more beside. */
export async function reused(): Promise<void> {
  const select = { id: true, company: { name: true } } as const;
  const { records } = await people.findMany(client, { select });
  exactly<{ id: string; company: { name: string } | null } | undefined>()(records[0]);
  const whole = await people.findOneOrThrow(client, {
    id: 'x',
    select: { ...people.fields, company: { name: true } },
  });
  exactly<string>()(whole.jobTitle);
  exactly<{ name: string } | null>()(whole.company);
}

/** Filters: several operators on a field, relations one hop away, and, or, not. */
export async function filtered(): Promise<void> {
  await people.findMany(client, {
    filter: {
      createdAt: { gte: '2026-01-01', lt: '2027-01-01' },
      company: { name: { ilike: '%air%' }, employees: { gt: 10 } },
      emails: { primaryEmail: { endsWith: '@example.com' } },
      relationship: { in: ['RATING_4', 'RATING_5'] },
      or: [{ city: { eq: 'Lyon' } }, { not: { jobTitle: { is: 'NULL' } } }],
    },
    orderBy: { company: { name: 'AscNullsFirst' } },
    first: 10,
    offset: 20,
    headers: { 'x-trace': '1' },
    signal: new AbortController().signal,
    timeout: 5000,
  });
  await companies.findMany(client, {
    filter: { segments: { containsAny: ['RETAIL'] }, aliases: { containsIlike: '%inc%' } },
  });
}
