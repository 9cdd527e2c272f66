import { createTwenty } from '../../golden/demo/twenty.js';
import type { OpportunityTypes } from '../../golden/demo/objects/opportunity.js';
import type { CheckedGroupBy, GroupByInput } from '../../../templates/runtime/aggregateTypes.js';
const twenty = createTwenty();
declare function f<const G extends GroupByInput<OpportunityTypes>>(g: CheckedGroupBy<GroupByInput<OpportunityTypes>, G>): G;
declare function h<const G extends GroupByInput<OpportunityTypes>>(g: { groupBy: CheckedGroupBy<GroupByInput<OpportunityTypes>, G> }): G;
export async function groups(): Promise<void> {
  const a: 1 = f({ closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' } });
  const b: 1 = f({ closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' } }).closeDate;
  const c: 1 = f({ closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' } }).closeDate.granularity;
  const d: 1 = h({ groupBy: { closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' } } }).closeDate.granularity;
  const e: 1 = h({ groupBy: { company: {name: true}, closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' } } }).closeDate.granularity;
  const g: 1 = h({ groupBy: { company: {name: true, segments: { unnest: true }}, closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' } } }).closeDate.granularity;
  const many = await twenty.opportunities.groupBy({ groupBy: { closeDate: { granularity: 'MONTH', timeZone: 'Europe/Paris' } } });
  const i: 1 = many[0]!.key.closeDate;
}
