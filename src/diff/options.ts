import type { ModelField, ModelObject, ModelOption } from '../model/types.ts';
import type { Draft } from './draft.ts';
import { matchOptions } from './match.ts';
import type { Pair } from './match.ts';
import { beforeAndAfter } from './objects.ts';
import { nameOfField, oneLine, quoted, short } from './text.ts';

/** What differs in the options of a picklist. */
export function compareOptions(object: ModelObject, { before, after }: Pair<ModelField>): readonly Draft[] {
  // Where the type itself changed to or from a picklist, that is all there is to say.
  if (before.type !== after.type && !(before.picklist && after.picklist)) return [];
  const { pairs, removed, added } = matchOptions(
    before.picklist?.options ?? [],
    after.picklist?.options ?? [],
  );
  const name = nameOfField(object, before);
  return [
    ...removed.map((option): Draft => ({
      code: 'OPTION_REMOVED',
      option: option.value,
      before: option.value,
      message: `${name} no longer has the option ${titled(option)}.`,
    })),
    ...added.map((option): Draft => ({
      code: 'OPTION_ADDED',
      option: option.value,
      after: option.value,
      message: `${name} has the new option ${titled(option)}.`,
    })),
    ...pairs.flatMap((pair) => compareOption(pair, name)),
    ...order(pairs, after.picklist?.options ?? [], removed.length + added.length > 0, name),
  ];
}

function titled({ value, label }: ModelOption): string {
  return `${oneLine(value)} (${quoted(label)})`;
}

function compareOption({ before, after }: Pair<ModelOption>, name: string): readonly Draft[] {
  const drafts: Draft[] = [];
  const option = before.value;
  if (before.value !== after.value) {
    drafts.push({
      code: 'OPTION_RENAMED',
      option,
      before: before.value,
      after: after.value,
      message: `The option ${titled(before)} of ${name} is ${oneLine(after.value)} now.`,
    });
  }
  if (before.label !== after.label) {
    drafts.push({
      code: 'OPTION_LABEL_CHANGED',
      option,
      before: short(before.label),
      after: short(after.label),
      message: `The option ${oneLine(option)} of ${name} is labelled ${quoted(after.label)} now, no longer ${quoted(before.label)}.`,
    });
  }
  if (before.color !== after.color) {
    drafts.push({
      code: 'OPTION_COLOR_CHANGED',
      option,
      ...beforeAndAfter(
        before.color === undefined ? undefined : short(before.color),
        after.color === undefined ? undefined : short(after.color),
      ),
      message: `The option ${titled(before)} of ${name} has the colour ${short(after.color ?? 'none')} now, no longer ${short(before.color ?? 'none')}.`,
    });
  }
  return drafts;
}

/** Positions also move where options come and go: what counts is the order of those that stay. */
function order(
  pairs: readonly Pair<ModelOption>[],
  options: readonly ModelOption[],
  hasOthers: boolean,
  name: string,
): readonly Draft[] {
  const placeNow = new Map(options.map((option, index) => [option, index]));
  const now = pairs.toSorted((a, b) => (placeNow.get(a.after) ?? 0) - (placeNow.get(b.after) ?? 0));
  const values = (list: readonly Pair<ModelOption>[]): string =>
    short(list.map(({ after }) => after.value).join(', '));
  if (now.some((pair, index) => pair !== pairs[index])) {
    return [
      {
        code: 'OPTIONS_REORDERED',
        before: values(pairs),
        after: values(now),
        message: `The options of ${name} are in another order: ${values(now)}.`,
      },
    ];
  }
  if (hasOthers || pairs.every(({ before, after }) => before.position === after.position)) return [];
  const message = `The options of ${name} have other positions, in the same order.`;
  return [{ code: 'OPTIONS_RENUMBERED', message }];
}

/** The ids of options that have none, or another one, on the other side, as they were and as they are. */
export function changedOptionIds({ before, after }: Pair<ModelField>): readonly unknown[] {
  const { pairs } = matchOptions(before.picklist?.options ?? [], after.picklist?.options ?? []);
  const changed = pairs.filter((pair) => pair.before.id !== pair.after.id);
  return [changed.map((pair) => pair.before.id ?? null), changed.map((pair) => pair.after.id ?? null)];
}
