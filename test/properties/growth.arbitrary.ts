import * as fc from 'fast-check';
import type { RawField, RawObject, RawWorkspace } from '../../src/introspect/types.ts';
import { rawField, rawId, rawObject, rawWorkspace } from '../model/raw.ts';

/** One thing that an admin does to a data model. Numbers choose among what there is; what cannot be done is not. */
export type Step =
  | { readonly do: 'add object'; readonly name: string }
  | { readonly do: 'remove object'; readonly object: number }
  | { readonly do: 'bring object back'; readonly object: number }
  | { readonly do: 'rename object'; readonly object: number; readonly name: string }
  | { readonly do: 'add field'; readonly object: number; readonly name: string; readonly type: string }
  | { readonly do: 'remove field'; readonly object: number; readonly field: number }
  | { readonly do: 'rename field'; readonly object: number; readonly field: number; readonly name: string }
  | { readonly do: 'relabel field'; readonly object: number; readonly field: number }
  | { readonly do: 'change options'; readonly object: number; readonly field: number; readonly count: number }
  | { readonly do: 'relate'; readonly object: number; readonly to: number; readonly name: string };

/** Few names, and such as meet in generated code, so that they do. */
const objectName = fc.constantFrom(
  ...'person people Person personStage personRecord page company class then personSelect'.split(' '),
);
const fieldName = fc.constantFrom(
  ...'stage Stage select target targetRelation stageOptions record types'.split(' '),
);
const type = fc.constantFrom('TEXT', 'SELECT', 'SELECT', 'MULTI_SELECT', 'CURRENCY');
const place = fc.nat({ max: 50 });

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('add object' as const), name: objectName }),
  fc.record({ do: fc.constant('add object' as const), name: objectName }),
  fc.record({ do: fc.constant('remove object' as const), object: place }),
  fc.record({ do: fc.constant('bring object back' as const), object: place }),
  fc.record({ do: fc.constant('rename object' as const), object: place, name: objectName }),
  fc.record({ do: fc.constant('add field' as const), object: place, name: fieldName, type }),
  fc.record({ do: fc.constant('add field' as const), object: place, name: fieldName, type }),
  fc.record({ do: fc.constant('remove field' as const), object: place, field: place }),
  fc.record({ do: fc.constant('rename field' as const), object: place, field: place, name: fieldName }),
  fc.record({ do: fc.constant('relabel field' as const), object: place, field: place }),
  fc.record({
    do: fc.constant('change options' as const),
    object: place,
    field: place,
    count: fc.nat({ max: 4 }),
  }),
  fc.record({ do: fc.constant('relate' as const), object: place, to: place, name: fieldName }),
);

/** The states that a workspace goes through, each a few steps after the one before, and listed in another order. */
export const growth: fc.Arbitrary<readonly RawWorkspace[]> = fc
  .array(fc.tuple(fc.array(step, { minLength: 1, maxLength: 4 }), fc.boolean()), {
    minLength: 2,
    maxLength: 12,
  })
  .map((stages) => {
    const crm = newCrm();
    for (const name of ['person', 'company']) crm.take({ do: 'add object', name });
    for (const name of ['stage', 'select']) crm.take({ do: 'add field', object: 0, name, type: 'SELECT' });
    return [
      crm.state(false),
      ...stages.map(([steps, isReversed]) => {
        for (const one of steps) crm.take(one);
        return crm.state(isReversed);
      }),
    ];
  });

interface Kept {
  readonly id: string;
  name: string;
  fields: RawField[];
}

interface Crm {
  take(step: Step): void;
  state(isReversed: boolean): RawWorkspace;
}

