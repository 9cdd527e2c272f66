import { readdirSync, renameSync, rmSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodegenError, messageOf } from '../errors.ts';
import type { Warning } from '../errors.ts';
import { replaceFile, temporaryPrefix } from '../replace-file.ts';
import { holds, readBytes } from './compare.ts';
import { digest } from './digest.ts';
import type { FolderLock } from './folder-lock.ts';
import type { Formatter } from './format.ts';
import { readManifest, serializeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { mergeOwned } from './owned.ts';
import type { Owned, OwnedFile } from './owned.ts';
import { manifestName, rejectLinkedFolders } from './paths.ts';
import type { GeneratedFile } from '../emit/types.ts';

/** Paths are relative to the output folder, in posix form, sorted. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly warnings: readonly Warning[];
}

/** What is to be done to a folder. */
export interface Changes {
  readonly write: readonly GeneratedFile[];
  readonly unchanged: readonly string[];
  readonly remove: readonly string[];
  /** The same file under a name that differs in case only, on a disk that ignores it. */
  readonly rename: readonly { readonly from: string; readonly to: string }[];
  /** What was ours before. */
  readonly before: Owned;
  /** What is ours afterwards. */
  readonly after: Owned;
  /** The manifest's new text; null where it stands already. */
  readonly manifest: string | null;
  readonly warnings: readonly Warning[];
}

export interface ChangeOptions {
  readonly toolVersion: string;
  readonly inputs: string | null;
  readonly formatter: Formatter | null;
  readonly force?: boolean | undefined;
}

/**
 * Compares a folder with the files that it should have. Writes nothing.
 * @throws CodegenError OUTPUT_FOREIGN, OUTPUT_UNSAFE
 */
export async function planChanges(
  root: string,
  files: readonly GeneratedFile[],
  options: ChangeOptions,
  unfinished: Owned,
): Promise<Changes> {
  const manifest = readManifest(root);
  const before = mergeOwned(manifest.files, unfinished);
  const { formatter } = options;
  const warnings = [...manifest.warnings];
  const after: Owned = new Map();
  const write: GeneratedFile[] = [];
  const unchanged: string[] = [];
  const foreign: string[] = [];
  for (const file of files) {
    const bytes = readBytes(root, file.path);
    const wanted = await target(root, file, bytes, manifest, formatter, warnings);
    after.set(file.path, wanted.owned);
    if (wanted.content === null || (bytes !== null && holds(bytes, wanted.content))) {
      unchanged.push(file.path);
      continue;
    }
    write.push({ path: file.path, content: wanted.content });
    if (bytes === null) continue;
    const owned = before.get(file.path);
    if (owned === undefined) foreign.push(file.path);
    else if (!owned.written.has(digest(bytes))) warnings.push(edited(file.path));
  }
  if (foreign.length > 0 && options.force !== true) throw foreignError(root, foreign);
  const gone = planRemovals(root, before, after, warnings);
  rejectLinkedFolders(
    root,
    [...write, ...gone.remove.map((path) => ({ path }))].map(({ path }) => path),
  );
  const text = serializeManifest({
    toolVersion: options.toolVersion,
    formatter: formatter?.name ?? null,
    inputs: options.inputs,
    files: after,
  });
  const current = manifest.source?.replaceAll('\r\n', '\n') === text;
  return { write, unchanged, ...gone, before, after, manifest: current ? null : text, warnings };
}

/** The content that a file should have (null: what it has), and what the manifest says of it. */
async function target(
  root: string,
  file: GeneratedFile,
  bytes: Buffer | null,
  manifest: Manifest,
  formatter: Formatter | null,
  warnings: Warning[],
): Promise<{ readonly content: string | null; readonly owned: OwnedFile }> {
  const emitted = digest(file.content);
  if (formatter === null) return { content: file.content, owned: { written: new Set([emitted]) } };
  const known = manifest.files.get(file.path);
  // Formatting is slow: what came out of the same text last time, and is still there, is not formatted again.
  if (manifest.formatter === formatter.name && known !== undefined && bytes !== null) {
    const [written = ''] = known.written;
    if ((known.emitted ?? written) === emitted && digest(bytes) === written)
      return { content: null, owned: known };
  }
  let content = file.content;
  try {
    content = await formatter.format(join(root, file.path), file.content);
  } catch (error) {
    const reason = messageOf(error);
    warnings.push({
      code: 'FORMAT_FAILED',
      message: `${formatter.name} could not format ${file.path}: ${reason}`,
    });
  }
  return { content, owned: { written: new Set([digest(content)]), emitted } };
}

function planRemovals(
  root: string,
  before: Owned,
  after: Owned,
  warnings: Warning[],
): Pick<Changes, 'remove' | 'rename'> {
  const remove: string[] = [];
  const rename: { from: string; to: string }[] = [];
  const byFoldedCase = new Map([...after.keys()].map((path) => [path.toLowerCase(), path]));
  for (const [path, { written }] of before) {
    if (after.has(path)) continue;
    const bytes = readBytes(root, path);
    if (bytes === null) continue;
    const twin = byFoldedCase.get(path.toLowerCase());
    if (twin !== undefined && isSameFile(join(root, path), join(root, twin))) {
      rename.push({ from: path, to: twin });
    } else if (written.has(digest(bytes))) {
      remove.push(path);
    } else {
      warnings.push({
        code: 'OUTPUT_KEPT',
        message: `${path} is no longer generated, but was edited by hand: it is kept, and yours from now on.`,
      });
    }
  }
  return { remove: remove.toSorted(), rename };
}

export function isNothing({ write, remove, rename, manifest }: Changes): boolean {
  return write.length === 0 && remove.length === 0 && rename.length === 0 && manifest === null;
}

/** Carries out a plan. Stopped at any point, every file is whole, and the lock tells the next run what was going on. */
export function applyChanges(root: string, changes: Changes, lock: FolderLock): void {
  removeTemporaries(root, [...changes.before.keys(), ...changes.after.keys()]);
  const { write, remove, rename, manifest } = changes;
  if (write.length > 0 || remove.length > 0 || rename.length > 0) {
    lock.record(mergeOwned(changes.before, changes.after));
  }
  for (const { path, content } of write) replaceFile(join(root, path), content);
  for (const { from, to } of rename) renameSync(join(root, from), join(root, to));
  if (manifest !== null) replaceFile(join(root, manifestName), manifest);
  for (const path of remove) rmSync(join(root, path), { force: true });
  removeEmptyFolders(root, remove);
}

export function summarise(changes: Changes): WriteResult {
  return {
    written: changes.write.map(({ path }) => path),
    unchanged: changes.unchanged,
    removed: changes.remove,
    warnings: changes.warnings,
  };
}

/** What killed runs left: only in our folders, only by our name, only while the lock is held. */
function removeTemporaries(root: string, paths: readonly string[]): void {
  for (const folder of new Set(['', ...paths.map((path) => dirname(path))])) {
    let names: readonly string[];
    try {
      names = readdirSync(join(root, folder));
    } catch {
      continue;
    }
    for (const name of names) {
      if (name.startsWith(temporaryPrefix)) rmSync(join(root, folder, name), { force: true });
    }
  }
}

function removeEmptyFolders(root: string, removed: readonly string[]): void {
  for (const path of removed) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      try {
        rmdirSync(join(root, folder));
      } catch {
        break;
      }
    }
  }
}

function isSameFile(a: string, b: string): boolean {
  try {
    const [left, right] = [statSync(a), statSync(b)];
    return left.ino === right.ino && left.dev === right.dev;
  } catch {
    return false;
  }
}

function edited(path: string): Warning {
  return { code: 'OUTPUT_EDITED', message: `${path} had been edited by hand; it is generated anew.` };
}

function foreignError(root: string, paths: readonly string[]): CodegenError {
  const count = paths.length === 1 ? 'a file' : `${paths.length} files`;
  return new CodegenError('OUTPUT_FOREIGN', `${root} holds ${count} that twenty-codegen did not write.`, {
    details: paths,
  });
}
