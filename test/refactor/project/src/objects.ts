// An object as a whole: its namespace, its types, its module, and the functions that it has.
import { createClient, people, /*subscription*/ subscriptions, type /*subscription*/ Subscription } from './twenty/index.js';
import * as /*subscription*/ aboModule from './twenty/objects/subscription.js' /*subscription:module*/;
import { createTwenty } from './twenty/twenty.js';
import { type /*subscription*/ Abo, crm, /*subscription*/ subscriptions as /*subscription*/ abos } from './reexport.js';

const client = createClient();
const twenty = createTwenty();

export async function all(): Promise<readonly /*subscription*/ Subscription[]> {
  await twenty./*subscription*/ subscriptions.count();
  await crm./*subscription*/ subscriptions.count(client);
  await /*subscription*/ aboModule.count(client);
  const list: /*subscription*/ Subscription[] = await /*subscription*/ subscriptions.findMany(client).toArray();
  const named = { /*subscription*/ subscriptions };
  console.log(named, {} as /*subscription*/ Abo, /*subscription*/ abos);
  return list;
}

export async function functions(): Promise<void> {
  await people./*mergeMany*/ mergeMany(client, ['a', 'b']);
  await twenty.people./*mergeMany*/ mergeMany(['a', 'b']);
  const { /*mergeMany*/ mergeMany } = people;
  await mergeMany(client, ['a', 'b']);
  await people.createOne(client, {});
}
