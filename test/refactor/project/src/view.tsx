import { createClient, people, type Person } from './twenty/index.js';

declare global {
  namespace JSX {
    type Element = unknown;
    interface IntrinsicElements {
      p: { title?: string; children?: unknown };
    }
  }
}

export function Card({ person }: { person: Person }) {
  return <p title={person./*city*/ city}>{person./*city*/ city}</p>;
}
export function Row({ /*city*/ city }: Pick<Person, 'city' /*city:text*/>) {
  return <p>{city}</p>;
}
export const rows = (list: readonly Person[]) => list.map((person) => <Row /*city*/ city={person./*city*/ city} />);
export const load = async () => (await people.findMany(createClient(), { select: { /*city*/ city: true } })).records;
