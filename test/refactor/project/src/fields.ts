// Every way to use a field. A comment before a name says which change the name is a place of.
import { createClient, people, type Person, type PersonCreateInput, type PersonFilterInput } from './twenty/index.js';
import type { PersonOrderByInput, PersonSelect, PersonUpdateInput } from './twenty/index.js';
import { createTwenty } from './twenty/twenty.js';

const client = createClient();
const twenty = createTwenty();

export async function reads(): Promise<void> {
  const { records } = await people.findMany(client);
  console.log(records[0]?./*city*/ city);
  for (const { /*city*/ city, /*city*/ city: town } of records) console.log(city, town);
  const one = await people.findOneOrThrow(client, { id: 'x', select: { /*city*/ city: true, name: true } });
  console.log(one./*city*/ city.length, one['city' /*city:text*/]);
  const many = await twenty.people.findMany({
    select: { ...people.fields, /*company*/ company: { name: true, people: { select: { /*city*/ city: true } } } },
  });
  console.log(many.records[0]?./*city*/ city, many.records[0]?./*company*/ company?.people.records[0]?./*city*/ city);
  let city: string;
  ({ /*city*/ city } = one);
  ({ /*city*/ city: city } = one);
  console.log(city, people.fields./*city*/ city);
}

export async function arguments_(): Promise<void> {
  await people.findMany(client, {
    filter: { /*city*/ city: { eq: 'Berlin' }, or: [{ /*city*/ city: { is: 'NULL' } }, { not: { /*city*/ city: { eq: '' } } }] },
    orderBy: [{ /*city*/ city: 'AscNullsLast' }, { /*company*/ company: { name: 'AscNullsLast' } }],
  });
  await twenty.people.findMany({ orderBy: { /*city*/ city: 'AscNullsLast' } });
  const filter: PersonFilterInput = { /*city*/ city: { eq: 'Paris' } };
  filter./*city*/ city = { eq: 'Rome' };
  const select = { /*city*/ city: true, id: true } as const;
  const order = { /*city*/ city: 'AscNullsLast' } satisfies PersonOrderByInput;
  const page = await people.findMany(client, { filter, select, orderBy: order });
  console.log(page.records[0]?./*city*/ city);
  await people.createOne(client, { /*city*/ city: 'Oslo', name: { firstName: 'A' } }, { select: { /*city*/ city: true } });
  await people.createMany(client, [{ /*city*/ city: 'Oslo' }]);
  await people.updateOne(client, 'x', { /*city*/ city: null });
  await twenty.people.updateMany({ /*city*/ city: { eq: 'x' } }, { /*city*/ city: 'y' });
  await people.createMany(
    client,
    ['a', 'b'].map((city) => ({ /*city*/ city })),
  );
  await people.createMany(
    client,
    ['a', 'b'].map((value) => {
      return { /*city*/ city: value };
    }),
  );
  await people.findDuplicates(client, { data: [{ /*city*/ city: 'x' }], select: { /*city*/ city: true } });
  await people./*mergeMany*/ mergeMany(client, ['a', 'b'], { select: { id: true, /*city*/ city: true } });
}

export async function aggregates(): Promise<void> {
  const counts = await people.aggregate(client, { select: { /*city*/ countUniqueValuesCity: true, totalCount: true } });
  console.log(counts./*city*/ countUniqueValuesCity);
  const groups = await people.groupBy(client, {
    groupBy: { /*city*/ city: true, /*company*/ company: { name: true } },
    select: { /*city*/ percentageEmptyCity: true },
    orderBy: [{ /*city*/ city: 'AscNullsLast' }, { aggregate: { /*city*/ percentageEmptyCity: 'DescNullsLast' } }],
    filter: { /*city*/ city: { neq: 'x' } },
  });
  console.log(groups[0]?.key./*city*/ city, groups[0]?./*city*/ percentageEmptyCity);
  const opportunities = await twenty.opportunities.groupBy({ groupBy: { pointOfContact: { /*city*/ city: true } } });
  console.log(opportunities[0]?.key.pointOfContact./*city*/ city);
}

const common = { /*city*/ city: true } as const;
const selects = { card: { /*city*/ city: true, id: true }, other: { id: true } } as const;

export function cardSelect() {
  return { ...common, jobTitle: true } as const;
}

export async function composed(wide: boolean): Promise<string | undefined> {
  const a = await people.findMany(client, { select: selects.card });
  const b = await people.findMany(client, { select: cardSelect() });
  const data: PersonCreateInput = wide ? { /*city*/ city: 'a' } : { jobTitle: 'x' };
  const update = { ...data, /*city*/ city: 'b' } satisfies PersonUpdateInput;
  await people.updateOne(client, 'x', update);
  return a.records[0]?./*city*/ city ?? b.records[0]?./*city*/ city;
}

/** A wrapper of the user's own. */
export async function list<const S extends PersonSelect>(select: S): Promise<unknown> {
  return select;
}
await list({ /*city*/ city: true });

export type City = Person['city' /*city:text*/];
export type Card = Pick<Person, 'id' | 'city' /*city:text*/>;
export type Rest = Omit<Person, 'city' /*city:text*/>;
export const column: keyof Person = 'city' /*city:text*/;
export function show(card: Card, rest: Partial<Person>): string {
  return `${card./*city*/ city} ${rest./*city*/ city ?? ''} ${'city' /*city:text*/ in rest}`;
}

export interface Row extends Person {
  extra: number;
}
export const cityOf = (row: Row): string => row./*city*/ city;
export const fake: Person = { ...({} as Person), /*city*/ city: 'x' };

declare function sortBy<T, K extends keyof T>(items: readonly T[], key: K): readonly T[];
declare function pick<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Pick<T, K>;
export function sorted(list: readonly Person[]): string {
  const columns: readonly (keyof Person)[] = ['id', 'city' /*city:text*/];
  const [first] = sortBy(list, 'city' /*city:text*/);
  return `${columns.join()} ${first ? pick(first, ['id', 'city' /*city:text*/])./*city*/ city : ''}`;
}

// A type of one's own: only its value can be pointed at.
interface Import {
  city: string;
  birthday: string;
}
export async function imported(rows: readonly Import[], row: Import): Promise<void> {
  await people.createMany(client, /*city*/ rows);
  await people.createOne(client, /*city*/ { ...row, jobTitle: 'x' });
}

// Not of the person: names alone mean nothing.
interface Address {
  city: string;
}
const address: Address = { city: 'x' };
console.log(address.city, 'city', { city: 1 }.city);
