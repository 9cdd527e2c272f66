import { isInputObjectType } from 'graphql';
import { literal, propertyKey } from '../../src/emit/writer.ts';
import { propertyName } from '../../src/model/access.ts';
import { buildSchema } from '../../src/model/graphql.ts';
import { objectAggregates } from '../../src/model/graphql/aggregates.ts';
import type { Model, ModelObject } from '../../src/model/types.ts';

/**
 * A program that compiles only where the types of every object offer exactly the aggregates that its connection has in
 * the schema, with their values, and exactly the groupings that the schema lists, besides the ids of related records,
 * which the server takes as well.
 */
export function aggregateProgram(model: Model): string {
  const schema = buildSchema(model);
  const inputFields = (name: string): readonly { readonly name: string; readonly input: string }[] => {
    const type = schema.getType(name);
    return isInputObjectType(type)
      ? Object.values(type.getFields()).map((field) => ({ name: field.name, input: String(field.type) }))
      : [];
  };
  const checks = model.objects.map((object) => {
    const { type, file } = object.names;
    const alias = `types${model.objects.indexOf(object)}`;
    const types = `${alias}.${type}Types`;
    const aggregated = objectAggregates(object).map(
      (one) => `${propertyKey(one.name)}: ${valueOf(one.name, one.type)}`,
    );
    const lines = [
      `import type * as ${alias} from './twenty/objects/${file}.js';`,
      `exactly<{ ${aggregated.join('; ')} }>()({} as Aggregated<${alias}.${type}, Every<${types}>>);`,
    ];
    if (object.operations.groupBy === undefined) return lines.join('\n');
    const fields = inputFields(`${object.graphql.entity}GroupByInput`).filter(
      ({ name }) => object.fields.find((field) => field.name === name)?.type !== 'NUMERIC',
    );
    const ids = object.fields.filter(({ relation }) => relation?.kind === 'MANY_TO_ONE').map(propertyName);
    const names = [...fields.map(({ name }) => name), ...ids];
    lines.push(`exactly<${union(names)}>()({} as keyof GroupByInput<${types}>);`);
    const values = fields.map(({ name, input }) => {
      if (!model.objects.some(({ graphql }) => input === `${graphql.entity}GroupByInput`)) {
        const parts = inputFields(input).map((part) => part.name);
        if (parts.length > 0 && !input.startsWith('GroupByDate')) {
          lines.push(
            `exactly<${union(parts)}>()({} as keyof NonNullable<GroupByInput<${types}>[${literal(name)}]>);`,
          );
          return `${propertyKey(name)}: { ${parts.map((part) => `${part}: true`).join(', ')} }`;
        }
      }
      return `${propertyKey(name)}: ${grouping(name, object)}`;
    });
    lines.push(
      `((_: GroupByInput<${types}>) => {})({ ${[...values, ...ids.map((id) => `${propertyKey(id)}: true`)].join(', ')} });`,
    );
    return lines.join('\n');
  });
  return [
    "import type { Aggregated, AggregateName, GroupByInput } from './twenty/runtime/aggregateTypes.js';",
    "import type { ObjectTypes } from './twenty/runtime/types.js';",
    "import { exactly } from './equal.js';",
    'type Every<T extends ObjectTypes> = { [N in AggregateName<T>]: true };',
    ...checks,
    '',
  ].join('\n');
}

function valueOf(name: string, type: string): string {
  if (name === 'totalCount') return 'number';
  return type === 'DateTime' ? 'string | null' : 'number | null';
}

function grouping(name: string, { fields }: ModelObject): string {
  const field = fields.find((one) => one.name === name);
  if (field?.relation !== undefined) {
    // Beside what every object inherits under that name, the compiler takes the text for any text.
    return name in Object.prototype ? 'undefined as never' : "{ createdAt: { granularity: 'NONE' } }";
  }
  if (field?.type === 'MULTI_SELECT') return '{ unnest: true }';
  if (field?.type === 'DATE') return "{ granularity: 'MONTH' }";
  return field?.type === 'DATE_TIME' ? "{ granularity: 'MONTH', timeZone: 'UTC' }" : 'true';
}

function union(names: readonly string[]): string {
  return names.map((name) => literal(name)).join(' | ');
}
