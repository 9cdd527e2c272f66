import { oneLine } from '../../diff/text.ts';
import { propertyName } from '../../model/access.ts';
import type { ModelField, ModelObject } from '../../model/types.ts';
import type { Page } from './page/data.ts';
import { edgesOf } from './page/graph.ts';
import type { Edge } from './page/graph.ts';
import { ownFields } from './page/shape.ts';

/** Objects that one picture can show with their fields, and without. */
const [withFields, withoutFields] = [12, 24];
const mostFields = 8;

export interface Area {
  readonly title: string;
  readonly diagram: string;
}

/** One picture of all objects where they are few, else one for each area: an object of many relations and those near it. */
export function diagrams(page: Page): readonly Area[] {
  const { objects } = page.model;
  const edges = edgesOf(page);
  const all = [...objects.keys()];
  if (objects.length <= withoutFields)
    return [{ title: '', diagram: diagram(page, all, edges, objects.length <= withFields) }];
  return areas(page, edges).map(({ title, members }) => ({
    title,
    diagram: diagram(page, members, edges, members.length <= withFields),
  }));
}

interface Members {
  readonly title: string;
  readonly members: readonly number[];
}

/** Objects of the CRM before those of the system; each in one area, by the way there from the object that has most relations. */
function areas(page: Page, edges: readonly Edge[]): readonly Members[] {
  const { objects } = page.model;
  const found: Members[] = [];
  for (const isSystem of [false, true]) {
    const left = new Set([...objects.keys()].filter((place) => objects[place]?.isSystem === isSystem));
    const near = neighbours(left, edges);
    const single: number[] = [];
    while (left.size > 0) {
      const degree = (place: number): number =>
        (near.get(place) ?? []).filter((other) => left.has(other)).length;
      const start = [...left].reduce((best, place) => (degree(place) > degree(best) ? place : best));
      const members = [start];
      left.delete(start);
      for (let at = 0; at < members.length && members.length < withoutFields; at += 1)
        for (const other of near.get(members[at] ?? 0) ?? []) {
          if (!left.has(other) || members.length >= withoutFields) continue;
          left.delete(other);
          members.push(other);
        }
      const object = objects[start];
      const title = object === undefined ? '' : object.labelPlural || object.namePlural;
      if (members.length > 1) found.push({ title, members: members.sort((a, b) => a - b) });
      else single.push(start);
    }
    if (single.length > 0)
      found.push({ title: isSystem ? 'Others of the system' : 'Others', members: single });
  }
  return found;
}

function neighbours(
  within: ReadonlySet<number>,
  edges: readonly Edge[],
): ReadonlyMap<number, readonly number[]> {
  const near = new Map<number, number[]>();
  for (const { from, to } of edges) {
    if (from === to || !within.has(from) || !within.has(to)) continue;
    near.set(from, [...(near.get(from) ?? []), to]);
    near.set(to, [...(near.get(to) ?? []), from]);
  }
  return near;
}

function diagram(page: Page, members: readonly number[], edges: readonly Edge[], hasFields: boolean): string {
  const { objects } = page.model;
  const isIn = new Set(members);
  const entities = members.flatMap((place) => {
    const object = objects[place];
    return object === undefined ? [] : [entity(object, place, hasFields)];
  });
  const lines = edges
    .filter(({ from, to }) => isIn.has(from) && isIn.has(to))
    .map(({ from, to, name, inverse, isMorph, isRequired }) => {
      const line = isMorph ? '..' : '--';
      const label = inverse === undefined ? name : `${name} / ${inverse}`;
      return `  ${entityId(objects[from], from)} }o${line}${isRequired ? '||' : 'o|'} ${entityId(objects[to], to)} : "${mermaidText(label)}"\n`;
    });
  return `erDiagram\n${entities.join('')}${lines.join('')}`;
}

function entity(object: ModelObject, place: number, hasFields: boolean): string {
  const id = entityId(object, place);
  const title = mermaidText(object.labelSingular || object.nameSingular);
  const rows = hasFields ? ownFields(object).flatMap(attribute).slice(0, mostFields) : [];
  const head = `  ${id}["${title}"]`;
  return rows.length === 0 ? `${head}\n` : `${head} {\n${rows.join('')}  }\n`;
}

/** What Mermaid reads as a command or a number of records, in any case. */
const ownWords: ReadonlySet<string> = new Set(
  'class classdef style one many zero only to end subgraph erdiagram direction title'.split(' '),
);

/** What Mermaid takes for a name; another is numbered. */
function entityId(object: ModelObject | undefined, place: number): string {
  const name = object?.names.type ?? '';
  const isPlain = /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !ownWords.has(name.toLowerCase());
  return isPlain ? name : `Object${place}`;
}

/** Left out: what every object has, and what Mermaid has no word for. */
function attribute(field: ModelField): readonly string[] {
  const name = propertyName(field);
  if (field.isSystem && field.relation === undefined) return [];
  if (!/^[A-Za-z]\w*$/.test(name) || !/^[A-Z]\w*$/.test(field.type)) return [];
  const key = field.relation ? ' FK' : field.isUnique ? ' UK' : '';
  return [`    ${field.relation ? 'UUID' : field.type} ${name}${key}\n`];
}

/** Text within double quotes of Mermaid, inside a fenced block: what is no letter, digit or plain sign becomes its number. */
export function mermaidText(text: string): string {
  const said = [...oneLine(text)].slice(0, 100).join('');
  const safe = said.replaceAll(
    /[^\p{L}\p{M}\p{N} .,/()'_-]/gu,
    (character) => `#${character.codePointAt(0) ?? 63};`,
  );
  return safe === '' ? ' ' : safe;
}
