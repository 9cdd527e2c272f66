import type { Opportunity, OpportunityStage, Page, Person } from '../../golden/demo/index.js';
import { createTwenty } from '../../golden/demo/twenty.js';
import { exactly } from '../equal.js';

/** The same functions as methods, without the client. */
export async function methods(): Promise<void> {
  const twenty = createTwenty({ url: 'https://crm.example.com', apiKey: 'key' });
  exactly<Page<Person>>()(await twenty.people.findMany());
  exactly<Person | null>()(await twenty.people.findOne({ id: 'x' }));
  exactly<{ city: string; company: { name: string } | null }>()(
    await twenty.people.findOneOrThrow({ id: 'x', select: { city: true, company: { name: true } } }),
  );
  for await (const { stage } of twenty.opportunities.findMany({ select: { stage: true } })) {
    exactly<OpportunityStage>()(stage);
  }
  exactly<Opportunity>()(await twenty.opportunities.createOne({ name: 'One' }));
  exactly<Opportunity[]>()(await twenty.opportunities.createMany([{ name: 'One' }], { upsert: true }));
  exactly<Opportunity>()(await twenty.opportunities.updateOne('x', { stage: 'NEW' }));
  exactly<Opportunity[]>()(await twenty.opportunities.updateMany({}, { stage: 'NEW' }, { all: true }));
  exactly<Opportunity>()(await twenty.opportunities.deleteOne('x'));
  exactly<Opportunity[]>()(await twenty.opportunities.deleteMany({ stage: { eq: 'NEW' } }));
  exactly<Opportunity>()(await twenty.opportunities.restoreOne('x'));
  exactly<{ id: string }>()(await twenty.opportunities.destroyOne('x', { select: { id: true } }));
}
