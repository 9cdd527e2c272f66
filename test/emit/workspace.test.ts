import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitWorkspace, unusualRoot } from '../../src/emit/workspace.ts';
import { propertyName, readableRelations } from '../../src/model/access.ts';
import { buildModel } from '../../src/model/build.ts';
import { compositeOf } from '../../src/model/composites.ts';
import { isGraphqlName } from '../../src/model/names.ts';
import { operationKinds } from '../../src/model/operations.ts';
import type { Model, ModelField, ModelObject } from '../../src/model/types.ts';
import { describe as described, rootOf, type Workspace } from '../../templates/runtime/object.ts';
import { workspaceWith } from '../client/words.ts';
import { fixtureModel, fixtureNames } from '../golden/workspaces.ts';
import { hostileWorkspace } from '../properties/workspace.arbitrary.ts';

/** What the client reads: the module's one value. */
function workspaceOf(model: Model): Workspace {
  const { content } = emitWorkspace(model, { importExtension: '.js', enums: 'const' });
  const objects = /objects: `([^`\\$]*)`/.exec(content)?.[1];
  if (objects === undefined) throw new Error(`no words in:\n${content}`);
  return workspaceWith(objects);
}

function subFieldsOf({ type, subFields }: ModelField): string | undefined {
  if (subFields) return subFields.length > 0 ? subFields.join(' ') : undefined;
  if (type === 'FILES') return 'fileId label extension url';
  return compositeOf(type)
    ?.fields.map(({ name }) => name)
    .join(' ');
}

/** Every relation as it is read: to one by its name, to many with the field that holds the id. */
function relationsOf(object: ModelObject, all: readonly ModelObject[]): readonly string[] {
  const byName = new Map(all.map((other) => [other.nameSingular, other]));
  return readableRelations(object, byName)
    .filter(({ field, target }) => isGraphqlName(field.name) && isGraphqlName(target.graphql.entity))
    .map(({ field, target, inverseColumn }) =>
      inverseColumn === undefined
        ? `${field.name} ${target.graphql.entity}`
        : `${field.name} ${target.graphql.entity} by ${inverseColumn}`,
    )
    .toSorted();
}

/** What a model says of its objects, and what the client makes of the words. */
function bothOf(model: Model): readonly [said: object, read: object] {
  const workspace = workspaceOf(model);
  const said: Record<string, object> = {};
  const read: Record<string, object> = {};
  for (const object of model.objects) {
    const { entity } = object.graphql;
    if (!isGraphqlName(entity)) continue;
    const descriptor = described({ workspace, type: entity, fields: {} });
    const kinds = operationKinds.filter((kind) => isGraphqlName(object.operations[kind] ?? ''));
    const fields = object.fields.filter(({ name }) => isGraphqlName(name));
    const { findMany = '' } = object.operations;
    said[entity] = {
      many: isGraphqlName(findMany) ? findMany : '',
      roots: kinds.map((kind) => object.operations[kind]),
      composites: fields.map((field) => [field.name, subFieldsOf(field)]),
      relations: relationsOf(object, model.objects),
      unique: fields
        .filter(({ isUnique, isActive, name }) => isUnique && isActive && name !== 'id')
        // Of some composites the server never holds that they are unique.
        .filter(({ type }) => compositeOf(type)?.unique.length !== 0)
        .map(propertyName)
        .filter(isGraphqlName),
    };
    read[entity] = {
      many: descriptor.many,
      roots: kinds.map((kind) => unusualRoot(kind, object) ?? rootOf(kind, descriptor)),
      composites: fields.map(({ name }) => [name, descriptor.composites[name]]),
      relations: [
        ...Object.entries(descriptor.toOne).map(([name, { type }]) => `${name} ${type}`),
        ...Object.entries(descriptor.toMany).map(
          ([name, [{ type }, column]]) => `${name} ${type} by ${column}`,
        ),
      ].toSorted(),
      unique: (descriptor.names.unique?.split(',') ?? []).map((path) => path.split('.')[0]),
    };
  }
  return [said, read];
}

/** Whose objects, fields and columns all have names that a schema can hold, and objects no type in common. */
function isPossible({ objects }: Model): boolean {
  const types = objects.map(({ graphql }) => graphql.entity);
  return (
    new Set(types).size === types.length &&
    objects.every(({ graphql, operations, fields }) =>
      [
        graphql.entity,
        operations.findMany ?? 'x',
        ...fields.flatMap((one) => [one.name, propertyName(one)]),
      ].every(isGraphqlName),
    )
  );
}

describe('the words of a workspace, as the client reads them, say what the model does', () => {
  it.each(fixtureNames)('of the %s workspace', async (name) => {
    const [said, read] = bothOf(await fixtureModel(name));
    expect(Object.keys(said).length).toBeGreaterThan(3);
    expect(read).toEqual(said);
  });

  it('of any workspace that there can be', () => {
    let relations = 0;
    fc.assert(
      fc.property(hostileWorkspace, (raw) => {
        const { model } = buildModel(raw);
        fc.pre(isPossible(model));
        const [said, read] = bothOf(model);
        expect(read).toEqual(said);
        relations += Object.values(said).flatMap((one: { relations: string[] }) => one.relations).length;
      }),
      { numRuns: 40 },
    );
    expect(relations).toBeGreaterThan(0);
  });
});

describe('the words of a workspace that there cannot be', () => {
  const impossible: fc.Arbitrary<Model> = hostileWorkspace.map((raw) => buildModel(raw).model);

  it('say nothing of an object or a field that no schema can name, and the same of the others', () => {
    fc.assert(
      fc.property(impossible, (model) => {
        for (const word of workspaceOf(model).objects.split(/\s+/))
          expect(word).toMatch(/^(?:(?:[\w,]+|\*)[=/:><!][\w.,-]*)?$/);
        const without = {
          ...model,
          objects: model.objects.filter(({ graphql }) => isGraphqlName(graphql.entity)),
        };
        expect(workspaceOf(without)).toEqual(workspaceOf(model));
      }),
      { numRuns: 100 },
    );
  });
});
