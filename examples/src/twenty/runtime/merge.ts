import { type Args, ask, callOf } from './call.js';
import { invalid } from './errors.js';
import type { OwnObject } from './object.js';
import type { Row } from './operation.js';
import { complete } from './read.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';

export function mergeMany(own: OwnObject, named?: string): unknown {
  return async (client: TwentyClient, ids: readonly string[], args: Args = {}): Promise<Row> => {
    const { object, root, select } = callOf(client, 'mergeMany', own, args, named);
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
    const row = (await ask(
      client,
      { kind: 'mergeMany', object, root, args: { ids, conflictPriorityIndex, dryRun }, selection },
      args,
    )) as Row;
    await complete(client, [row], wanted, args);
    return row;
  };
}
