import { isEnumType, isInputObjectType, isObjectType } from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';

interface Described {
  description?: string | null | undefined;
}

/**
 * Gives a schema the descriptions that a server sends with the same schema: half of what the peer reads, and as much a
 * part of what it writes as ours.
 *
 * @param original the name of a type or root field without what a copy has added to it
 */
export function describe(
  schema: GraphQLSchema,
  from: GraphQLSchema,
  original: (name: string) => string,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    const source = from.getType(original(type.name));
    if (source === undefined || type.name.startsWith('__')) continue;
    take(type, source);
    const known = members(source);
    for (const [name, member] of members(type)) {
      take(member, known.get(original(name)));
      const args = known.get(original(name))?.args;
      for (const arg of member.args ?? [])
        take(
          arg,
          args?.find(({ name }) => name === arg.name),
        );
    }
  }
}

function take(to: Described, from: Described | undefined): void {
  if (from?.description) to.description = from.description;
}

interface Member extends Described {
  readonly args?: readonly (Described & { readonly name: string })[];
}

function members(type: GraphQLNamedType): ReadonlyMap<string, Member> {
  if (isObjectType(type) || isInputObjectType(type)) return new Map(Object.entries(type.getFields()));
  if (isEnumType(type)) return new Map(type.getValues().map((value) => [value.name, value]));
  return new Map();
}
