import type { Audience, ChangeClass } from './types.ts';

/** A kind of change: how it is classed unless the config says otherwise, whom it breaks, and why. */
export interface Rule {
  readonly class: ChangeClass;
  readonly breaks: readonly Audience[];
  /** For the documentation: what it is, and whom it hurts how. */
  readonly why: string;
}

const readers: readonly Audience[] = ['readers'];
const writers: readonly Audience[] = ['writers'];
const all: readonly Audience[] = ['readers', 'writers'];

/** Every kind of change. A code is stable: configs and scripts name it. */
export const rules = {
  // objects
  OBJECT_ADDED: { class: 'safe', breaks: [], why: 'An object is new.' },
  OBJECT_REMOVED: { class: 'breaking', breaks: all, why: 'Its functions and types are gone; every request for it fails.' },
  OBJECT_DEACTIVATED: { class: 'breaking', breaks: all, why: 'As removed, until it is activated again.' },
  OBJECT_RENAMED: { class: 'breaking', breaks: all, why: 'What was generated before asks for the old name and fails. The names in your code stay; `migrate` carries the rename there.' },
  // fields
  FIELD_ADDED: { class: 'safe', breaks: [], why: 'A field is new, and may be left out on create.' },
  REQUIRED_FIELD_ADDED: { class: 'breaking', breaks: writers, why: 'Creates without it are refused.' },
  FIELD_REMOVED: { class: 'breaking', breaks: all, why: 'Reads give null in silence; filters and writes are refused.' },
  FIELD_RENAMED: { class: 'breaking', breaks: all, why: 'As removed, under the old name. `migrate` carries the rename.' },
  FIELD_TYPE_CHANGED: { class: 'breaking', breaks: all, why: 'Values are of another type.' },
  FIELD_BECAME_NULLABLE: { class: 'breaking', breaks: readers, why: 'Reads may give null where they never did.' },
  // options
  OPTION_RENAMED: { class: 'breaking', breaks: all, why: 'The old value is never read again, and is refused in filters and writes. `migrate` carries the rename.' },
} as const satisfies Record<string, Rule>;

export type ChangeCode = keyof typeof rules;
