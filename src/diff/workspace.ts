import type { Capability } from '../model/types.ts';
import type { Comparison, Draft } from './draft.ts';
import { canonical, oneLine, short } from './text.ts';

const abilities: Readonly<Record<Capability, string>> = {
  connect: 'write relations by connect and disconnect',
  endsWith: 'filter text by endsWith',
  enumOrder: 'compare picklists by gt, gte, lt and lte',
  offset: 'page by offset',
  toOneFilter: 'filter across to-one relations',
  toOneOrderBy: 'sort across to-one relations',
  upsert: 'upsert on create',
  uuid: 'take ids as UUID',
};

/** What differs between the workspaces, beside their objects. */
export function compareWorkspaces(comparison: Comparison): readonly Draft[] {
  const { matchBy, hasSameIds } = comparison;
  const replaced: Draft[] =
    matchBy === 'id' && !hasSameIds
      ? [
          {
            code: 'WORKSPACE_REPLACED',
            message: 'No object has the id that it had: this is another workspace.',
          },
        ]
      : [];
  return [...replaced, ...capabilities(comparison), ...actorSources(comparison)];
}

function capabilities({ before, after }: Comparison): readonly Draft[] {
  const lost = before.capabilities.filter((capability) => !after.capabilities.includes(capability));
  const gained = after.capabilities.filter((capability) => !before.capabilities.includes(capability));
  return [
    ...lost.map((capability): Draft => ({
      code: 'CAPABILITY_LOST',
      before: capability,
      message: `The server can no longer ${abilities[capability]}.`,
    })),
    ...gained.map((capability): Draft => ({
      code: 'CAPABILITY_GAINED',
      after: capability,
      message: `The server can now ${abilities[capability]}.`,
    })),
  ];
}

function actorSources({ before, after }: Comparison): readonly Draft[] {
  const [old, now] = [before.actorSources, after.actorSources];
  const removed = old.filter((source) => !now.includes(source));
  const added = now.filter((source) => !old.includes(source));
  const drafts = [
    ...removed.map((source): Draft => ({
      code: 'ACTOR_SOURCE_REMOVED',
      before: source,
      message: `Actors (createdBy, updatedBy) no longer have the source ${oneLine(source)}.`,
    })),
    ...added.map((source): Draft => ({
      code: 'ACTOR_SOURCE_ADDED',
      after: source,
      message: `Actors (createdBy, updatedBy) may have the source ${oneLine(source)}.`,
    })),
  ];
  const keptBefore = old.filter((source) => now.includes(source));
  const keptNow = now.filter((source) => old.includes(source));
  if (canonical(keptBefore) === canonical(keptNow)) return drafts;
  return [
    ...drafts,
    {
      code: 'ACTOR_SOURCES_REORDERED',
      before: short(keptBefore.join(', ')),
      after: short(keptNow.join(', ')),
      message: 'The sources of actors are in another order.',
    },
  ];
}
