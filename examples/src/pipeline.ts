/** A morning's work in the CRM: read the pipeline, win a deal, bring in contacts, tidy up after. */
import {
  createClient,
  fromMicros,
  micros,
  opportunities,
  OpportunityStage,
  opportunityStageOptions,
  people,
  TwentyValidationError,
} from './twenty/index.js';
import { createTwenty } from './twenty/twenty.js';

// TWENTY_API_URL and TWENTY_API_KEY come from the environment.
const client = createClient();

// A page, with exactly what is selected: a misspelt field does not compile.
const page = await people.findMany(client, {
  filter: { company: { name: { ilike: '%a%' } }, createdAt: { gte: '2020-01-01', lt: '2030-01-01' } },
  orderBy: { name: { lastName: 'AscNullsLast' } },
  first: 5,
  select: {
    name: true,
    company: { name: true },
    noteTargets: { first: 2, select: { note: { title: true } } },
  },
});
console.log(`People at companies with an "a" in their name: ${page.records.length} of ${page.totalCount}`);
for (const { name, company, noteTargets } of page.records) {
  const notes = noteTargets.records.map(({ note }) => note?.title).filter(Boolean);
  const about = notes.length > 0 ? `, notes: ${notes.join(', ')}` : '';
  console.log(`  ${name.firstName} ${name.lastName}, ${company?.name ?? 'no company'}${about}`);
}

// Every page of a list, the next one requested while this one is read.
const value: Record<string, number> = {};
for await (const { stage, amount } of opportunities.findMany(client, {
  select: { stage: true, amount: true },
})) {
  const key = stage ?? 'none';
  value[key] = (value[key] ?? 0) + fromMicros(amount.amountMicros ?? 0);
}
console.log('Pipeline:');
for (const { value: stage, label } of opportunityStageOptions)
  console.log(`  ${label.padEnd(12)} ${(value[stage] ?? 0).toLocaleString('en')}`);

// Writes: picklists are typed, nothing that the server refuses compiles.
const deal = await opportunities.createOne(client, {
  name: 'A first deal',
  stage: OpportunityStage.MEETING,
  amount: { amountMicros: micros(12_500), currencyCode: 'EUR' },
});
const won = await opportunities.updateOne(client, deal.id, { stage: OpportunityStage.CUSTOMER });
console.log(`Won "${won.name}": stage ${won.stage}, ${fromMicros(won.amount.amountMicros ?? 0)} EUR`);

// The same functions as methods.
const twenty = createTwenty();
const created = await twenty.people.createMany(
  Array.from({ length: 250 }, (_, index) => ({
    name: { firstName: 'Contact', lastName: String(index).padStart(3, '0') },
  })),
  { select: { id: true, name: true } },
);
console.log(`Created ${created.length} people in batches, the last: ${created.at(-1)?.name.lastName}`);

// An empty filter would hit every record: it is refused.
try {
  await twenty.people.destroyMany({});
} catch (error) {
  if (!(error instanceof TwentyValidationError)) throw error;
  console.log(`Refused: ${error.message}`);
}

await twenty.people.destroyMany({ name: { firstName: { eq: 'Contact' } } }, { select: { id: true } });
await twenty.opportunities.destroyOne(deal.id, { select: { id: true } });
console.log(`Tidied up: ${await twenty.opportunities.findOne({ id: deal.id })} is left of the deal`);
