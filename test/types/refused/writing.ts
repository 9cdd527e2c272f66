import {
  companies,
  createClient,
  opportunities,
  OpportunityStage,
  people,
  subscriptions,
} from '../../golden/demo/index.js';

const client = createClient();

export async function main(): Promise<void> {
  // A misspelt field, alone and beside a right one.
  await people.createOne(client, {
    nope: 'x', // error: nope
  });
  await people.createOne(client, {
    city: 'Lyon',
    nope: 'x', // error: nope
  });
  await people.createMany(client, [
    { city: 'Lyon' },
    { city: 'Lyon', nope: 'x' }, // error: nope
  ]);
  await people.updateOne(client, 'x', {
    city: 'Lyon',
    nope: 'x', // error: nope
  });
  await people.updateMany(
    client,
    { city: { eq: 'Lyon' } },
    {
      nope: 'x', // error: nope
    },
  );
  await people.createOne(client, {
    name: {
      fistName: 'Ada', // error: fistName
    },
  });

  // A value that the picklist does not have.
  await opportunities.createOne(client, {
    stage: 'NEWER', // error: "NEWER"
  });
  await opportunities.updateOne(client, 'x', {
    stage: OpportunityStage.NEWER, // error: NEWER
  });
  await companies.updateOne(client, 'x', {
    segments: ['RETAIL', 'WHOLESALE'], // error: "WHOLESALE"
  });

  // A value of the wrong type.
  await companies.createOne(client, {
    employees: '10', // error: 'string' is not assignable to type 'number'
  });
  await companies.updateOne(client, 'x', {
    isIdealCustomer: 'yes', // error: 'string' is not assignable to type 'boolean'
  });
  await companies.updateOne(client, 'x', {
    annualRevenue: 12, // error: 'CurrencyInput'
  });
  await companies.updateOne(client, 'x', {
    name: null, // error: 'null' is not assignable to type 'string'
  });
  await people.updateOne(client, 'x', {
    position: 'middle', // error: "middle"
  });

  // The server ignores null for a composite: each of its parts is cleared by itself.
  await people.updateOne(client, 'x', {
    emails: null, // error: 'null' is not assignable to type 'EmailsInput
  });
  await people.updateMany(client, ['x'], {
    linkedinLink: null, // error: 'null' is not assignable to type 'LinksInput
  });
  await companies.createOne(client, {
    annualRevenue: null, // error: 'null' is not assignable to type 'CurrencyInput
  });

  // What the server refuses or overwrites.
  await people.updateOne(client, 'x', {
    id: 'y', // error: 'id'
  });
  await people.updateOne(client, 'x', {
    updatedBy: { name: 'Ada' }, // error: updatedBy
  });
  await people.createOne(client, {
    updatedBy: { name: 'Ada' }, // error: updatedBy
  });
  await people.createOne(client, {
    searchVector: 'ada', // error: searchVector
  });
  await people.updateOne(client, 'x', {
    searchVector: 'ada', // error: searchVector
  });
  await subscriptions.updateOne(client, 'x', {
    score: 1, // error: score
  });
  await companies.updateOne(client, 'x', {
    people: ['x'], // error: people
  });

  // What a create requires.
  await subscriptions.createOne(client, {}); // error: startsOn
  await subscriptions.createMany(client, [
    { startsOn: '2026-01-01' },
    { reference: 'S-1' }, // error: startsOn
  ]);

  // A relation: by a record's id or unique field, and one way at a time.
  await people.createOne(client, {
    company: { id: 'x' }, // error: id
  });
  await people.createOne(client, {
    company: { connect: { where: { name: 'x' } } }, // error: name
  });
  await people.createOne(client, {
    company: { disconnect: false }, // error: 'false'
  });

  // Arguments.
  await people.updateOne(client, { city: 'Lyon' }); // error: Expected
  await people.updateMany(client, [1], {}); // error: 'number' is not assignable to type 'string'
  await people.deleteMany(client, 'x'); // error: not assignable to parameter
  await people.findMany(client, {
    last: 2, // error: last
  });
  await people.deleteMany(client, ['x'], {
    concurrency: '4', // error: 'string' is not assignable to type 'number'
  });
  await people.createOne(
    client,
    {},
    {
      concurrency: 4, // error: concurrency
    },
  );
  await people.deleteOne(client, 1); // error: 'number' is not assignable to parameter of type 'string'
  await people.createOne({ city: 'Lyon' }); // error: Expected
  await people.createMany(client, { city: 'Lyon' }); // error: city
  await people.updateOne(
    client,
    'x',
    {},
    {
      upsert: true, // error: upsert
    },
  );
}
