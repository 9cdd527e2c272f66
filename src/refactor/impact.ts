import type { Change, Place } from '../diff/types.ts';
import type { GeneratedFile } from '../emit/types.ts';
import type { Model } from '../model/types.ts';
import { analyse } from './analysis.ts';
import { overlayOf } from './overlay.ts';
import { placeAt, sortedPlaces } from './places.ts';
import { openProject, type ProjectOptions } from './project.ts';
import { subjectOf } from './subject.ts';
import { findUses } from './uses.ts';

export interface ImpactOptions extends Pick<ProjectOptions, 'output' | 'tsconfig' | 'base'> {
  readonly changes: readonly Change[];
  /** What the user's code was written for. */
  readonly before: Model;
  /** The generated code of a model, paths relative to the output folder. */
  readonly generate: (model: Model) => readonly GeneratedFile[];
}

/**
 * The changes, those that are breaking or risky with the places in the user's project that use what they concern. The
 * generated code is taken as the model before gives it, whatever lies in the output folder.
 *
 * @throws CodegenError PROJECT_MISSING, PROJECT_INVALID
 */
export function findImpact(options: ImpactOptions): readonly Change[] {
  const { before, changes, generate, output } = options;
  const subjects = changes.map((change) => ({
    change,
    subject: change.class === 'safe' ? null : subjectOf(change, before),
  }));
  const texts = new Set(subjects.flatMap(({ subject }) => subject?.texts ?? []));
  const withPlaces = (change: Change, places: readonly Place[]): Change =>
    change.class === 'safe' ? change : { ...change, places };
  if (texts.size === 0) return changes.map((change) => withPlaces(change, []));
  const project = openProject({ ...options, overlay: overlayOf(output, generate(before)) });
  const uses = findUses(analyse(project, before), texts);
  return subjects.map(({ change, subject }) =>
    withPlaces(
      change,
      sortedPlaces(
        uses
          .filter(({ declared }) => subject?.matches(declared) ?? false)
          .map(({ file, node }) => placeAt(file, node.getStart(file), project)),
      ),
    ),
  );
}
