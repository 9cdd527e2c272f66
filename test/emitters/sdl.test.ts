import { buildSchema as parseSchema, printSchema, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sdl } from '../../src/emitters/sdl.ts';
import { buildSchema } from '../../src/model/graphql.ts';
import type { Model } from '../../src/model/types.ts';
import { fixtureModel, fixtureNames } from '../golden/workspaces.ts';
import { usual } from './emitted.ts';

const textOf = (model: Model): string => [...sdl().emit(model, usual)][0]?.content ?? '';

describe.each(fixtureNames)('schema.graphql of the %s workspace', (name) => {
  it('is a schema, with the types that the model has', async () => {
    const model = await fixtureModel(name);
    const schema = parseSchema(textOf(model), { assumeValid: name === 'odd' });
    expect(name === 'odd' ? [] : validateSchema(schema)).toEqual([]);
    const names = (of: ReturnType<typeof parseSchema>) => Object.keys(of.getTypeMap()).toSorted();
    expect(names(schema)).toEqual(names(buildSchema(model)));
  });

  it('is sorted: printed again it is the same, whatever the order of the model', async () => {
    const model = await fixtureModel(name);
    const text = textOf(model);
    const backwards = {
      ...model,
      objects: model.objects
        .toReversed()
        .map((object) => ({ ...object, fields: object.fields.toReversed() })),
    };
    expect(textOf(backwards)).toBe(text);
    const types = [...text.matchAll(/^(?:type|input|enum|scalar) (\w+)/gm)].map((match) => match[1]);
    expect(types.length).toBeGreaterThan(20);
    expect(new Set(types).size).toBe(types.length);
    expect(text).toContain(printSchema(parseSchema(text, { assumeValid: true })));
  });
});
