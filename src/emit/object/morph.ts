import { morphReaderName, morphTypeName } from '../../model/names.ts';
import { comment, literal, madeBy, union } from '../writer.ts';
import { type ObjectContext, withArticle } from './context.ts';

/** For each morph relation, the relations that it is made of, and the function that tells which of them is set. */
export function emitMorphs({ object, relations }: ObjectContext): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { field } of relations) {
    const morph = field.relation?.morph;
    if (morph !== undefined) groups.set(morph, [...(groups.get(morph) ?? []), field.name]);
  }
  const taken = new Set(object.fields.map(({ picklist }) => picklist?.name));
  // A picklist may have been named before the relation was.
  const free = (name: string, ending: string): string => {
    let other = name;
    while (taken.has(other)) other += ending;
    taken.add(other);
    return other;
  };
  return [...groups].map(([morph, names]) => {
    const type = free(morphTypeName(object.names.type, morph), 'Name');
    const doc = `The relations that ${withArticle(object)}'s ${morph} is made of: as a rule at most one is set.`;
    const reader = free(morphReaderName(morph), '_');
    // What is no name could not be asked for.
    const words = literal(names.filter((name) => /^\w+$/.test(name)).join(' '));
    return [
      comment([doc]) + union(`export type ${type} =`, names.map(literal)),
      `\n${comment([`Which of them is set: \`${object.names.namespace}.${reader}(record)\`.`])}`,
      madeBy('morph', reader, words, `Morph<${type}>`),
    ].join('');
  });
}
