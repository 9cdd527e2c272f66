import type { Audience, ChangeClass } from './types.ts';

/** A kind of change: how it is classed unless the config says otherwise, whom it breaks, and why. */
export interface Rule {
  readonly class: ChangeClass;
  /** Whom it breaks at most: a lost operation breaks only those who used that one. */
  readonly breaks: readonly Audience[];
  /** For the documentation: what it is, and whom it hurts how. */
  readonly why: string;
}

const nobody: readonly Audience[] = [];
const readers: readonly Audience[] = ['readers'];
const writers: readonly Audience[] = ['writers'];
const all: readonly Audience[] = ['readers', 'writers'];

const safe = (why: string): Rule => ({ class: 'safe', breaks: nobody, why });
const risky = (why: string): Rule => ({ class: 'risky', breaks: nobody, why });
const breaking = (breaks: readonly Audience[], why: string): Rule => ({ class: 'breaking', breaks, why });

/** Every kind of change. A code is stable: configs and scripts name it. */
export const rules = {
  // the workspace
  WORKSPACE_REPLACED: risky(
    'No object has the id that it had: this is another workspace. Objects and fields are matched by universal identifier and name.',
  ),
  CAPABILITY_GAINED: safe('The server can do more; the next `generate` offers it.'),
  CAPABILITY_LOST: breaking(
    all,
    'The server can do less: requests that use it are refused, and the next `generate` no longer offers it.',
  ),
  ACTOR_SOURCE_ADDED: risky('Code that switches over all sources of an actor meets one more.'),
  ACTOR_SOURCE_REMOVED: breaking(all, 'The source is never read again, and is refused in filters.'),
  ACTOR_SOURCES_REORDERED: safe('The sources of an actor are listed in another order.'),

  // objects
  OBJECT_ADDED: safe('An object is new.'),
  OBJECT_REMOVED: breaking(all, 'Its functions and types are gone; every request for it fails.'),
  OBJECT_DEACTIVATED: breaking(all, 'As removed, until it is activated again.'),
  OBJECT_ACTIVATED: safe('An object that was deactivated is active again.'),
  OBJECT_RENAMED: breaking(
    all,
    'What was generated before asks for the old name and fails. The names in your code stay: `generate` is enough for it, and texts of your own (REST paths, GraphQL) need the new name.',
  ),
  OBJECT_PLURAL_RENAMED: breaking(
    all,
    'Only the plural name, by which lists are asked for: as for a renamed object.',
  ),
  OBJECT_API_NAMES_CHANGED: breaking(
    all,
    'The object has its name still, but the server calls its types or functions otherwise in GraphQL: `generate` is enough, and GraphQL of your own needs the new names.',
  ),
  OBJECT_REPLACED: risky(
    'An object was removed and another one made under its name: code goes on working, the records are others.',
  ),
  OBJECT_BECAME_READ_ONLY: breaking(writers, 'Every write to its records is refused.'),
  OBJECT_BECAME_WRITABLE: safe('Its records may be written now.'),
  OPERATION_LOST: breaking(
    all,
    'The schema no longer has it (a permission of the role, duplicate criteria): calls fail, and the next `generate` leaves the function out. Breaks readers or writers, whichever used it.',
  ),
  OPERATION_GAINED: safe('The schema has it now; the next `generate` adds the function.'),
  OBJECT_LABEL_IDENTIFIER_CHANGED: safe('The CRM shows another field as the title of its records.'),
  OBJECT_LABEL_CHANGED: safe('People read another label; names stay.'),
  OBJECT_DESCRIPTION_CHANGED: safe('Only a text for people.'),
  OBJECT_METADATA_CHANGED: safe('What no code sees: identifiers, whether it is custom or of the system.'),

  // fields
  FIELD_ADDED: safe('A field is new, and may be left out on create.'),
  REQUIRED_FIELD_ADDED: breaking(writers, 'Creates without it are refused.'),
  MORPH_TARGET_ADDED: risky(
    'A relation to one of several objects may point to one more: code that switches over all of them meets it.',
  ),
  FIELD_REMOVED: breaking(all, 'Reads give null in silence; filters and writes are refused.'),
  FIELD_DEACTIVATED: breaking(
    all,
    'The next `generate` leaves it out, and code that names it no longer compiles. The server itself still reads and writes it, until an admin deletes it.',
  ),
  INACTIVE_FIELD_KEPT: safe(
    'A field was deactivated that `includeInactive` keeps: the server still reads and writes it.',
  ),
  FIELD_ACTIVATED: safe('A field that was deactivated is active again.'),
  FIELD_RENAMED: breaking(all, 'As removed, under the old name. `migrate` carries the rename.'),
  FIELD_REPLACED: risky(
    'A field was removed and another one of its type made under its name: code goes on working, the values are others.',
  ),
  FIELD_TYPE_CHANGED: breaking(all, 'Values are of another type.'),
  FIELD_NUMBER_TYPE_CHANGED: risky(
    'Values are numbers still, but may have fractions where they had none, or are refused with one.',
  ),
  FIELD_SUBFIELDS_CHANGED: risky(
    'The value of a type that this version does not know has other parts: reads of one that is gone give null.',
  ),
  FIELD_BECAME_NULLABLE: breaking(readers, 'Reads may give null where they never did.'),
  FIELD_ALLOWS_NULL: safe(
    'It may be null now, but reads never show it: text reads as empty, lists as empty, composites with empty parts.',
  ),
  FIELD_BECAME_NOT_NULL: breaking(writers, 'Writes of null are refused.'),
  FIELD_FORBIDS_NULL: safe('It may no longer be null, but nobody could write null.'),
  FIELD_BECAME_REQUIRED: breaking(writers, 'Creates without it are refused.'),
  FIELD_BECAME_OPTIONAL: safe('Creates may leave it out.'),
  FIELD_DEFAULT_CHANGED: risky('Creates that leave it out give records with another value.'),
  FIELD_BECAME_UNIQUE: risky('Writes of a value that another record has are refused.'),
  FIELD_NO_LONGER_UNIQUE: breaking(
    writers,
    'Connects by it are refused, and upserts by it make a new record where they updated one.',
  ),
  FIELD_BECAME_READ_ONLY: breaking(writers, 'Writes of it are refused.'),
  FIELD_BECAME_WRITABLE: safe('It may be written now.'),
  FIELD_LABEL_CHANGED: safe('People read another label; names stay.'),
  FIELD_DESCRIPTION_CHANGED: safe('Only a text for people.'),
  FIELD_METADATA_CHANGED: safe(
    'What no code sees: identifiers, the name of its enum in GraphQL, whether it is custom or of the system.',
  ),

  // options of picklists
  OPTION_ADDED: risky('Code that switches over all options meets one more.'),
  OPTION_REMOVED: breaking(all, 'The value is never read again, and is refused in filters and writes.'),
  OPTION_RENAMED: breaking(
    all,
    'The old value is never read again, and is refused in filters and writes. `migrate` carries the rename.',
  ),
  OPTIONS_REORDERED: risky('Sorting by the field, and gt, gte, lt and lte, follow the order of the options.'),
  OPTIONS_RENUMBERED: safe('Positions are other numbers in the same order.'),
  OPTION_LABEL_CHANGED: safe('People read another label; the value stays.'),
  OPTION_COLOR_CHANGED: safe('Only what people see.'),

  // relations
  RELATION_KIND_CHANGED: breaking(all, 'What was one record is a list, or the other way round.'),
  RELATION_TARGET_CHANGED: breaking(all, 'Reads give, and ids are of, records of another object.'),
  RELATION_LOST: breaking(
    readers,
    'The related record can no longer be read with this one: the other object, or the field that points back, is not there. The id of a to-one relation stays.',
  ),
  RELATION_GAINED: safe('The related record can be read with this one now.'),
  RELATION_JOIN_COLUMN_CHANGED: breaking(all, 'The property that holds the id has another name.'),
  RELATION_ON_DELETE_CHANGED: risky('Deleting the related record does something else to this one.'),
  RELATION_INVERSE_CHANGED: risky('Another field, or none, on the other side shows the same relation.'),
  MORPH_RENAMED: breaking(
    readers,
    'A relation to one of several objects has another name, and so the helper that tells which one is set (`targetOf`).',
  ),
} as const satisfies Record<string, Rule>;

export type ChangeCode = keyof typeof rules;

/** How changes are classed otherwise than by the table; `off` leaves them out. */
export type RuleSettings = Readonly<Partial<Record<ChangeCode, ChangeClass | 'off'>>>;
