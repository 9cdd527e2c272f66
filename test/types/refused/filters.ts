import { companies, createClient, opportunities, people, subscriptions } from '../../golden/demo/index.js';

const client = createClient();

export async function main(): Promise<void> {
  // A misspelt field, at each level.
  await people.findMany(client, {
    filter: {
      nope: { eq: 'x' }, // error: nope
    },
  });
  await people.findMany(client, {
    filter: {
      city: { eq: 'Lyon' },
      company: {
        name: { eq: 'x' },
        nope: { eq: 'x' }, // error: nope
      },
    },
  });
  await people.findMany(client, {
    filter: {
      or: [
        { city: { eq: 'Lyon' } },
        { nope: { eq: 'x' } }, // error: nope
      ],
    },
  });
  await people.findMany(client, {
    filter: {
      name: {
        fistName: { eq: 'x' }, // error: fistName
      },
    },
  });

  // A relation two hops away, and a to-many one.
  await people.findMany(client, {
    filter: {
      company: {
        accountOwner: { locale: { eq: 'en' } }, // error: accountOwner
      },
    },
  });
  await companies.findMany(client, {
    filter: {
      people: { city: { eq: 'Lyon' } }, // error: people
    },
  });

  // Operators that the server's schema lists and the server refuses, or never matches by.
  await people.findMany(client, {
    filter: {
      city: { regex: 'L.*' }, // error: regex
    },
  });
  await people.findMany(client, {
    filter: {
      city: { iregex: 'L.*' }, // error: iregex
    },
  });
  await opportunities.findMany(client, {
    filter: {
      stage: { containsAny: ['NEW'] }, // error: containsAny
    },
  });
  await opportunities.findMany(client, {
    filter: {
      stage: { isEmptyArray: true }, // error: isEmptyArray
    },
  });
  await companies.findMany(client, {
    filter: {
      segments: { isEmptyArray: true }, // error: isEmptyArray
    },
  });
  await companies.findMany(client, {
    filter: {
      segments: { eq: ['RETAIL'] }, // error: eq
    },
  });
  await companies.findMany(client, {
    filter: {
      aliases: { isEmptyArray: true }, // error: isEmptyArray
    },
  });
  await companies.findMany(client, {
    filter: {
      isIdealCustomer: { neq: true }, // error: neq
    },
  });
  await people.findMany(client, {
    filter: {
      id: { like: 'a%' }, // error: like
    },
  });
  await subscriptions.findMany(client, {
    filter: {
      usage: { eq: '{}' }, // error: eq
    },
  });
  await people.findMany(client, {
    filter: {
      searchVector: { search: 'ada' }, // error: search
    },
  });

  // Values of the wrong type.
  await people.findMany(client, {
    filter: {
      city: { eq: 1 }, // error: 'number' is not assignable to type 'string'
    },
  });
  await people.findMany(client, {
    filter: {
      city: { eq: null }, // error: 'null' is not assignable to type 'string
    },
  });
  await people.findMany(client, {
    filter: {
      city: { is: null }, // error: 'null' is not assignable to type
    },
  });
  await companies.findMany(client, {
    filter: {
      employees: { gt: '10' }, // error: 'string' is not assignable to type 'number'
    },
  });
  await opportunities.findMany(client, {
    filter: {
      stage: { in: ['NEW', 'NEWER'] }, // error: "NEWER"
    },
  });
  await people.findMany(client, {
    filter: {
      city: 'Lyon', // error: 'string'
    },
  });

  // The order.
  await people.findMany(client, {
    orderBy: {
      nope: 'AscNullsFirst', // error: nope
    },
  });
  await people.findMany(client, {
    orderBy: [
      { city: 'AscNullsFirst' },
      { nope: 'AscNullsFirst' }, // error: nope
    ],
  });
  await people.findMany(client, {
    orderBy: { city: 'asc' }, // error: "asc"
  });
  await people.findMany(client, {
    orderBy: { company: { nope: 'AscNullsFirst' } }, // error: nope
  });
  // The server ignores an order by a relation's relation.
  await people.findMany(client, {
    orderBy: {
      company: {
        accountOwner: { name: { firstName: 'AscNullsFirst' } }, // error: accountOwner
      },
    },
  });

  // findOne takes an id or a filter.
  await people.findOne(client, {}); // error: {}
  await people.findOne(client, {
    filter: {
      nope: { eq: 'x' }, // error: nope
    },
  });
  await people.deleteMany(client, {
    nope: { eq: 'x' }, // error: nope
  });
}
