import type { Change } from '../diff/types.ts';
import type { GeneratedFile } from '../emit/types.ts';
import type { Model } from '../model/types.ts';
import { overlayOf } from './overlay.ts';
import { placeAt, sortedPlaces } from './places.ts';
import { openProject, type ProjectOptions } from './project.ts';
import { subjectOf } from './subject.ts';
import type { Impact } from './types.ts';
import { findUses } from './uses.ts';

export interface ImpactOptions extends Pick<ProjectOptions, 'output' | 'tsconfig' | 'base'> {
  readonly changes: readonly Change[];
  /** What the user's code was written for. */
  readonly before: Model;
  /** The generated code of a model, paths relative to the output folder. */
  readonly generate: (model: Model) => readonly GeneratedFile[];
}

/**
 * Finds the places in the user's project that use what breaking and risky changes concern, in the order of the changes. The
 * generated code is taken as the model before gives it, whatever lies in the output folder.
 *
 * @throws CodegenError PROJECT_MISSING, PROJECT_INVALID
 */
export function findImpact(options: ImpactOptions): readonly Impact[] {
  const { before, changes, generate, output } = options;
  const subjects = changes
    .filter((change) => change.class !== 'safe')
    .map((change) => ({ change, subject: subjectOf(change, before) }));
  const texts = new Set(subjects.flatMap(({ subject }) => subject?.texts ?? []));
  if (texts.size === 0) return subjects.map(({ change }) => ({ change, places: [] }));
  const project = openProject({ ...options, overlay: overlayOf(output, generate(before)) });
  const uses = findUses(project, before, texts);
  return subjects.map(({ change, subject }) => ({
    change,
    places: sortedPlaces(
      uses
        .filter(({ declared }) => subject?.matches(declared) ?? false)
        .map(({ file, node }) => placeAt(file, node.getStart(file), project)),
    ),
  }));
}
