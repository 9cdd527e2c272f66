import { operationKinds } from '../model/operations.ts';
import { CodegenError, messageOf } from '../errors.ts';
import type {
  Capability,
  Model,
  ModelField,
  ModelObject,
  ModelPicklist,
  ModelRelation,
} from '../model/types.ts';
import { by } from '../model/order.ts';
import { array, flag, isObject, number, oneOf, optional, reader, text, texts } from './read.ts';
import type { Reader } from './read.ts';
import {
  capabilities,
  documentKeys,
  fieldKeySet,
  graphqlKeys,
  namesKeys,
  objectKeySet,
  optionKeys,
  picklistKeySet,
  relationKeys,
} from './shape.ts';
import { upgradeLock } from './upgrade.ts';

const shownProblems = 10;

/**
 * The model that a twenty.lock.json holds. `path` is only for messages.
 * @throws CodegenError LOCK_CONFLICT, LOCK_INVALID or LOCK_TOO_NEW
 */
export function parseLock(source: string, path: string): Model {
  const document = upgradeLock(parseJson(source, path), path);
  const problems: string[] = [];
  const model = readModel(reader(document, '', problems, documentKeys));
  if (problems.length > 0) throw invalid(path, problems);
  return model;
}

function parseJson(source: string, path: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(source.startsWith('\uFEFF') ? source.slice(1) : source);
  } catch (error) {
    const conflict = /^(?:<{7}|>{7}|={7})(?: .*)?\r?$/mu.exec(source);
    if (conflict !== null) {
      const line = source.slice(0, conflict.index).split('\n').length;
      throw new CodegenError(
        'LOCK_CONFLICT',
        `${path} has merge conflict markers, the first on line ${line}.`,
      );
    }
    const reason = messageOf(error);
    throw new CodegenError('LOCK_INVALID', `${path} is not JSON: ${reason}.`);
  }
  if (!isObject(document)) throw invalid(path, ['the document is not a JSON object']);
  return document;
}

function invalid(path: string, problems: readonly string[]): CodegenError {
  const more = problems.length - shownProblems;
  const details = problems.slice(0, shownProblems);
  if (more > 0) details.push(`and ${more} more`);
  return new CodegenError('LOCK_INVALID', `${path} is not a lock that this version can read.`, { details });
}

function readModel(from: Reader): Model {
  const objects = array(from, 'objects').map((item, index) => readObject(from, item, `objects[${index}]`));
  rejectDuplicates(
    from,
    objects.map((object) => object.nameSingular),
    'objects',
  );
  return {
    // Capabilities of a later version do no harm: what does not know them does not ask for them.
    capabilities: texts(from, 'capabilities').filter((item): item is Capability => capabilities.has(item)),
    actorSources: texts(from, 'actorSources'),
    objects: objects.toSorted(by((object) => object.nameSingular)),
  };
}

function readObject(parent: Reader, item: unknown, index: string): ModelObject {
  const from = reader(item, label(index, item, 'nameSingular'), parent.problems, objectKeySet);
  const fields = array(from, 'fields').map((field, at) =>
    readField(from, field, `${from.path}.fields[${at}]`),
  );
  rejectDuplicates(
    from,
    fields.map((field) => field.name),
    `${from.path}.fields`,
  );
  return {
    id: text(from, 'id'),
    ...optional(from, 'universalIdentifier', text),
    nameSingular: text(from, 'nameSingular'),
    namePlural: text(from, 'namePlural'),
    labelSingular: text(from, 'labelSingular'),
    labelPlural: text(from, 'labelPlural'),
    ...optional(from, 'description', text),
    isCustom: flag(from, 'isCustom'),
    isSystem: flag(from, 'isSystem'),
    isActive: !flag(from, 'isInactive'),
    isReadOnly: flag(from, 'isReadOnly'),
    ...optional(from, 'labelIdentifier', text),
    graphql: strings(from, 'graphql', graphqlKeys),
    operations: operations(from),
    names: strings(from, 'names', namesKeys),
    fields: fields.toSorted(by((field) => field.name)),
  };
}

function operations(parent: Reader): ModelObject['operations'] {
  const from = child(parent, 'operations', new Set(operationKinds));
  return Object.assign({}, ...operationKinds.map((key) => optional(from, key, text)));
}

function readField(parent: Reader, item: unknown, index: string): ModelField {
  const from = reader(item, label(index, item, 'name'), parent.problems, fieldKeySet);
  return {
    id: text(from, 'id'),
    ...optional(from, 'universalIdentifier', text),
    name: text(from, 'name'),
    type: text(from, 'type'),
    label: text(from, 'label'),
    ...optional(from, 'description', text),
    isCustom: flag(from, 'isCustom'),
    isSystem: flag(from, 'isSystem'),
    isActive: !flag(from, 'isInactive'),
    isNullable: flag(from, 'isNullable'),
    isUnique: flag(from, 'isUnique'),
    ...optional(from, 'defaultValue', (reader, key): unknown => reader.value[key]),
    ...optional(from, 'numberType', (reader, key) => oneOf(reader, key, ['int', 'bigint', 'float'])),
    ...optional(from, 'picklist', picklist),
    ...optional(from, 'relation', relation),
    ...optional(from, 'subFields', texts),
    isReadOnly: flag(from, 'isReadOnly'),
  };
}

function picklist(parent: Reader): ModelPicklist {
  const from = child(parent, 'picklist', picklistKeySet);
  return {
    enum: text(from, 'enum'),
    name: text(from, 'name'),
    options: array(from, 'options').map((item, index) => {
      const option = reader(item, `${from.path}.options[${index}]`, from.problems, optionKeySet);
      return {
        ...optional(option, 'id', text),
        value: text(option, 'value'),
        label: text(option, 'label'),
        ...optional(option, 'color', text),
        position: number(option, 'position'),
      };
    }),
  };
}

const optionKeySet: ReadonlySet<string> = new Set(optionKeys);

function relation(parent: Reader): ModelRelation {
  const from = child(parent, 'relation', relationKeySet);
  return {
    kind: oneOf(from, 'kind', ['MANY_TO_ONE', 'ONE_TO_MANY']),
    target: text(from, 'target'),
    ...optional(from, 'inverse', text),
    ...optional(from, 'joinColumn', text),
    ...optional(from, 'onDelete', text),
    ...optional(from, 'morph', text),
  };
}

const relationKeySet: ReadonlySet<string> = new Set(relationKeys);

function strings<const K extends string>(parent: Reader, key: string, keys: readonly K[]): Record<K, string> {
  const from = child(parent, key, new Set(keys));
  return Object.fromEntries(keys.map((name) => [name, text(from, name)])) as Record<K, string>;
}

function child(parent: Reader, key: string, keys: ReadonlySet<string>): Reader {
  return reader(parent.value[key], `${parent.path}.${key}`, parent.problems, keys);
}

/** `objects[3] (person)`: an index alone is hard to find in a long file. */
function label(index: string, item: unknown, key: string): string {
  const name = isObject(item) ? item[key] : undefined;
  return typeof name === 'string' ? `${index} (${name})` : index;
}

/** A merge that kept both sides of a line leaves the same name twice. */
function rejectDuplicates(from: Reader, names: readonly string[], path: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) from.problems.push(`${path}: "${name}" is there twice`);
    seen.add(name);
  }
}
