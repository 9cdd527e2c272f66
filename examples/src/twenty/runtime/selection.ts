import { invalid } from './errors.js';
import type { ObjectDescriptor } from './object.js';

/** A select made ready: what to ask the server for, and what to do with what it answers. */
export interface Selection {
  readonly object: ObjectDescriptor;
  /** The body of a GraphQL selection set. */
  readonly text: string;
  /** The fields asked for, without relations: those selected, and those added. */
  readonly fields: readonly string[];
  readonly toOne: readonly { readonly name: string; readonly selection: Selection }[];
  /** To-many relations: asked for afterwards, since the server ignores their arguments and cuts them at 60. */
  readonly toMany: readonly ToMany[];
  /** To-one relations that are selected beside their id, which the server then hides with a soft-deleted record. */
  readonly besideId: readonly string[];
  /** Fields that were asked for besides those selected, to be taken away again. */
  readonly added: readonly string[];
}

export interface ToMany {
  readonly name: string;
  /** The field of the target that holds the parent's id. */
  readonly joinColumn: string;
  /** What to read of the target, and that. */
  readonly selection: Selection;
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
  const fields: string[] = [];
  const toOne: { name: string; selection: Selection }[] = [];
  const toMany: ToMany[] = [];
  const nested: string[] = [];
  for (const [name, value] of Object.entries(select) as [string, unknown][]) {
    if (value === undefined || value === false) continue;
    // Names become part of the query's text.
    if (!/^\w+$/.test(name)) throw invalid(`select: ${JSON.stringify(name)} is not the name of a field.`);
    const one = object.toOne[name];
    const many = object.toMany[name];
    if (!one && !many) {
      fields.push(name);
      continue;
    }
    if (typeof value !== 'object' || value === null || !(one || 'select' in value))
      throw invalid(`select: ${name} is a relation, it takes ${one ? '{ id: true }' : '{ select: … }'}.`);
    if (one) {
      // Without deletedAt the server answers null for whatever lies below a to-one relation.
      const selection = compile(one, value, ['deletedAt']);
      toOne.push({ name, selection });
      nested.push(`${name} { ${selection.text} }`);
    } else if (many) {
      const [target, joinColumn] = many;
      const args = value as ToManyArgs;
      const selection = compile(target, { ...args.select, [joinColumn]: true });
      toMany.push({ name, joinColumn, selection, args });
    }
  }
  const besideId: string[] = [];
  for (const { name } of toOne) if (fields.includes(`${name}Id`)) besideId.push(name);
  const added: string[] = [];
  const add = (name: string): void => {
    if (fields.includes(name)) return;
    added.push(name);
    fields.push(name);
  };
  for (const name of needed) add(name);
  // A selection set may not be empty.
  if (toMany.length > 0 || besideId.length > 0 || fields.length + toOne.length === 0) add('id');
  const texts: string[] = [];
  for (const name of fields) {
    const subFields = object.composites[name];
    texts.push(subFields ? `${name} { ${subFields} }` : name);
  }
  return { object, text: [...texts, ...nested].join(' '), fields, toOne, toMany, besideId, added };
}

/** Whether there is something to ask for when the records are there. */
export function isIncomplete({ toOne, toMany, besideId }: Selection): boolean {
  return toMany.length > 0 || besideId.length > 0 || toOne.some(({ selection }) => isIncomplete(selection));
}
