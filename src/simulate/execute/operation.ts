import { internal } from '../fault.ts';
import type { JsonObject } from '../json.ts';
import { observed } from '../observe.ts';
import type { Row } from '../store.ts';
import type { Root, Table } from '../workspace.ts';
import {
  checkArgumentNames,
  optionalBoolean,
  requiredId,
  requiredList,
  requiredObject,
} from './arguments.ts';
import type { Execution } from './context.ts';
import { createRecords } from './create.ts';
import { findDuplicates } from './duplicates.ts';
import { findMany, findOne } from './find.ts';
import { groupBy } from './groupBy.ts';
import { mergeRecords } from './merge.ts';
import { checkComplexity, readRecord } from './record.ts';
import { removeRows, rowById, rowsByFilter } from './remove.ts';
import type { Removal } from './remove.ts';
import type { Selection } from './selection.ts';
import { updateMany, updateOne } from './update.ts';

function reader(table: Table, selection: Selection, execution: Execution): (row: Row) => unknown {
  checkComplexity(selection, table, execution);
  return (row) => readRecord(row, table, selection, { ...execution, nestedAggregates: false });
}

/** Runs one root field: its value in `data`, or a Fault. */
export function runOperation(
  root: Root,
  given: JsonObject,
  selection: Selection,
  execution: Execution,
): unknown {
  return observed(execution, { ...root, given, selection }, () =>
    carryOut(root, given, selection, execution),
  );
}

function carryOut(root: Root, given: JsonObject, selection: Selection, execution: Execution): unknown {
  const { kind, table } = root;
  checkArgumentNames(kind, given);
  const removeOne = (removal: Removal): unknown => {
    const row = rowById(requiredId(given), table, execution);
    return removeRows([row], removal, table, execution, reader(table, selection, execution))[0];
  };
  const removeMany = (removal: Removal): unknown => {
    const rows = rowsByFilter(requiredObject(given, 'filter'), table, execution);
    return removeRows(rows, removal, table, execution, reader(table, selection, execution));
  };
  switch (kind) {
    case 'findMany':
      return findMany(given, table, selection, execution);
    case 'findOne':
      return findOne(given, table, selection, execution);
    case 'groupBy':
      return groupBy(given, table, selection, execution);
    case 'findDuplicates':
      return findDuplicates(given, table, selection, execution);
    case 'mergeMany':
      return reader(table, selection, execution)(mergeRecords(given, table, selection, execution));
    case 'createOne': {
      const data = requiredObject(given, 'data');
      const [row] = createRecords([data], optionalBoolean(given, 'upsert'), table, execution);
      if (row === undefined) throw internal('Nothing was created');
      return reader(table, selection, execution)(row);
    }
    case 'createMany': {
      const data = requiredList(given, 'data');
      const rows = createRecords(data, optionalBoolean(given, 'upsert'), table, execution);
      return rows.map(reader(table, selection, execution));
    }
    case 'updateOne': {
      const id = requiredId(given);
      const row = updateOne(id, requiredObject(given, 'data'), table, execution);
      return reader(table, selection, execution)(row);
    }
    case 'updateMany': {
      const filter = requiredObject(given, 'filter');
      const rows = updateMany(filter, requiredObject(given, 'data'), table, execution);
      return rows.map(reader(table, selection, execution));
    }
    case 'deleteOne':
      return removeOne('delete');
    case 'restoreOne':
      return removeOne('restore');
    case 'destroyOne':
      return removeOne('destroy');
    case 'deleteMany':
      return removeMany('delete');
    case 'restoreMany':
      return removeMany('restore');
    case 'destroyMany':
      return removeMany('destroy');
  }
}
