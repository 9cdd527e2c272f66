import { companies, createClient, notes, opportunities, people } from '../../golden/demo/index.js';

const client = createClient();

export async function main(): Promise<void> {
  // An aggregate that there is not, alone and beside one.
  await people.aggregate(client, {
    select: {
      sumCity: true, // error: sumCity
    },
  });
  await people.aggregate(client, {
    select: {
      totalCount: true,
      avgCity: true, // error: avgCity
    },
  });
  const { totalCount } = await people.aggregate(client, { select: { totalCount: true } });
  totalCount.toFixed();
  const { maxCreatedAt } = await people.aggregate(client, { select: { maxCreatedAt: true } });
  maxCreatedAt.slice(1); // error: null

  // Which the server answers with null, and no error.
  await people.aggregate(client, {
    select: {
      countEmptyCompanyId: true, // error: countEmptyCompanyId
    },
  });
  await people.aggregate(client, {
    select: {
      totalCount: true,
      sumPosition: true, // error: sumPosition
    },
  });
  await people.aggregate(client, {
    select: {
      totalCount: true,
      avgCreatedAt: true, // error: avgCreatedAt
    },
  });
  await opportunities.aggregate(client, {
    select: {
      totalCount: true,
      sumAmount: true, // error: sumAmount
    },
  });
  await people.aggregate(client, {}); // error: select

  // What cannot be grouped by.
  await people.groupBy(client, {
    groupBy: {
      id: true, // error: id
    },
  });
  await people.groupBy(client, {
    groupBy: {
      city: true,
      nope: true, // error: nope
    },
  });
  await opportunities.groupBy(client, {
    groupBy: {
      company: {
        nope: true, // error: nope
      },
    },
  });
  await opportunities.groupBy(client, {
    groupBy: {
      stage: true,
      amount: {
        currencyCode: true,
        nope: true, // error: nope
      },
    },
  });
  await people.groupBy(client, {
    groupBy: {
      city: true,
      position: true, // error: position
    },
  });
  await people.groupBy(client, {
    groupBy: {
      city: true,
      createdBy: { source: true }, // error: createdBy
    },
  });
  await companies.groupBy(client, {
    groupBy: {
      name: true,
      people: { city: true }, // error: people
    },
  });
  // What can, but not so.
  await companies.groupBy(client, {
    groupBy: {
      segments: true, // error: not assignable
    },
  });
  await opportunities.groupBy(client, {
    groupBy: {
      amount: true, // error: 'true' has no properties in common
    },
  });
  await opportunities.groupBy(client, {
    groupBy: {
      company: true, // error: 'true' has no properties in common
    },
  });
  await people.groupBy(client, {
    groupBy: {
      birthday: { granularity: 'HOUR' }, // error: not assignable
    },
  });
  // Only what is grouped by is an order of groups.
  await opportunities.groupBy(client, {
    groupBy: { stage: true },
    orderBy: {
      name: 'AscNullsLast', // error: name
    },
  });
  await opportunities.groupBy(client, {
    groupBy: { stage: true },
    orderBy: {
      aggregate: {
        sumName: 'AscNullsLast', // error: sumName
      },
    },
  });
  // A period of a point in time depends on where one is.
  await people.groupBy(client, {
    groupBy: {
      createdAt: { granularity: 'MONTH' }, // error: timeZone
    },
  });
  await opportunities.groupBy(client, {
    groupBy: { stage: true },
    select: {
      totalCount: true,
      nope: true, // error: nope
    },
  });
  const groups = await opportunities.groupBy(client, { groupBy: { stage: true } });
  groups[0]!.key.name; // error: name
  groups[0]!.key.stage.length; // error: null
  groups[0]!.avgProbability; // error: avgProbability

  // One of ids and data.
  await people.findDuplicates(client, {}); // error: not assignable
  await people.findDuplicates(client, { ids: ['x'], data: [] }); // error: not assignable
  await people.findDuplicates(client, {
    ids: ['x'],
    select: {
      id: true,
      nope: true, // error: nope
    },
  });
  await people.mergeMany(client, ['x', 'y'], {
    select: {
      id: true,
      nope: true, // error: nope
    },
  });
  await people.mergeMany(client, 'x'); // error: string
  // Notes have no criteria for duplicates.
  await notes.mergeMany(client, ['x', 'y']); // error: mergeMany
}
