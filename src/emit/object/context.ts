import type { ReadableRelation } from '../../model/access.ts';
import type { Model, ModelField, ModelObject } from '../../model/types.ts';
import type { Imports } from '../imports.ts';
import type { EmitContext } from '../types.ts';

/** What every part of an object's module works with. */
export interface ObjectContext extends EmitContext {
  readonly model: Model;
  readonly object: ModelObject;
  readonly imports: Imports;
  readonly relations: readonly ReadableRelation[];
  /** The fields that a record holds itself, sorted by property: not the records that it relates to. */
  readonly own: readonly ModelField[];
}

/** A type of another object's module (or of this one's), imported where it is another's. */
export function typeOf(target: ModelObject, suffix: string, { object, imports }: ObjectContext): string {
  const name = target.names.type + suffix;
  return target === object ? name : imports.type(`./${target.names.file}`, name);
}

/** Fields that every object has, whose descriptions say the same everywhere and no more than their names. */
const commonFields: ReadonlySet<string> = new Set([
  'id',
  'createdAt',
  'createdBy',
  'deletedAt',
  'position',
  'searchVector',
  'updatedAt',
  'updatedBy',
]);

/** What a field is called and described as, where that says more than its name does. */
export function fieldDoc(field: ModelField): readonly string[] {
  if (field.isSystem && commonFields.has(field.name)) return [];
  const folded = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const { label, description = '', name } = field;
  const says = [label, description].filter((text) => folded(text) !== folded(name) && folded(text) !== '');
  if (says.length === 2 && folded(says[0] ?? '') === folded(says[1] ?? '')) says.pop();
  const doc = says.map(sentence).join(' ');
  return field.isUnique ? [`${doc} Unique.`.trim()] : [doc];
}

/** A label or description with a full stop behind it. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** `an opportunity`, `a person`. */
export function withArticle(object: ModelObject): string {
  const label = object.labelSingular.trim() || object.nameSingular;
  const plain = /^\p{Lu}\p{Ll}/u.test(label) ? label.toLowerCase() : label;
  return `${/^[aeiou]/i.test(plain) ? 'an' : 'a'} ${plain}`;
}
