import { beforeAll, describe, expect, it } from 'vitest';
import type { Model, ModelField } from '../../src/model/types.ts';
import { fixtureModel, fixtureNames } from '../golden/workspaces.ts';

const models = new Map<string, Model>();
beforeAll(async () => {
  for (const name of fixtureNames) models.set(name, await fixtureModel(name));
});

function model(name: (typeof fixtureNames)[number]): Model {
  const found = models.get(name);
  if (!found) throw new Error(`no model of ${name}`);
  return found;
}

function field(of: Model, object: string, name: string): ModelField | undefined {
  return of.objects
    .find(({ nameSingular }) => nameSingular === object)
    ?.fields.find((other) => other.name === name);
}

describe('the model of a workspace', () => {
  it.each(fixtureNames)('of %s is sorted by code point', (name) => {
    const names = model(name).objects.map(({ nameSingular }) => nameSingular);
    expect(names).toEqual([...names].toSorted());
    for (const { fields } of model(name).objects) {
      const own = fields.map((each) => each.name);
      expect(own).toEqual([...own].toSorted());
    }
  });

  it.each(fixtureNames)('of %s has for every relation a target, and for every list a way back', (name) => {
    const of = model(name);
    const relations = of.objects.flatMap(({ nameSingular, fields }) =>
      fields.flatMap(({ name: own, relation }) => (relation ? [{ nameSingular, own, relation }] : [])),
    );
    expect(relations.length).toBeGreaterThan(0);
    for (const { nameSingular, own, relation } of relations) {
      const back = field(of, relation.target, relation.inverse ?? '')?.relation;
      expect(back, `${nameSingular}.${own}`).toMatchObject({ target: nameSingular, inverse: own });
      expect(back?.kind).not.toBe(relation.kind);
    }
  });

  it('knows what its server can do', () => {
    expect(model('legacy').capabilities).not.toContain('offset');
    expect(model('legacy').capabilities).not.toContain('connect');
    expect(model('demo').capabilities).toEqual(
      expect.arrayContaining(['connect', 'endsWith', 'offset', 'toOneFilter', 'upsert', 'uuid']),
    );
  });

  it('has one field for a relation that an old server sends twice, and its rich text as it is answered', () => {
    const old = model('legacy');
    expect(field(old, 'person', 'companyId')).toBeUndefined();
    expect(field(old, 'person', 'company')?.relation?.joinColumn).toBe('companyId');
    expect(field(old, 'ticket', 'resolution')?.type).toBe('TEXT');
    expect(field(old, 'note', 'bodyV2')?.type).toBe('RICH_TEXT');
    expect(old.objects.find(({ nameSingular }) => nameSingular === 'ticket')?.isCustom).toBe(true);
    expect(old.objects.every(({ operations }) => operations.mergeMany === undefined)).toBe(true);
  });

  it('leaves out what is deactivated', () => {
    const odd = model('odd');
    expect(field(odd, 'person', 'gone')).toBeUndefined();
    expect(odd.objects.map(({ nameSingular }) => nameSingular)).not.toContain('retired');
  });

  it('matches objects whose names the server changes or that differ only in case', () => {
    const entities = Object.fromEntries(
      model('odd').objects.map(({ nameSingular, graphql }) => [nameSingular, graphql.entity]),
    );
    expect(entities).toMatchObject({
      item2b: 'Item2B',
      urlHTTPProxy: 'UrlHttpProxy',
      webHook: 'WebHook',
      webhook: 'Webhook',
    });
  });
});
