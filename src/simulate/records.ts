import { didYouMean } from '../config/suggest.ts';
import { CodegenError } from '../errors.ts';
import type { Execution } from './execute/context.ts';
import { readRecord } from './execute/record.ts';
import { selectionOf } from './rest/record.ts';
import type { Table, Workspace } from './workspace.ts';

/** A record, or part of one, as the API has it: composites as objects, relations by their ids (`companyId`). */
export type RecordData = Readonly<Record<string, unknown>>;

/**
 * The object that a name stands for: `people` (as in generated code), `person` (nameSingular), or namePlural.
 * @throws CodegenError SEED_INVALID
 */
export function tableNamed({ tables }: Workspace, name: string): Table {
  const all = [...tables.values()];
  const found =
    all.find(({ object }) => object.names.namespace === name) ??
    tables.get(name) ??
    all.find(({ object }) => object.namePlural === name);
  if (found !== undefined) return found;
  const names = all.map(({ object }) => object.names.namespace);
  throw new CodegenError('SEED_INVALID', `There is no object ${name}.${didYouMean(name, names)}`, {
    fix: `The objects of this workspace are: ${names.join(', ')}.`,
  });
}

/**
 * Records of an object, soft-deleted ones too, with all own fields as the API reads them: those of these ids, or all in the
 * order of ids.
 */
export function recordsOf(
  table: Table,
  execution: Execution,
  ids?: readonly string[],
): readonly RecordData[] {
  const selection = selectionOf(table, 0, execution.workspace);
  const reading = { ...execution, nestedAggregates: false };
  const { store } = execution;
  const rows = ids?.map((id) => store.rows(table).get(id)) ?? store.sorted(table);
  return rows
    .filter((row) => row !== undefined)
    .map((row) => structuredClone(readRecord(row, table, selection, reading)) as RecordData);
}
