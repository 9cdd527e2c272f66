import { type Args, ask, type Call, callOf, readAll } from './call.js';
import { invalid } from './errors.js';
import { type OwnObject, rootOf } from './object.js';
import type { Row } from './operation.js';
import { complete } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function mergeMany(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, ids: readonly string[], args: Args = {}): Promise<Row> => {
    const call = callOf(client, 'mergeMany', own, args, named);
    const { object, root, select } = call;
    if (ids.length < 2 || ids.length > 9) throw invalid(`mergeMany ${root} takes 2 to 9 ids.`);
    // The server merges what is selected, and destroys the rest: so all is, and no relation, which could hide an id.
    const fields = Object.keys(own.fields);
    const wanted = compile(object, select, fields);
    client.transport.check?.(wanted);
    const { dryRun = false, conflictPriorityIndex = 0 } = args;
    // The record that a dry run answers is none that anything relates to.
    if (dryRun && wanted.toOne.length + wanted.toMany.length > 0)
      throw invalid(`mergeMany ${root}: a dry run has no relations to select.`);
    const selection = compile(object, {}, fields);
    const lost = ids.length > 2 ? await lostRelations(call, ids, ids[conflictPriorityIndex], fields) : {};
    if (!dryRun && Object.keys(lost).length > 0) {
      const data = { id: ids[conflictPriorityIndex] ?? '', data: lost };
      await ask(
        client,
        { kind: 'updateOne', object, root: rootOf('updateOne', object), args: data, selection },
        args,
      );
    }
    const row = (await ask(
      client,
      { kind: 'mergeMany', object, root, args: { ids, conflictPriorityIndex, dryRun }, selection },
      args,
    )) as Row;
    await complete(client, [row], wanted, args);
    // What a dry run answers is what would come of it.
    if (dryRun) for (const column of Object.keys(lost)) if (column in row) row[column] = lost[column];
    return row;
  };
}

/**
 * The relations that the record which stays has none of, and several of the others have: the server knows no rule for these
 * and loses them all, where of two values that are not relations it takes the first. So they are given to it before.
 */
async function lostRelations(
  call: Call,
  ids: readonly string[],
  priority: string | undefined,
  fields: readonly string[],
): Promise<Row> {
  const lost: Row = {};
  const select: Record<string, true> = { id: true };
  for (const name of Object.keys(call.object.toOne))
    if (fields.includes(`${name}Id`)) select[`${name}Id`] = true;
  const columns = Object.keys(select).slice(1);
  if (columns.length === 0) return lost;
  const rows: Record<string, Row> = {};
  for (const row of await readAll(call, { id: { in: ids } }, select)) rows[row['id'] as string] = row;
  const kept = rows[priority?.toLowerCase() ?? ''];
  for (const column of columns) {
    const values: unknown[] = [];
    for (const id of ids) {
      const value = rows[id.toLowerCase()]?.[column];
      // A relation to one that is merged away is a relation to nobody.
      if (value && !ids.includes(value as string)) values.push(value);
    }
    if (kept && !kept[column] && values.length > 1) lost[column] = values[0];
  }
  return lost;
}
