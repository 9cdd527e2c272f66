import * as demo from '../../golden/demo/index.js';
import { createTwenty } from '../../golden/demo/twenty.js';

const { companies, noteTargets, notes, opportunities, people, subscriptions, tasks, workspaceMembers } = demo;

/** A value that holds several namespaces: compared with each other, their generic signatures must not overflow. */
export const all = [
  companies,
  noteTargets,
  notes,
  opportunities,
  people,
  subscriptions,
  tasks,
  workspaceMembers,
];

export const finders = [companies.findMany, people.findMany, noteTargets.findMany, subscriptions.findMany];

export const byName = { companies, notes, people, tasks } as const;

export function either(isPerson: boolean): typeof people | typeof companies {
  return isPerson ? people : companies;
}

export const chosen = Math.random() > 0.5 ? opportunities : Math.random() > 0.5 ? people : noteTargets;

export type Namespace = (typeof demo)[
  | 'companies'
  | 'noteTargets'
  | 'notes'
  | 'opportunities'
  | 'people'
  | 'subscriptions'
  | 'tasks'
  | 'workspaceMembers'];

export function named(name: keyof typeof byName): Namespace {
  return byName[name];
}

const twenty = createTwenty();
export const methods = [twenty.companies, twenty.people, twenty.noteTargets, twenty.opportunities];

export function countAll(list: readonly Namespace[]): number {
  return list.length;
}

void countAll(all);
