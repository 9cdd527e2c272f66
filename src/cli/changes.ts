import type { Settings } from '../config/settings.ts';
import { diffModels } from '../diff/diff.ts';
import type { DiffOptions } from '../diff/diff.ts';
import type { Change } from '../diff/types.ts';
import type { Model } from '../model/types.ts';

/** What became different, as the settings class it: what is told of a change. */
export function describeChanges(
  before: Model,
  after: Model,
  settings: Pick<Settings, 'diff'>,
  options: Omit<DiffOptions, 'rules'> = {},
): readonly Change[] {
  return diffModels(before, after, { ...options, rules: settings.diff?.rules });
}
