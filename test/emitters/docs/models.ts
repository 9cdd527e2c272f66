import { packModel } from '../../../src/emitters/docs/pack.ts';
import { unpack } from '../../../src/emitters/docs/page/data.ts';
import type { Page, PageData } from '../../../src/emitters/docs/page/data.ts';
import type { EmitContext } from '../../../src/emit/types.ts';
import type { Model, ModelField } from '../../../src/model/types.ts';
import { sampleField, sampleObject } from '../../lock/sample.ts';

export const context: EmitContext = { enums: 'const', importExtension: '.js' };
const words = { title: 'Data model', client: './twenty/index.js' };

export function dataOf(model: Model, more: Partial<EmitContext> = {}): PageData {
  return packModel(model, { ...context, ...more }, words);
}

export function pageOf(model: Model, more: Partial<EmitContext> = {}): Page {
  return unpack(dataOf(model, more));
}

/** So many objects in one piece: each belongs to the one before and to one of some that many belong to. */
export function largeModel(count: number): Model {
  const name = (index: number): string => `thing${index}`;
  const toOne = (from: number, to: number, field: string): readonly [ModelField, ModelField] => [
    sampleField(field, {
      type: 'RELATION',
      relation: {
        kind: 'MANY_TO_ONE',
        target: name(to),
        inverse: `${field}Of${from}`,
        joinColumn: `${field}Id`,
      },
    }),
    sampleField(`${field}Of${from}`, {
      type: 'RELATION',
      relation: { kind: 'ONE_TO_MANY', target: name(from), inverse: field },
    }),
  ];
  const fields = Array.from({ length: count }, (_, index): ModelField[] => [
    sampleField('id', { type: 'UUID', isSystem: true, isNullable: false, defaultValue: 'uuid' }),
    sampleField('name', { label: 'Name' }),
    ...Array.from({ length: 12 }, (_unused, place) =>
      sampleField(`field${place}`, { label: `Field ${place}` }),
    ),
    sampleField('stage', {
      type: 'SELECT',
      picklist: {
        enum: `Thing${index}StageEnum`,
        name: `Thing${index}Stage`,
        options: ['NEW', 'DONE'].map((value, position) => ({ value, label: value, color: 'blue', position })),
      },
    }),
  ]);
  const hubs = Math.ceil(count / 30);
  for (let index = 1; index < count; index += 1) {
    const links = [toOne(index, Math.floor((index - 1) / 2), 'parent'), toOne(index, index % hubs, 'hub')];
    for (const [place, [own, other]] of links.entries()) {
      fields[index]?.push(own);
      fields[place === 0 ? Math.floor((index - 1) / 2) : index % hubs]?.push(other);
    }
  }
  return {
    capabilities: ['connect', 'toOneFilter', 'upsert'],
    actorSources: ['API'],
    objects: fields.map((own, index) =>
      sampleObject(name(index), own, {
        labelSingular: `Thing ${index}`,
        labelPlural: `Things ${index}`,
        labelIdentifier: 'name',
        isSystem: index % 5 === 4,
        isCustom: index % 5 === 1,
      }),
    ),
  };
}
