// Values of a picklist: members, and strings by what they are compared with or assigned to.
import { createClient, opportunities, OpportunityStage, opportunityStageOptions } from './twenty/index.js';
import type { Opportunity, OpportunityCreateInput } from './twenty/index.js';
import { createTwenty } from './twenty/twenty.js';
import { OpportunityStage as Stage } from './reexport.js';

const client = createClient();
const twenty = createTwenty();

export async function values(): Promise<void> {
  await opportunities.updateOne(client, 'x', { stage: OpportunityStage./*MEETING*/ MEETING });
  await opportunities.updateOne(client, 'x', { stage: 'MEETING' /*MEETING:text*/ });
  await opportunities.findMany(client, { filter: { stage: { in: ['NEW', 'MEETING' /*MEETING:text*/] } } });
  await twenty.opportunities.findMany({ filter: { stage: { eq: Stage./*MEETING*/ MEETING } } });
  const { records } = await opportunities.findMany(client, { select: { stage: true } });
  console.log(records.filter(({ stage }) => stage === 'MEETING' /*MEETING:text*/).length);
  console.log(records.filter((deal) => deal.stage !== OpportunityStage['MEETING' /*MEETING:text*/]).length);
  const rows: OpportunityCreateInput[] = [{ stage: 'MEETING' /*MEETING:text*/ }];
  await opportunities.createMany(client, rows);
  await opportunities.createMany(
    client,
    rows.map((row) => ({ ...row, stage: 'MEETING' /*MEETING:text*/ })),
  );
}

export function label(stage: OpportunityStage | 'ALL'): string {
  if (stage === 'NEW' || stage === 'MEETING' /*MEETING:text*/) return 'open';
  return stage === 'ALL' ? 'all' : 'later';
}

export function order({ stage }: Opportunity): number {
  switch (/*+stage*/ stage) {
    case OpportunityStage.NEW:
      return 0;
    case 'MEETING' /*MEETING:text*/:
      return 1;
    default:
      return 2;
  }
}

export const colours: Record<OpportunityStage, string> = /*+stage*/ {
  NEW: 'green',
  SCREENING: 'blue',
  /*MEETING*/ MEETING: 'red',
  PROPOSAL: 'x',
  CUSTOMER: 'y',
};
export const some: Partial<Record<OpportunityStage, string>> = { /*MEETING*/ MEETING: 'red' };
export type Early = Exclude<OpportunityStage, 'CUSTOMER' | 'MEETING' /*MEETING:text*/>;
export const colour = (stage: OpportunityStage): string => colours[stage] + colours./*MEETING*/ MEETING;
export const first: OpportunityStage = 'MEETING' /*MEETING:text*/;
console.log(opportunityStageOptions.find(({ value }) => value === 'MEETING' /*MEETING:text*/)?.label);

// Another thing by that name.
type Kind = 'MEETING' | 'CALL';
const kind: Kind = 'MEETING';
console.log(kind, 'MEETING');
