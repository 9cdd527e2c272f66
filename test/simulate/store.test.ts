import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { byId, createStore } from '../../src/simulate/store.ts';
import type { Row, Store } from '../../src/simulate/store.ts';
import { workspaceOf } from '../../src/simulate/workspace.ts';
import type { Table } from '../../src/simulate/workspace.ts';
import { idOf, model } from './ask.ts';

const workspace = workspaceOf(model);
const table = workspace.tables.get('person') as Table;
const colours = ['red', 'green', undefined] as const;
const byColour = (row: Row): string | undefined => row['colour'] as string | undefined;

interface Step {
  readonly id: number;
  readonly colour: (typeof colours)[number];
  readonly isRemoval: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  id: fc.nat(9),
  colour: fc.constantFrom(...colours),
  isRemoval: fc.boolean(),
});

function run(store: Store, { id, colour, isRemoval }: Step): void {
  if (isRemoval) store.remove(table, idOf(id));
  else store.put(table, { id: idOf(id), colour });
}

/** What a store without any index would answer. */
function plain(store: Store): unknown {
  const rows = byId(store.rows(table).values());
  return { rows, red: rows.filter((row) => row['colour'] === 'red'), none: [] };
}

function kept(store: Store): unknown {
  return {
    rows: store.kept('all', () => [...store.sorted(table)]),
    red: byId(store.indexed(table, 'colour', byColour, 'red')),
    none: store.indexed(table, 'colour', byColour, 'blue'),
  };
}

/** Whether a write of these steps went through. */
function attempt(store: Store, steps: readonly Step[], fails: boolean): boolean {
  try {
    store.atomically(() => {
      for (const one of steps) run(store, one);
      if (fails) throw new Error('refused');
    });
    return true;
  } catch {
    return false;
  }
}

it('answers after any writes, and writes that were taken back, as if it had looked at every row', () => {
  const write = fc.record({ steps: fc.array(step, { maxLength: 5 }), fails: fc.boolean() });
  fc.assert(
    fc.property(fc.array(write), (writes) => {
      const store = createStore(workspace);
      for (const { steps, fails } of writes) {
        const before = plain(store);
        expect(attempt(store, steps, fails)).toBe(!fails);
        expect(plain(store)).toEqual(fails ? before : plain(store));
        expect(kept(store)).toEqual(plain(store));
      }
    }),
  );
});

it('takes back what else a failed write has done, last things first', () => {
  const store = createStore(workspace);
  const done: string[] = [];
  expect(() =>
    store.atomically(() => {
      store.onUndo(() => done.push('first'));
      store.atomically(() => store.onUndo(() => done.push('second')));
      throw new Error('refused');
    }),
  ).toThrow('refused');
  expect(done).toEqual(['second', 'first']);
});
