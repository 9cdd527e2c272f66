import { invalid } from './errors.js';
import type { ObjectDescriptor } from './object.js';
import type { Row } from './operation.js';

/** A select made ready: what to ask the server for, and what to do with what it answers. */
export interface Selection {
  readonly object: ObjectDescriptor;
  /** The body of a GraphQL selection set. */
  readonly text: string;
  /** To-one relations whose records hold something to complete. */
  readonly toOne: readonly { readonly name: string; readonly selection: Selection }[];
  /** To-many relations: asked for afterwards, since the server ignores their arguments and cuts them at 60. */
  readonly toMany: readonly ToMany[];
  /** To-one relations that are selected beside their id, which the server then hides with a soft-deleted record. */
  readonly besideId: readonly { readonly name: string; readonly column: string }[];
  /** Fields that were asked for besides those selected, to be taken away again. */
  readonly added: readonly string[];
}

export interface ToMany {
  readonly name: string;
  readonly target: ObjectDescriptor;
  /** The field of the target that holds the parent's id. */
  readonly joinColumn: string;
  readonly args: ToManyArgs;
}

export interface ToManyArgs {
  readonly select: object;
  readonly filter?: object;
  readonly orderBy?: object | readonly object[];
  readonly first?: number;
}

/**
 * @param needed fields to ask for whether selected or not.
 * @throws TwentyValidationError for what cannot be the name of a field, or a relation selected as if it were one.
 */
export function compile(object: ObjectDescriptor, select: object, needed: readonly string[] = []): Selection {
  const parts: string[] = [];
  const toOne: { name: string; selection: Selection }[] = [];
  const toMany: ToMany[] = [];
  const selected = new Set<string>();
  const relations = object.relations();
  for (const [name, value] of Object.entries(select)) {
    if (value === undefined || value === false) continue;
    // Names become part of the query's text.
    if (!/^\w+$/.test(name)) throw invalid(`select: ${JSON.stringify(name)} is not the name of a field.`);
    const relation = Object.hasOwn(relations, name) ? relations[name] : undefined;
    if (relation === undefined) {
      selected.add(name);
      parts.push(fieldText(object, name));
    } else if (typeof value !== 'object' || value === null) {
      throw invalid(`select: ${name} is a relation, so say what to read of it: { id: true }.`);
    } else if (isToMany(relation)) {
      if (!('select' in value))
        throw invalid(`select: ${name} is a to-many relation, it takes { select: … }.`);
      toMany.push({ name, target: relation[0], joinColumn: relation[1], args: value as ToManyArgs });
    } else {
      // Without deletedAt the server answers null for whatever lies below a to-one relation.
      const selection = compile(relation, value, ['deletedAt']);
      toOne.push({ name, selection });
      parts.push(`${name} { ${selection.text} }`);
    }
  }
  const besideId: { name: string; column: string }[] = [];
  for (const { name } of toOne) {
    const column = `${name}Id`;
    if (selected.has(column)) besideId.push({ name, column });
  }
  const needsId = toMany.length > 0 || besideId.length > 0;
  const added: string[] = [];
  for (const name of needsId ? [...needed, 'id'] : needed)
    if (!selected.has(name) && !added.includes(name)) added.push(name);
  for (const name of added) parts.push(fieldText(object, name));
  // A selection set may not be empty.
  if (parts.length === 0) return { ...compile(object, { id: true }), added: ['id'] };
  return { object, text: parts.join(' '), toOne, toMany, besideId, added };
}

function isToMany(
  relation: ObjectDescriptor | readonly [ObjectDescriptor, string],
): relation is readonly [ObjectDescriptor, string] {
  return Array.isArray(relation);
}

function fieldText(object: ObjectDescriptor, name: string): string {
  const subFields = Object.hasOwn(object.composites, name) ? object.composites[name] : undefined;
  return subFields === undefined ? name : `${name} { ${subFields} }`;
}

/** Whether there is something to ask for when the records are there. */
export function isIncomplete({ toOne, toMany, besideId }: Selection): boolean {
  return toMany.length > 0 || besideId.length > 0 || toOne.some(({ selection }) => isIncomplete(selection));
}

/** Takes away what was asked for besides what was selected. */
export function strip(rows: readonly Row[], selection: Selection): void {
  if (selection.added.length === 0) return;
  for (const row of rows) for (const name of selection.added) delete row[name];
}
