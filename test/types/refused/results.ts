import { companies, createClient, opportunities, people } from '../../golden/demo/index.js';

const client = createClient();

export async function main(): Promise<void> {
  // A property that there is not, or that was not selected.
  const { records } = await people.findMany(client, { select: { id: true, company: { name: true } } });
  for (const person of records) {
    person.nope; // error: nope
    person.city; // error: city
    person.company?.nope; // error: nope
    person.company.name; // error: 'person.company' is possibly 'null'
  }
  const [whole] = (await people.findMany(client)).records;
  whole.city; // error: 'whole' is possibly 'undefined'
  whole?.company; // error: company

  // Null without a check.
  const found = await people.findOne(client, { id: 'x' });
  found.city; // error: 'found' is possibly 'null'
  const person = await people.findOneOrThrow(client, { id: 'x' });
  person.birthday.slice(0, 4); // error: 'person.birthday' is possibly 'null'
  person.companyId.length; // error: 'person.companyId' is possibly 'null'
  const company = await companies.findOneOrThrow(client, { id: 'x' });
  company.annualRevenue.amountMicros / 2; // error: 'company.annualRevenue.amountMicros' is possibly 'null'
  const nested = await opportunities.findOneOrThrow(client, {
    id: 'x',
    select: { pointOfContact: { company: { name: true } } },
  });
  nested.pointOfContact?.company.name; // error: is possibly 'null'

  // The page before it was awaited.
  people.findMany(client).records; // error: records

  // What a value is.
  const text: string = company.employees; // error: 'number | null' is not assignable to type 'string'
  const stage: 'NEW' = (await opportunities.findOneOrThrow(client, { id: 'x' })).stage; // error: is not assignable to type '"NEW"'
  void [text, stage];
}