/** A workspace under work. Ids are given once, and some begin alike, as a server's may. */
function newCrm(): Crm {
  let objects: Kept[] = [];
  const removed: Kept[] = [];
  let ids = 0;
  const newId = (): string =>
    `0a1b${(ids % 2).toString().padStart(4, '0')}-0000-4000-8000-${String(ids++).padStart(12, '0')}`;
  const options = (count: number): NonNullable<RawField['options']> =>
    Array.from({ length: count }, (_, position) => ({
      value: `V${position}`,
      label: `Value ${position}`,
      position,
    }));
  const of = (number: number): Kept | undefined => objects[number % Math.max(objects.length, 1)];
  const isFree = (name: string): boolean => objects.every((object) => object.name !== name);
  /** Every object has an id, which is not for changing. */
  const own = (object: Kept | undefined, number: number): RawField | undefined =>
    object?.fields[1 + (number % Math.max(object.fields.length - 1, 1))];

  function change(object: number, field: number, more: Partial<RawField>): void {
    const holder = of(object);
    const changed = own(holder, field);
    if (holder !== undefined)
      holder.fields = holder.fields.map((one) => (one === changed ? { ...one, ...more } : one));
  }

  function hasFree(object: Kept | undefined, name: string): object is Kept {
    return object !== undefined && object.fields.every((field) => field.name !== name);
  }

  function take(step: Step): void {
    switch (step.do) {
      case 'add object':
        if (isFree(step.name))
          objects.push({ id: newId(), name: step.name, fields: [{ ...rawId, id: newId() }] });
        break;
      case 'remove object': {
        const gone = of(step.object);
        if (gone === undefined || objects.length === 1) break;
        removed.push(gone);
        objects = objects.filter((object) => object !== gone);
        for (const object of objects)
          object.fields = object.fields.filter(({ relation }) => relation?.targetObjectId !== gone.id);
        break;
      }
      case 'bring object back': {
        const back = removed[step.object % Math.max(removed.length, 1)];
        if (back === undefined || !isFree(back.name)) break;
        removed.splice(removed.indexOf(back), 1);
        objects.push({ ...back, fields: back.fields.filter(({ relation }) => relation === undefined) });
        break;
      }
      case 'rename object': {
        const object = of(step.object);
        if (object !== undefined && isFree(step.name)) object.name = step.name;
        break;
      }
      case 'add field': {
        const object = of(step.object);
        if (!hasFree(object, step.name)) break;
        const hasOptions = step.type.endsWith('SELECT');
        const more = { id: newId(), type: step.type, ...(hasOptions ? { options: options(2) } : {}) };
        object.fields.push(rawField(step.name, more));
        break;
      }
      case 'remove field': {
        const object = of(step.object);
        const gone = own(object, step.field);
        if (object === undefined || gone === undefined) break;
        const other = gone.relation?.targetFieldId;
        for (const holder of objects)
          holder.fields = holder.fields.filter((field) => field !== gone && field.id !== other);
        break;
      }
      case 'rename field':
        if (hasFree(of(step.object), step.name)) change(step.object, step.field, { name: step.name });
        break;
      case 'relabel field':
        change(step.object, step.field, { label: `Label ${ids++}` });
        break;
      case 'change options':
        if (own(of(step.object), step.field)?.options !== undefined)
          change(step.object, step.field, { options: options(step.count) });
        break;
      case 'relate': {
        const [from, to] = [of(step.object), of(step.to)];
        const back = `${step.name}Back`;
        if (from === to || !hasFree(from, step.name) || !hasFree(to, back)) break;
        const [one, many] = [newId(), newId()];
        from.fields.push(
          rawField(step.name, {
            id: one,
            type: 'RELATION',
            settings: { relationType: 'MANY_TO_ONE', joinColumnName: `${step.name}Id` },
            relation: { type: 'MANY_TO_ONE', targetObjectId: to.id, targetFieldId: many },
          }),
        );
        to.fields.push(
          rawField(back, {
            id: many,
            type: 'RELATION',
            settings: { relationType: 'ONE_TO_MANY' },
            relation: { type: 'ONE_TO_MANY', targetObjectId: from.id, targetFieldId: one },
          }),
        );
        break;
      }
    }
  }

  return {
    take,
    state(isReversed) {
      const list = objects.map(({ id, name, fields }): RawObject => {
        const object = rawObject(name, [], { id });
        return { ...object, fields: isReversed ? fields.toReversed() : [...fields] };
      });
      return rawWorkspace(isReversed ? list.toReversed() : list);
    },
  };
}
