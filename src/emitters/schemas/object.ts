import { isRequired, isWritable, propertyName, readableRelations, readsNull } from '../../model/access.ts';
import { compositeOf } from '../../model/composites.ts';
import { fieldType } from '../../model/fields.ts';
import { by } from '../../model/order.ts';
import type { Model, ModelField, ModelObject } from '../../model/types.ts';
import type { EmitContext } from '../../emit/types.ts';
import { formatOf, shapeOfType, type Member, type Shape } from './shape.ts';

/** What schemas say of an object: the client's interfaces of it, as shapes. */
export interface ObjectShapes {
  readonly entity: readonly Member[];
  /** None where the server refuses writes. */
  readonly inputs: InputShapes | undefined;
}

export interface InputShapes {
  readonly update: readonly Member[];
  /** What a create may or must give besides what an update may. */
  readonly create: readonly Member[];
  /** For each required relation, the ways to give it: by its id, or connected. */
  readonly choices: readonly (readonly Member[])[];
}

/** Required relations up to this many are a choice, as in the client's types. */
const mostChoices = 3;

export function shapesOf(object: ModelObject, model: Model, { types }: EmitContext): ObjectShapes {
  const trusted = new Set(Object.keys(types?.RAW_JSON ?? {}));
  const own = object.fields
    .filter(({ relation }) => relation?.kind !== 'ONE_TO_MANY')
    .toSorted(by(propertyName));
  return {
    entity: own.map((field) => member(propertyName(field), readShape(field, object, trusted))),
    inputs: object.isReadOnly ? undefined : inputShapes(object, model, own, trusted),
  };
}

const member = (name: string, shape: Shape, isOptional = false): Member => ({ name, shape, isOptional });
const nullable = (of: Shape): Shape => ({ kind: 'nullable', of });

function readShape(field: ModelField, object: ModelObject, trusted: ReadonlySet<string>): Shape {
  const row = fieldType(field.type);
  const value = valueShape(field, object, row.read, false, trusted);
  const shape: Shape = row.isList ? { kind: 'list', of: value, isReadonly: false } : value;
  const holdsNull = value.kind === 'unknown' || (value.kind === 'value' && value.name === 'json');
  return readsNull(field) && !holdsNull ? nullable(shape) : shape;
}

function writeShape(field: ModelField, object: ModelObject, trusted: ReadonlySet<string>): Shape {
  const row = fieldType(field.type);
  const value = valueShape(field, object, row.write ?? 'never', true, trusted);
  return row.isList ? { kind: 'list', of: value, isReadonly: true } : value;
}

function valueShape(
  field: ModelField,
  object: ModelObject,
  type: string,
  isWritten: boolean,
  trusted: ReadonlySet<string>,
): Shape {
  const { picklist } = field;
  const row = fieldType(field.type);
  const path = `${object.nameSingular}.${field.name}`;
  if (field.type === 'RAW_JSON' && trusted.has(path)) return { kind: 'trusted', path };
  if (row.kind === 'picklist')
    return picklist
      ? { kind: 'picklist', name: picklist.name, values: picklist.options.map(({ value }) => value) }
      : { kind: 'string' };
  return shapeOfType(type, formatOf(row.filter, isWritten));
}

function inputShapes(
  object: ModelObject,
  model: Model,
  own: readonly ModelField[],
  trusted: ReadonlySet<string>,
): InputShapes {
  const targets = model.capabilities.includes('connect') ? targetsOf(object, model) : new Map();
  const connected = (field: ModelField): Shape | undefined => {
    const target = targets.get(field);
    return target && { kind: 'relation', target };
  };
  const writable = own.filter((field) => isWritable(field) && field.name !== 'id');
  const update = writable.flatMap((field) => {
    const shape = writeShape(field, object, trusted);
    const isNullable = field.isNullable && fieldType(field.type).nullWritable;
    const relation = connected(field);
    return [
      member(propertyName(field), isNullable ? nullable(shape) : shape, true),
      ...(relation ? [member(field.name, relation, true)] : []),
    ];
  });
  const required = writable.filter(isRequired);
  const relations = model.capabilities.includes('connect') ? required.filter(({ relation }) => relation) : [];
  const asChoice = relations.length <= mostChoices ? relations : [];
  const hasId = own.some((field) => field.name === 'id' && isWritable(field));
  const id = { kind: 'value', name: 'idInput' } as const;
  return {
    update,
    create: [
      ...(hasId ? [member('id', id, true)] : []),
      ...required
        .filter((field) => relations.length === 0 || !relations.includes(field))
        .map((field) => member(propertyName(field), writeShape(field, object, trusted))),
    ],
    choices: asChoice.map((field) => {
      const relation = connected(field);
      return [member(propertyName(field), id), ...(relation ? [member(field.name, relation)] : [])];
    }),
  };
}

/** The objects that a record's to-one relations can be connected to. */
export function targetsOf(object: ModelObject, model: Model): ReadonlyMap<ModelField, ModelObject> {
  const byName = new Map(model.objects.map((other) => [other.nameSingular, other]));
  return new Map(
    readableRelations(object, byName)
      .filter(({ inverseColumn }) => inverseColumn === undefined)
      .map(({ field, target }) => [field, target]),
  );
}

/** What a connect may name a record by: its id, or a field with a unique constraint. */
export function whereUniqueShape(object: ModelObject): Shape {
  const choice = (name: string, shape: Shape): Shape => ({
    kind: 'object',
    members: [member(name, shape)],
    isStrict: true,
  });
  const unique = object.fields.flatMap((field): Shape[] => {
    if (!field.isUnique || field.name === 'id' || !field.isActive) return [];
    const { read, filter } = fieldType(field.type);
    const composite = compositeOf(field.type);
    if (composite) {
      const parts = composite.unique.map((name) => member(name, { kind: 'string' }));
      return parts.length > 0 ? [choice(field.name, { kind: 'object', members: parts, isStrict: true })] : [];
    }
    return read === 'string' || read === 'number'
      ? [choice(propertyName(field), shapeOfType(read, formatOf(filter, true)))]
      : [];
  });
  const choices = [choice('id', { kind: 'value', name: 'idInput' }), ...unique];
  const [only] = choices;
  return choices.length === 1 && only ? only : { kind: 'union', of: choices };
}
