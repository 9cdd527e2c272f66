/**
 * The table of field types. Everything that depends on a field's type (entities, inputs, filters, the GraphQL
 * schema, the simulator, the diff) reads a row of it: a new field type is one new row.
 * Source: a real server 2.31, and the sources of 0.50 to 2.43.
 */
export interface FieldTypeRow {
  readonly kind: 'scalar' | 'picklist' | 'composite' | 'files' | 'relation';
  /** The TypeScript type of a value that is not null; for picklists and composites the name is filled in. */
  readonly read: string;
  /** What a null in the database reads as: null, or the type's empty value. */
  readonly nullReads: 'null' | 'empty';
  /** The TypeScript type to write; absent: never writable. */
  readonly write?: string;
  /** A nullable field may be written as null (a composite never: the server ignores it). */
  readonly nullWritable: boolean;
  /** The filter interface; absent: no filter on the field itself. */
  readonly filter?: FilterName;
  /** A list of values. */
  readonly isList?: boolean;
  /** Names in the GraphQL schema; `enum`, `composite` stand for the field's own. */
  readonly graphql: { readonly output: string; readonly input: string; readonly filter: string };
}

export type FilterName =
  | 'ArrayFilter'
  | 'BooleanFilter'
  | 'DateFilter'
  | 'DateTimeFilter'
  | 'MultiSelectFilter'
  | 'NumberFilter'
  | 'RawJsonFilter'
  | 'SelectFilter'
  | 'StringFilter'
  | 'TSVectorFilter'
  | 'UUIDFilter';

const gql = (output: string, input = output, filter = `${output}Filter`) => ({ output, input, filter });

const scalar = (
  read: string,
  filter: FilterName,
  graphql: FieldTypeRow['graphql'],
  more: Partial<FieldTypeRow> = {},
): FieldTypeRow => ({
  kind: 'scalar',
  read,
  nullReads: 'null',
  write: read,
  nullWritable: true,
  filter,
  graphql,
  ...more,
});

const composite = (name: string): FieldTypeRow => ({
  kind: 'composite',
  read: name,
  nullReads: 'empty',
  write: `${name}Input`,
  nullWritable: false,
  graphql: { output: name, input: `${name}CreateInput`, filter: `${name}FilterInput` },
});

const relation: FieldTypeRow = {
  kind: 'relation',
  read: 'string',
  nullReads: 'null',
  write: 'string',
  nullWritable: true,
  filter: 'UUIDFilter',
  graphql: { output: 'ID', input: 'ID', filter: 'UUIDFilter' },
};

const picklist: FieldTypeRow = {
  kind: 'picklist',
  read: 'enum',
  nullReads: 'null',
  write: 'enum',
  nullWritable: true,
  filter: 'SelectFilter',
  graphql: gql('enum'),
};

const rows: { readonly [type: string]: FieldTypeRow } = {
  UUID: scalar('string', 'UUIDFilter', gql('UUID')),
  TEXT: scalar('string', 'StringFilter', gql('String'), { nullReads: 'empty' }),
  NUMBER: scalar('number', 'NumberFilter', gql('Float')),
  NUMERIC: scalar('number', 'NumberFilter', gql('BigFloat')),
  POSITION: scalar('number', 'NumberFilter', gql('Position', 'Position', 'FloatFilter'), {
    write: "number | 'first' | 'last'",
    nullWritable: false,
  }),
  BOOLEAN: scalar('boolean', 'BooleanFilter', gql('Boolean')),
  DATE_TIME: scalar('string', 'DateTimeFilter', gql('DateTime')),
  DATE: scalar('string', 'DateFilter', gql('Date')),
  SELECT: picklist,
  RATING: picklist,
  MULTI_SELECT: { ...picklist, nullReads: 'empty', filter: 'MultiSelectFilter', isList: true },
  ARRAY: scalar('string', 'ArrayFilter', gql('String', 'String', 'ArrayFilter'), {
    nullReads: 'empty',
    isList: true,
  }),
  RAW_JSON: scalar('JsonValue', 'RawJsonFilter', gql('JSON', 'JSON', 'RawJsonFilter'), { write: 'object' }),
  FILES: {
    kind: 'files',
    read: 'FileItem',
    nullReads: 'null',
    write: 'FileItemInput',
    nullWritable: true,
    filter: 'RawJsonFilter',
    isList: true,
    graphql: gql('FileObject', 'FileItemInput', 'RawJsonFilter'),
  },
  TS_VECTOR: {
    kind: 'scalar',
    read: 'string',
    nullReads: 'null',
    nullWritable: false,
    filter: 'TSVectorFilter',
    graphql: gql('TSVector'),
  },
  CURRENCY: composite('Currency'),
  FULL_NAME: composite('FullName'),
  EMAILS: composite('Emails'),
  PHONES: composite('Phones'),
  LINKS: composite('Links'),
  ADDRESS: composite('Address'),
  RICH_TEXT: composite('RichText'),
  ACTOR: composite('Actor'),
  RELATION: relation,
  MORPH_RELATION: relation,
};

/** A field type that this version does not know: read as `unknown`, never written or filtered. */
const unknownRow: FieldTypeRow = {
  kind: 'scalar',
  read: 'unknown',
  nullReads: 'null',
  nullWritable: false,
  graphql: gql('JSON', 'JSON', 'RawJsonFilter'),
};

export function fieldType(type: string): FieldTypeRow {
  return Object.hasOwn(rows, type) ? (rows[type] ?? unknownRow) : unknownRow;
}

export function isKnownFieldType(type: string): boolean {
  return Object.hasOwn(rows, type);
}
