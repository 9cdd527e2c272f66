import { getIntrospectionQuery, graphqlSync, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../../src/model/graphql.ts';
import { readRecording, recordedModel, recordingsFolder } from '../simulate/recorded.ts';
import type { IntrospectedRef, IntrospectedType } from '../simulate/recorded.ts';

/** How many parts of the real schema the built one has, exactly. It may rise, never fall. */
const floor = 16_990;

/** Why the rest differs. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/WhereUniqueInput\.\w+: /, 'a unique index over several fields, which the model does not hold'],
];

const folder = recordingsFolder();
if (folder === undefined)
  console.warn('No recordings of a real server found: schema conformance is skipped.');

function spell(ref: IntrospectedRef): string {
  if (ref.kind === 'NON_NULL' && ref.ofType) return `${spell(ref.ofType)}!`;
  if (ref.kind === 'LIST' && ref.ofType) return `[${spell(ref.ofType)}]`;
  return ref.name ?? '?';
}

/** Each type, field, argument, input field and enum value of a schema as one line. */
function parts(types: readonly IntrospectedType[]): Set<string> {
  const all = new Set<string>();
  for (const type of types) {
    if (type.name.startsWith('__')) continue;
    all.add(`${type.kind} ${type.name}`);
    for (const field of type.fields ?? []) {
      all.add(`${type.name}.${field.name}: ${spell(field.type)}`);
      for (const argument of field.args) {
        all.add(`${type.name}.${field.name}(${argument.name}: ${spell(argument.type)})`);
      }
    }
    for (const field of type.inputFields ?? []) all.add(`${type.name}.${field.name}: ${spell(field.type)}`);
    for (const value of type.enumValues ?? []) all.add(`${type.name}.${value.name}`);
  }
  return all;
}

describe.skipIf(folder === undefined)('the schema built from the recorded workspace', () => {
  it('is valid and agrees with the one that the server serves', async () => {
    const recorded = readRecording(folder ?? '', 'core-introspection.json') as {
      data: { __schema: { types: IntrospectedType[] } };
    };
    const schema = buildSchema(await recordedModel(folder ?? '', { includeInactive: true }));
    expect(validateSchema(schema)).toEqual([]);
    const built = graphqlSync({ schema, source: getIntrospectionQuery() }).data as unknown as {
      __schema: { types: IntrospectedType[] };
    };
    const { __schema: real } = recorded.data;
    const { __schema: own } = built;
    const want = parts(real.types);
    const have = parts(own.types);
    const missing = [...want].filter((part) => !have.has(part));
    const extra = [...have].filter((part) => !want.has(part));
    console.log(
      `schema: ${want.size - missing.length} of ${want.size} parts agree, ${extra.length} too many`,
    );
    const differences = [...missing.map((part) => `- ${part}`), ...extra.map((part) => `+ ${part}`)];
    for (const difference of differences) {
      const reason = reasons.find(([pattern]) => pattern.test(difference))?.[1] ?? 'UNEXPLAINED';
      console.log(`${difference}   (${reason})`);
    }
    expect(extra).toEqual([]);
    expect(want.size - missing.length).toBeGreaterThanOrEqual(floor);
  });
});
