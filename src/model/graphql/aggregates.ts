import type { ModelField, ModelObject } from '../types.ts';
import { upperFirst } from '../case.ts';
import { composites } from '../composites.ts';
import { scalarRow } from './scalars.ts';

/** An aggregate of a connection and the scalar that it answers. */
export interface Aggregate {
  readonly name: string;
  readonly type: 'Int' | 'Float' | 'DateTime';
}

const general = [
  ['countUniqueValues', 'Int'],
  ['countEmpty', 'Int'],
  ['countNotEmpty', 'Int'],
  ['percentageEmpty', 'Float'],
  ['percentageNotEmpty', 'Float'],
] as const;

/** The aggregates over one field; a plain relation has none, a morph relation (even to many) has. */
export function fieldAggregates(field: ModelField): readonly Aggregate[] {
  if (field.type === 'RELATION') return [];
  const stem = upperFirst(field.name);
  const all: Aggregate[] = general.map(([kind, type]) => ({ name: `${kind}${stem}`, type }));
  if (field.type === 'CURRENCY') {
    for (const kind of ['min', 'max', 'sum', 'avg'])
      all.push({ name: `${kind}${stem}AmountMicros`, type: 'Float' });
    return all;
  }
  if (field.picklist !== undefined || field.relation !== undefined || Object.hasOwn(composites, field.type))
    return all;
  if (field.type === 'BOOLEAN') {
    for (const kind of ['countTrue', 'countFalse']) all.push({ name: `${kind}${stem}`, type: 'Int' });
    return all;
  }
  const { range } = scalarRow(field);
  if (range === undefined) return all;
  const type = range === 'date' ? 'DateTime' : 'Float';
  for (const kind of ['min', 'max']) all.push({ name: `${kind}${stem}`, type });
  if (range === 'numeric') for (const kind of ['avg', 'sum']) all.push({ name: `${kind}${stem}`, type });
  return all;
}

/** Every aggregate of an object's connection, `totalCount` first. */
export function objectAggregates(object: ModelObject): readonly Aggregate[] {
  return [{ name: 'totalCount', type: 'Int' }, ...object.fields.flatMap(fieldAggregates)];
}
