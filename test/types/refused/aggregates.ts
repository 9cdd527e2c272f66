import { createClient, notes, opportunities, people } from '../../golden/demo/index.js';

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

  // One of ids and data.
  await people.findDuplicates(client, {}); // error: not assignable
  await people.mergeMany(client, 'x'); // error: string
  // Notes have no criteria for duplicates.
  await notes.mergeMany(client, ['x', 'y']); // error: mergeMany
}
