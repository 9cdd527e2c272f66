import { GraphQLBoolean, GraphQLInputObjectType, GraphQLObjectType } from 'graphql';
import type { GraphQLInputFieldConfig, GraphQLInputType, GraphQLOutputType } from 'graphql';
import type { Composite, CompositeField } from '../composites.ts';
import type { SharedTypes } from './shared.ts';

/** The object type of a composite and its inputs, each made on first use. */
export interface CompositeTypes {
  output(row: Composite): GraphQLObjectType;
  create(row: Composite): GraphQLInputObjectType;
  update(row: Composite): GraphQLInputObjectType;
  filter(row: Composite): GraphQLInputObjectType;
  orderBy(row: Composite): GraphQLInputObjectType;
  groupBy(row: Composite): GraphQLInputObjectType;
}

/** The schema lists only these of an actor's sub-fields in its inputs, though the server accepts all. */
const actorInputs: ReadonlySet<string> = new Set(['source', 'context']);

export function compositeTypes(shared: SharedTypes): CompositeTypes {
  const valueType = (sub: CompositeField): GraphQLInputType & GraphQLOutputType =>
    sub.graphql === 'ActorSourceEnum' ? shared.actorSource : shared.scalar(sub.graphql);

  const filterType = (sub: CompositeField): GraphQLInputObjectType => {
    if (sub.graphql === 'ActorSourceEnum') return shared.enumFilter(shared.actorSource);
    return shared.filter(sub.graphql === 'JSON' ? 'RawJsonFilter' : `${sub.graphql}Filter`);
  };

  const made = new Map<string, GraphQLInputObjectType>();
  const input = (
    row: Composite,
    suffix: string,
    field: (sub: CompositeField) => GraphQLInputType | undefined,
  ): GraphQLInputObjectType => {
    const name = `${row.name}${suffix}`;
    const known = made.get(name);
    if (known !== undefined) return known;
    const fields: Record<string, GraphQLInputFieldConfig> = {};
    for (const sub of row.fields) {
      const type = field(sub);
      if (type !== undefined) fields[sub.name] = { type };
    }
    const fresh = new GraphQLInputObjectType({ name, fields });
    made.set(name, fresh);
    return fresh;
  };
  const written = (row: Composite) => (sub: CompositeField) =>
    row.name === 'Actor' && !actorInputs.has(sub.name) ? undefined : valueType(sub);

  const outputs = new Map<string, GraphQLObjectType>();
  return {
    output(row) {
      const known = outputs.get(row.name);
      if (known !== undefined) return known;
      const fresh = new GraphQLObjectType({
        name: row.name,
        fields: Object.fromEntries(row.fields.map((sub) => [sub.name, { type: valueType(sub) }])),
      });
      outputs.set(row.name, fresh);
      return fresh;
    },
    create: (row) => input(row, 'CreateInput', written(row)),
    update: (row) => input(row, 'UpdateInput', written(row)),
    filter: (row) => input(row, 'FilterInput', filterType),
    orderBy: (row) => input(row, 'OrderByInput', () => shared.orderByDirection),
    groupBy: (row) =>
      input(row, 'GroupByInput', (sub) => (sub.graphql === 'JSON' ? undefined : GraphQLBoolean)),
  };
}
