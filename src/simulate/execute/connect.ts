import type { ModelField } from '../../model/types.ts';
import { upperFirst } from '../../model/case.ts';
import { compositeOf } from '../columns.ts';
import { badInput } from '../fault.ts';
import { isObject } from '../json.ts';
import type { Row } from '../store.ts';
import type { Table } from '../workspace.ts';
import type { Execution } from './context.ts';
import { isLive } from './record.ts';

interface Condition {
  /** As the server's message names it: `domainNamePrimaryLinkUrl`. */
  readonly name: string;
  readonly value: unknown;
  holds(row: Row): boolean;
}

/** The conditions of `connect: { where }`; undefined where no unique constraint is fully given. */
function conditions(field: ModelField, where: unknown, execution: Execution): Condition[] | undefined {
  const target = execution.workspace.tables.get(field.relation?.target ?? '');
  if (target === undefined || !isObject(where)) return undefined;
  const found: Condition[] = [];
  for (const [name, value] of Object.entries(where)) {
    const own = target.fields.get(name);
    if (name === 'id') found.push({ name, value, holds: (row) => row['id'] === String(value).toLowerCase() });
    else if (own?.isUnique) {
      const composite = compositeOf(own);
      if (composite === undefined) {
        found.push({ name, value, holds: (row) => row[name] === value });
        continue;
      }
      const parts = isObject(value) ? value : {};
      if (!composite.unique.every((part) => parts[part] !== undefined && parts[part] !== null))
        return undefined;
      for (const part of composite.unique) {
        found.push({
          name: `${name}${upperFirst(part)}`,
          value: parts[part],
          holds(row) {
            const stored = row[name];
            return isObject(stored) && stored[part] === parts[part];
          },
        });
      }
    }
  }
  return found.length === 0 ? undefined : found;
}

/** The record of an id that is named, else all. */
function candidates(wanted: readonly Condition[], target: Table, { store }: Execution): readonly Row[] {
  const id = wanted.find(({ name }) => name === 'id');
  if (id === undefined) return store.sorted(target);
  const row = store.rows(target).get(String(id.value).toLowerCase());
  return row === undefined ? [] : [row];
}

/** The id of the one record that a connect names. */
export function connectedId(field: ModelField, where: unknown, execution: Execution): string {
  const wanted = conditions(field, where, execution);
  if (wanted === undefined) {
    const sentence = 'Missing required fields: at least one unique constraint have to be fully populated for';
    throw badInput(`${sentence} '${field.name}'.`, undefined, `${sentence} {connectFieldName}.`);
  }
  const target = execution.workspace.tables.get(field.relation?.target ?? '');
  const rows = target === undefined ? [] : candidates(wanted, target, execution);
  const found = rows.filter((row) => isLive(row) && wanted.every((condition) => condition.holds(row)));
  const [only] = found;
  if (only !== undefined && found.length === 1) return String(only['id']);
  const condition = wanted.map(({ name, value }) => `${name} = ${String(value)}`).join(' and ');
  throw badInput(
    `Expected 1 record to connect to ${field.name}, but found ${found.length} for ${condition}`,
    undefined,
    `Can't connect to ${field.name}. No unique record found with condition: ${condition}`,
  );
}
