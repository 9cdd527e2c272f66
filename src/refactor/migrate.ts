import { resolve } from 'node:path';
import { ts } from 'ts-morph';
import type { GeneratedFile } from '../emit/types.ts';
import { byCodePoint } from '../model/order.ts';
import type { Model } from '../model/types.ts';
import { analyse } from './analysis.ts';
import { findDoubts } from './by-hand.ts';
import { applyEdits, type Edit, editsIn } from './edits.ts';
import { overlayOf } from './overlay.ts';
import { placeAt } from './places.ts';
import { openProject, type ProjectOptions, shownPath, userFiles, type UserProject } from './project.ts';
import { type Renames, renamesBetween, type Successor } from './renames.ts';
import type { Place } from '../diff/types.ts';
import { findUses } from './uses.ts';

export interface MigrationOptions extends Pick<ProjectOptions, 'output' | 'tsconfig' | 'base'> {
  /** What the user's code was written for. */
  readonly before: Model;
  /** What it is to be carried to, with the names that the generated code will have. */
  readonly after: Model;
  readonly successors: readonly Successor[];
  /** The generated code of a model, paths relative to the output folder. */
  readonly generate: (model: Model) => readonly GeneratedFile[];
}

/** What a migration would do. Nothing is written. */
export interface Migration {
  /** The user's files that change, by path. */
  readonly files: readonly MigratedFile[];
  /** What only a person can judge. */
  readonly byHand: readonly (Place & { readonly reason: string })[];
  /** Errors of types that the user's code has afterwards and has not now. */
  readonly problems: readonly (Place & { readonly message: string })[];
}

export interface MigratedFile {
  /** Absolute. */
  readonly path: string;
  /** As places show it. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The names that are replaced, where they stand before. */
  readonly places: readonly Place[];
}

/**
 * Plans how names that changed are carried through the user's code, and tells whether it compiles then. The generated code
 * is taken as the two models give it, whatever lies in the output folder.
 *
 * @throws CodegenError PROJECT_MISSING, PROJECT_INVALID
 */
export function planMigration(options: MigrationOptions): Migration {
  const { before, after, successors, generate, output } = options;
  const renames = renamesBetween(before, after, successors);
  const project = openProject({ ...options, overlay: overlayOf(output, generate(before)) });
  const files = migrateFiles(project, before, renames);
  const migrated = openProject({
    ...options,
    overlay: new Map([
      ...overlayOf(output, generate(after)),
      ...files.changed.map(({ path, after: text }) => [path, text] as const),
    ]),
  });
  return {
    files: files.changed,
    byHand: files.doubts,
    problems: newProblems(project, migrated),
  };
}

function migrateFiles(
  project: UserProject,
  before: Model,
  renames: Renames,
): { readonly changed: readonly MigratedFile[]; readonly doubts: Migration['byHand'] } {
  if (renames.size === 0) return { changed: [], doubts: [] };
  const analyses = analyse(project, before);
  const uses = findUses(analyses, renames.texts);
  const files = new Map(uses.map(({ file }) => [file.fileName, file]));
  const changed = [...files.values()].flatMap((file): readonly MigratedFile[] => {
    const edits = editsIn(
      file,
      uses.filter((use) => use.file === file),
      renames,
    );
    return edits.length === 0 ? [] : [migratedFile(file, edits, project)];
  });
  return {
    changed: changed.toSorted((a, b) => byCodePoint(a.file, b.file)),
    doubts: findDoubts(analyses, project.output, renames, uses).map(({ file, node, reason }) => ({
      ...placeAt(file, node.getStart(file), project),
      reason,
    })),
  };
}

function migratedFile(file: ts.SourceFile, edits: readonly Edit[], project: UserProject): MigratedFile {
  return {
    path: resolve(file.fileName),
    file: shownPath(project, file.fileName),
    before: file.text,
    after: applyEdits(file.text, edits),
    places: edits.map(({ start }) => placeAt(file, start, project)),
  };
}

function newProblems(before: UserProject, after: UserProject): Migration['problems'] {
  const known = new Map<string, number>();
  for (const { place, message } of problemsIn(before)) {
    const key = `${place.file}\n${message}`;
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return problemsIn(after).flatMap(({ place, message }) => {
    const key = `${place.file}\n${message}`;
    const count = known.get(key) ?? 0;
    known.set(key, count - 1);
    return count > 0 ? [] : [{ ...place, message }];
  });
}

function problemsIn(project: UserProject): readonly { readonly place: Place; readonly message: string }[] {
  return project.programs.flatMap((program) =>
    userFiles(project, program).flatMap((file) =>
      [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
        ({ start = 0, code, messageText }) => ({
          place: placeAt(file, start, project),
          message: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
        }),
      ),
    ),
  );
}
