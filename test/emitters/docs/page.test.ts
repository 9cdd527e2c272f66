import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, find } from '../../../src/emitters/docs/page/find.ts';
import { edgesOf, within } from '../../../src/emitters/docs/page/graph.ts';
import { layout } from '../../../src/emitters/docs/page/layout.ts';
import type { Box, Link } from '../../../src/emitters/docs/page/layout.ts';
import { isNamed, mapLink, objectLink, parseRoute } from '../../../src/emitters/docs/page/routes.ts';
import { fixtureModel } from '../../golden/workspaces.ts';
import { hostileName } from '../../properties/text.arbitrary.ts';
import { largeModel, pageOf } from './models.ts';

const frame = { aspect: 1.6, gap: { x: 40, y: 30 } };

function overlaps(boxes: readonly Box[], links: readonly Link[]): number {
  const { points } = layout(boxes, links, frame);
  let count = 0;
  for (const [a, one] of boxes.entries())
    for (const [b, other] of boxes.entries()) {
      const [from, to] = [points[a], points[b]];
      if (b <= a || !from || !to) continue;
      if (
        Math.abs(from.x - to.x) < (one.width + other.width) / 2 &&
        Math.abs(from.y - to.y) < (one.height + other.height) / 2
      )
        count += 1;
    }
  return count;
}

describe('the layout', () => {
  const page = pageOf(largeModel(300));
  const boxes = page.objects.map((_, index) => ({ width: 130 + (index % 7) * 12, height: 46 }));
  const links = edgesOf(page).map(({ from, to, isSystem }) => ({ from, to, length: isSystem ? 1.7 : 1 }));

  it('puts no box on another, also of 300', () => {
    expect(overlaps(boxes, links)).toBe(0);
  });

  it('puts no box on another, whatever is linked with what', () => {
    const box = fc.record({
      width: fc.integer({ min: 60, max: 240 }),
      height: fc.integer({ min: 40, max: 200 }),
    });
    const link = fc.record({ from: fc.nat(11), to: fc.nat(11), length: fc.constantFrom(1, 1.3, 1.7) });
    fc.assert(
      fc.property(fc.array(box, { minLength: 12, maxLength: 12 }), fc.array(link), (some, between) => {
        expect(overlaps(some, between)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('is the same whenever it is made', () => {
    expect(layout(boxes, links, frame)).toEqual(layout(boxes, links, frame));
  });

  it('puts what is linked nearer than the rest', () => {
    const { points } = layout(boxes, links, frame);
    const distance = (a: number, b: number) =>
      Math.hypot((points[a]?.x ?? 0) - (points[b]?.x ?? 0), (points[a]?.y ?? 0) - (points[b]?.y ?? 0));
    const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
    const linked = mean(links.map(({ from, to }) => distance(from, to)));
    const any = mean(boxes.flatMap((_, a) => boxes.map((_other, b) => distance(a, b))));
    expect(linked).toBeLessThan(any * 0.6);
  });

  it('is nothing of nothing', () => {
    expect(layout([], [], frame)).toEqual({ points: [], width: 0, height: 0 });
    expect(layout([{ width: 10, height: 10 }], [], frame).points).toHaveLength(1);
  });
});

describe('the relations of a picture', () => {
  it('are each drawn once, from the object that holds the id', async () => {
    const page = pageOf(await fixtureModel('demo'));
    const name = (place: number) => page.objects[place]?.object.nameSingular;
    const edges = edgesOf(page).map(
      (edge) => `${name(edge.from)}.${edge.name} ${name(edge.to)}.${edge.inverse}`,
    );
    expect(edges).toContain('person.company company.people');
    expect(edges).toContain('subscription.previous subscription.successors');
    expect(edges).toContain('noteTarget.targetPerson person.noteTargets');
    expect(new Set(edges).size).toBe(edges.length);
    expect(edges).toHaveLength(12);
  });

  it('lead from an object to its neighbours, and theirs', async () => {
    const page = pageOf(await fixtureModel('demo'));
    const edges = edgesOf(page);
    const start = page.objects.findIndex(({ slug }) => slug === 'task');
    const names = (hops: number) =>
      [...within(start, hops, edges)].map((place) => page.objects[place]?.slug).toSorted();
    expect(names(0)).toEqual(['task']);
    expect(names(1)).toEqual(['task', 'workspaceMember']);
    expect(names(2)).toEqual(['company', 'task', 'workspaceMember']);
  });
});

describe('the search', () => {
  it('finds objects before fields before options, and whole words before parts', async () => {
    const entries = entriesOf(pageOf(await fixtureModel('demo')));
    const titles = (text: string) => find(entries, text).map(({ kind, hint }) => `${kind} ${hint}`);
    expect(titles('person')[0]).toBe('object person');
    expect(titles('PEOPLE')[0]).toBe('object person');
    expect(titles('stage')[0]).toBe('field opportunity.stage');
    // Not every field of the object: those that are called so.
    expect(
      titles('company').filter((title) => !/^(?:object|field \w+\.(?:target)?[cC]ompany$)/u.test(title)),
    ).toEqual([]);
    expect(titles('company.')).toContain('field company.employees');
    expect(titles('health care')).toEqual(['option company.segments']);
    expect(titles('opportunity.st')).toEqual(['field opportunity.stage']);
    expect(titles('')).toEqual([]);
    expect(titles('nowhere to be found')).toEqual([]);
  });
});

describe('addresses', () => {
  it('lead where they say, whatever a field is called', () => {
    fc.assert(
      fc.property(hostileName, fc.constantFrom('person', 'url-1f'), (name, slug) => {
        const route = parseRoute(objectLink({ slug }, name));
        expect(route).toMatchObject({ view: 'object', slug });
        expect(route.view === 'object' && isNamed(name, route.field)).toBe(true);
      }),
    );
  });

  it('say what is chosen in the picture, and how far', () => {
    expect(parseRoute('')).toEqual({ view: 'map', hops: 0 });
    expect(parseRoute(mapLink({ slug: 'person' }, 2))).toEqual({ view: 'map', slug: 'person', hops: 2 });
    expect(parseRoute('#/map/person/9')).toEqual({ view: 'map', slug: 'person', hops: 0 });
    expect(parseRoute('#/objects')).toEqual({ view: 'objects' });
    expect(parseRoute('#/object/%E0%A4%A')).toMatchObject({ view: 'object' });
  });
});
