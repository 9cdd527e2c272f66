import { createClient, people } from './twenty/index.js';

/** @param {import('./twenty/index.js').Person} person */
export function cityOf(person) {
  return person./*city*/ city;
}

const page = await people.findMany(createClient(), { select: { /*city*/ city: true } });
console.log(page.records[0]?./*city*/ city);
