// A relation has two names: its own and that of its id.
import { createClient, noteTargets, opportunities, people } from './twenty/index.js';

const client = createClient();

export async function relations(): Promise<void> {
  const { records } = await people.findMany(client, {
    filter: { /*company*/ company: { name: { eq: 'x' } }, /*company*/ companyId: { is: 'NOT_NULL' } },
    orderBy: { /*company*/ company: { name: 'AscNullsLast' } },
    select: { /*company*/ company: { name: true, people: { select: { /*company*/ companyId: true } } }, /*company*/ companyId: true },
  });
  for (const { /*company*/ company, /*company*/ companyId } of records) console.log(company?.name, companyId);
  await people.createOne(client, { /*company*/ companyId: 'x' });
  await people.createOne(client, { /*company*/ company: { connect: { where: { domainName: { primaryLinkUrl: 'x' } } } } });
  await people.groupBy(client, { groupBy: { /*company*/ company: { name: true } } });
  // Others have a company, too.
  await opportunities.findMany(client, { filter: { companyId: { eq: 'x' } }, select: { company: { name: true } } });
}

export async function targets(): Promise<string> {
  const { records } = await noteTargets.findMany(client, { select: { /*target*/ targetSubscription: { id: true }, targetPerson: { id: true } } });
  const target = records[0] && noteTargets.targetOf(records[0]);
  if (target?.type === 'targetSubscription' /*target:text*/) console.log(target.record.id);
  switch (target?.type) {
    case 'targetPerson':
      return 'person';
    case 'targetSubscription' /*target:text*/:
      return 'subscription';
    default:
      return '';
  }
}
