import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import type { GraphQLInputFieldConfig, GraphQLInputType, GraphQLScalarType as Scalar } from 'graphql';
import { pascalCase } from '../case.ts';
import type { Capability, Model } from '../types.ts';

/** The types that do not belong to one object, made on first use: only those in use reach the schema. */
export interface SharedTypes {
  can(capability: Capability): boolean;
  /** A scalar by its name in the schema; ids and JSON are spelled as the server's version does. */
  scalar(name: string): Scalar;
  readonly orderByDirection: GraphQLEnumType;
  readonly actorSource: GraphQLEnumType;
  readonly pageInfo: GraphQLObjectType;
  readonly fileObject: GraphQLObjectType;
  readonly fileItemInput: GraphQLInputObjectType;
  readonly groupByDateGranularity: GraphQLInputObjectType;
  readonly orderByDateGranularity: GraphQLInputObjectType;
  /** The filter over one scalar: `StringFilter`, `UUIDFilter` … */
  filter(name: string): GraphQLInputObjectType;
  /** The filter over a picklist's enum. */
  enumFilter(type: GraphQLEnumType): GraphQLInputObjectType;
  /** The object that a field type unknown to this version is answered as; its sub-fields are taken for JSON. */
  unknownObject(fieldType: string, subFields: readonly string[]): GraphQLObjectType;
  /** The enum of a picklist, one for each name. */
  enum(name: string, values: readonly string[]): GraphQLEnumType;
}

const builtIn: Readonly<Record<string, Scalar>> = {
  String: GraphQLString,
  Int: GraphQLInt,
  Float: GraphQLFloat,
  Boolean: GraphQLBoolean,
  ID: GraphQLID,
};

const comparisons = ['eq', 'gt', 'gte', 'lt', 'lte', 'neq'] as const;

/** Calls `make` at most once for each key. */
function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

const enumValue = /^(?!(?:true|false|null)$)[A-Za-z_]\w*$/;

/** What is no GraphQL name cannot be a value of an enum. */
function enumType(name: string, values: readonly string[]): GraphQLEnumType {
  const served = values.filter((value) => enumValue.test(value));
  return new GraphQLEnumType({ name, values: Object.fromEntries(served.map((value) => [value, {}])) });
}

