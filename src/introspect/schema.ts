import { isRecord } from './json.ts';
import type { RawArgument, RawSchema, RawSchemaField, RawType, RawTypeRef } from './types.ts';
import { unexpected } from './wire.ts';

const kinds = ['SCALAR', 'OBJECT', 'INTERFACE', 'UNION', 'ENUM', 'INPUT_OBJECT'] as const;
const maxDepth = 12;

/**
 * The `__schema` of an introspection. Written out by hand: tens of thousands of small nodes, through a validation
 * library, would cost more than all the rest.
 *
 * @throws CodegenError RESPONSE_UNEXPECTED
 */
export function parseSchema(value: unknown): RawSchema {
  const path = 'data.__schema';
  const schema = record(value, path);
  const types = new Map<string, RawType>();
  for (const [index, entry] of list(schema['types'], `${path}.types`).entries()) {
    const type = parseType(entry, `${path}.types[${index}]`);
    types.set(type.name, type);
  }
  const queryType = text(record(schema['queryType'], `${path}.queryType`)['name'], `${path}.queryType.name`);
  const mutationType = schema['mutationType'];
  return {
    queryType,
    mutationType: isRecord(mutationType) ? text(mutationType['name'], `${path}.mutationType.name`) : null,
    types,
  };
}

function parseType(value: unknown, path: string): RawType {
  const type = record(value, path);
  const kind = kinds.find((known) => known === type['kind']);
  if (kind === undefined) throw fail(`${path}.kind`, kinds.join(' or '), type['kind']);
  return {
    kind,
    name: text(type['name'], `${path}.name`),
    fields: optionalList(type['fields'], `${path}.fields`, parseField),
    inputFields: optionalList(type['inputFields'], `${path}.inputFields`, parseArgument),
    enumValues: optionalList(type['enumValues'], `${path}.enumValues`, (entry, at) =>
      text(record(entry, at)['name'], `${at}.name`),
    ),
  };
}

function parseField(value: unknown, path: string): RawSchemaField {
  const field = record(value, path);
  return {
    name: text(field['name'], `${path}.name`),
    args: optionalList(field['args'], `${path}.args`, parseArgument),
    type: parseRef(field['type'], `${path}.type`, 0),
  };
}

function parseArgument(value: unknown, path: string): RawArgument {
  const argument = record(value, path);
  return {
    name: text(argument['name'], `${path}.name`),
    type: parseRef(argument['type'], `${path}.type`, 0),
  };
}

function parseRef(value: unknown, path: string, depth: number): RawTypeRef {
  const ref = record(value, path);
  const { kind, name, ofType } = ref;
  if (depth > maxDepth) throw fail(path, `at most ${maxDepth} levels`, value);
  const hasInner = ofType !== null && ofType !== undefined;
  return {
    kind: text(kind, `${path}.kind`),
    name: typeof name === 'string' ? name : null,
    ofType: hasInner ? parseRef(ofType, `${path}.ofType`, depth + 1) : null,
  };
}

function optionalList<T>(value: unknown, path: string, parse: (entry: unknown, path: string) => T): T[] {
  if (value === null || value === undefined) return [];
  return list(value, path).map((entry, index) => parse(entry, `${path}[${index}]`));
}

function list(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw fail(path, 'Array', value);
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw fail(path, 'Object', value);
}

function text(value: unknown, path: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw fail(path, 'string', value);
}

function fail(path: string, expected: string, value: unknown): Error {
  const received = value === null ? 'null' : Array.isArray(value) ? 'Array' : typeof value;
  return unexpected([`${path}: expected ${expected}, received ${received}`], 'the GraphQL schema');
}
