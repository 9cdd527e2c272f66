import { morphReaderName, morphTypeName, optionsName, typeSuffixes } from '../model/names.ts';
import type { Model, ModelField, ModelObject } from '../model/types.ts';
import type { Declared } from './declarations.ts';
import { aggregatesOf, namesOf } from './subject.ts';

/** A field that takes the place of one that was removed: both of the same object, by their names. */
export interface Successor {
  /** nameSingular, as it was before. */
  readonly object: string;
  readonly field: string;
  /** As it is now. */
  readonly successor: string;
}

/** What names of the generated code are called now. */
export interface Renames {
  /** Every name that has another one now. */
  readonly texts: ReadonlySet<string>;
  /** Null where the name stays. */
  newName(declared: Declared): string | null;
  /** The object's module, without ending; null where it stays. */
  newFile(object: string): string | null;
  readonly size: number;
}

/** What two models of one workspace call otherwise in the generated code, known by ids, and fields by their successors. */
export function renamesBetween(before: Model, after: Model, successors: readonly Successor[]): Renames {
  const names = new Map<string, string>();
  const files = new Map<string, string>();
  const texts = new Set<string>();
  const now = new Map(after.objects.map((object) => [object.id, object]));
  for (const object of before.objects) {
    const other = now.get(object.id);
    if (other !== undefined) readObject(object, other);
  }
  return {
    texts,
    newName: (declared) => names.get(keyOf(declared)) ?? null,
    newFile: (object) => files.get(object) ?? null,
    size: names.size,
  };

  function add(declared: Declared, name: string): void {
    if (declared.name === name) return;
    names.set(keyOf(declared), name);
    texts.add(declared.name);
  }

  function readObject(old: ModelObject, current: ModelObject): void {
    const object = old.nameSingular;
    const exported = (name: string, to: string): void => add({ kind: 'export', object, name }, to);
    for (const suffix of ['', ...typeSuffixes])
      exported(old.names.type + suffix, current.names.type + suffix);
    add({ kind: 'namespace', object, name: old.names.namespace }, current.names.namespace);
    if (old.names.file !== current.names.file) {
      files.set(object, current.names.file);
      texts.add(old.names.namespace);
    }
    for (const [field, other] of fieldPairs(old, current, successors)) {
      const morph = field.relation?.morph;
      const otherMorph = other.relation?.morph;
      for (const [name, to] of zip(namesOf(field), namesOf(other))) {
        add({ kind: 'property', object, name, part: 'read' }, to);
        for (const [aggregate, renamed] of zip(aggregatesOf(name), aggregatesOf(to)))
          add({ kind: 'property', object, name: aggregate, part: 'read' }, renamed);
      }
      if (morph !== undefined && otherMorph !== undefined) {
        const of = morphTypeName(old.names.type, morph);
        exported(of, morphTypeName(current.names.type, otherMorph));
        exported(morphReaderName(morph), morphReaderName(otherMorph));
        add({ kind: 'member', object, of, name: field.name }, other.name);
      }
      readPicklist(object, field, other);
    }
  }

  function readPicklist(
    object: string,
    { picklist: old }: ModelField,
    { picklist: current }: ModelField,
  ): void {
    if (old === undefined || current === undefined) return;
    add({ kind: 'export', object, name: old.name }, current.name);
    add({ kind: 'export', object, name: optionsName(old.name) }, optionsName(current.name));
    for (const { id, value } of old.options) {
      const option = id === undefined ? undefined : current.options.find((one) => one.id === id);
      if (option !== undefined) add({ kind: 'member', object, of: old.name, name: value }, option.value);
    }
  }
}

function fieldPairs(
  old: ModelObject,
  current: ModelObject,
  successors: readonly Successor[],
): readonly (readonly [ModelField, ModelField])[] {
  const byId = new Map(current.fields.map((field) => [field.id, field]));
  return old.fields.flatMap((field) => {
    const named = successors.find((one) => one.object === old.nameSingular && one.field === field.name);
    const other =
      named === undefined ? byId.get(field.id) : current.fields.find(({ name }) => name === named.successor);
    return other === undefined ? [] : [[field, other] as const];
  });
}

/** Whichever part of the generated code a property stands in, it is renamed alike. */
function keyOf(declared: Declared): string {
  const of = declared.kind === 'member' ? declared.of : '';
  return [declared.kind, declared.object, of, declared.name].join('\n');
}

function zip(one: readonly string[], other: readonly string[]): readonly (readonly [string, string])[] {
  return one.flatMap((name, index) => {
    const to = other[index];
    return to === undefined ? [] : [[name, to] as const];
  });
}