export function sharedTypes(model: Model): SharedTypes {
  const capabilities = new Set(model.capabilities);
  const can = (capability: Capability): boolean => capabilities.has(capability);
  const spelled = (name: string): string => {
    if (name === 'UUID' && !can('uuid')) return 'ID';
    if (name === 'JSON' && !can('uuid')) return 'RawJSONScalar';
    return name;
  };
  const ownScalar = memo((name) => new GraphQLScalarType({ name }));
  const scalar = (name: string): Scalar => builtIn[spelled(name)] ?? ownScalar(spelled(name));

  const orderByDirection = enumType('OrderByDirection', [
    'AscNullsFirst',
    'AscNullsLast',
    'DescNullsFirst',
    'DescNullsLast',
  ]);
  const filterIs = enumType('FilterIs', ['NULL', 'NOT_NULL']);
  const actorSource = enumType('ActorSourceEnum', model.actorSources);
  const granularity = enumType('DateGranularityEnum', [
    'DAY',
    'MONTH',
    'QUARTER',
    'YEAR',
    'WEEK',
    'DAY_OF_THE_WEEK',
    'MONTH_OF_THE_YEAR',
    'QUARTER_OF_THE_YEAR',
    'NONE',
  ]);
  const weekDay = enumType('FirstDayOfTheWeek', ['MONDAY', 'SUNDAY', 'SATURDAY']);

  const filterFields = (name: string): Record<string, GraphQLInputFieldConfig> => {
    const is = { type: filterIs };
    switch (name) {
      case 'BooleanFilter':
        return { eq: { type: GraphQLBoolean }, is };
      case 'ArrayFilter':
        return { containsIlike: { type: GraphQLString }, is, isEmptyArray: { type: GraphQLBoolean } };
      case 'RawJsonFilter':
        return { is, like: { type: GraphQLString } };
      case 'TSVectorFilter':
        return { search: { type: GraphQLString } };
      default:
        break;
    }
    const type = scalar(name.slice(0, -'Filter'.length));
    const fields: Record<string, GraphQLInputFieldConfig> = {};
    for (const operator of comparisons) fields[operator] = { type };
    const listed: GraphQLInputType = name === 'UUIDFilter' ? type : new GraphQLNonNull(type);
    fields['in'] = { type: new GraphQLList(listed) };
    fields['is'] = is;
    if (name === 'StringFilter') {
      for (const operator of ['startsWith', 'like', 'ilike', 'regex', 'iregex']) fields[operator] = { type };
      if (can('endsWith')) fields['endsWith'] = { type };
    }
    return fields;
  };

  const unknownObjects = new Map<string, GraphQLObjectType>();
  const enums = new Map<string, GraphQLEnumType>();
  const enumFilters = new Map<string, GraphQLInputObjectType>();
  const filter = memo(
    (name) =>
      new GraphQLInputObjectType({
        name: name === 'UUIDFilter' && !can('uuid') ? 'IDFilter' : name,
        fields: filterFields(name),
      }),
  );
  const uuid = scalar('UUID');

  return {
    can,
    scalar,
    orderByDirection,
    actorSource,
    filter,
    pageInfo: new GraphQLObjectType({
      name: 'PageInfo',
      fields: () => ({
        startCursor: { type: scalar('ConnectionCursor') },
        endCursor: { type: scalar('ConnectionCursor') },
        hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
        hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
      }),
    }),
    fileObject: new GraphQLObjectType({
      name: 'FileObject',
      fields: {
        fileId: { type: new GraphQLNonNull(uuid) },
        label: { type: new GraphQLNonNull(GraphQLString) },
        extension: { type: GraphQLString },
        url: { type: GraphQLString },
      },
    }),
    fileItemInput: new GraphQLInputObjectType({
      name: 'FileItemInput',
      fields: {
        fileId: { type: new GraphQLNonNull(uuid) },
        label: { type: new GraphQLNonNull(GraphQLString) },
      },
    }),
    groupByDateGranularity: new GraphQLInputObjectType({
      name: 'GroupByDateGranularityInput',
      fields: {
        granularity: { type: granularity },
        weekStartDay: { type: weekDay },
        timeZone: { type: GraphQLString },
      },
    }),
    orderByDateGranularity: new GraphQLInputObjectType({
      name: 'OrderByDateGranularityInput',
      fields: { orderBy: { type: orderByDirection }, granularity: { type: granularity } },
    }),
    unknownObject(fieldType, subFields) {
      const name = pascalCase(fieldType.toLowerCase());
      let type = unknownObjects.get(name);
      if (type === undefined) {
        const fields = Object.fromEntries(subFields.map((key) => [key, { type: scalar('JSON') }]));
        unknownObjects.set(name, (type = new GraphQLObjectType({ name, fields })));
      }
      return type;
    },
    enum(name, values) {
      if (name === 'ActorSourceEnum') return actorSource;
      let type = enums.get(name);
      if (type === undefined) enums.set(name, (type = enumType(name, values)));
      return type;
    },
    enumFilter(type) {
      const name = `${type.name}Filter`;
      let made = enumFilters.get(name);
      if (made !== undefined) return made;
      const list = new GraphQLList(type);
      made = new GraphQLInputObjectType({
        name,
        fields: {
          eq: { type },
          neq: { type },
          in: { type: list },
          containsAny: { type: list },
          is: { type: filterIs },
          isEmptyArray: { type: GraphQLBoolean },
        },
      });
      enumFilters.set(name, made);
      return made;
    },
  };
}
