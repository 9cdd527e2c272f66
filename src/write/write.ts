import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GeneratedFile } from '../emit/types.ts';
import type { ChangeOptions, Changes, WriteResult } from './changes.ts';
import { holds, readBytes } from './compare.ts';
import type { FolderLockOptions } from './folder-lock.ts';
import type { FormatterName } from './format.ts';
import { readManifest } from './manifest.ts';
import { asOutputError } from './write-error.ts';
import { folderLockName, orderFiles } from './paths.ts';

export interface WriteOptions {
  /** The output folder; made where it is missing. */
  readonly directory: string;
  readonly files: Iterable<GeneratedFile>;
  /** Goes into the manifest. */
  readonly toolVersion: string;
  /** A digest of all that the files are made from, for isUpToDate. */
  readonly inputs?: string | undefined;
  /** Run the user's own formatter over what changed. */
  readonly format?: FormatterName | 'auto' | undefined;
  /** Replace files that this tool did not write. */
  readonly force?: boolean | undefined;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean | undefined;
  readonly lock?: FolderLockOptions | undefined;
}

/**
 * Brings an output folder to exactly these files: writes what differs, each file at once or not at all, then removes what
 * an earlier run wrote and this one does not. A run without changes takes no lock and writes nothing.
 * @throws CodegenError OUTPUT_BUSY, OUTPUT_FOREIGN, OUTPUT_UNSAFE, OUTPUT_UNWRITABLE, FORMATTER_MISSING
 */
export async function writeOutput(options: WriteOptions): Promise<WriteResult> {
  const directory = resolve(options.directory);
  const files = orderFiles(options.files);
  try {
    const isLocked = existsSync(join(directory, folderLockName));
    if (!isLocked && options.format === undefined && isCurrent(directory, files, options)) {
      return { written: [], unchanged: files.map(({ path }) => path), removed: [], warnings: [] };
    }
    const { planChanges, isNothing, summarise } = await import('./changes.ts');
    const formatter =
      options.format === undefined
        ? null
        : (await import('./format.ts')).findFormatter(options.format, directory);
    const { toolVersion, inputs = null, force, dryRun = false } = options;
    if (dryRun)
      return summarise(
        await planChanges(directory, files, { toolVersion, inputs, force, formatter }, new Map()),
      );
    if (!isLocked && formatter !== null) {
      // Whatever another run is just writing is not for this look to judge: hence force.
      const changes = await planChanges(
        directory,
        files,
        { toolVersion, inputs, force: true, formatter },
        new Map(),
      );
      if (isNothing(changes)) return summarise(changes);
    }
    return summarise(await change(directory, files, { toolVersion, inputs, force, formatter }, options.lock));
  } catch (error) {
    throw asOutputError(error, directory);
  }
}

async function change(
  directory: string,
  files: readonly GeneratedFile[],
  options: ChangeOptions,
  lockOptions: FolderLockOptions | undefined,
): Promise<Changes> {
  const { lockFolder } = await import('./folder-lock.ts');
  const { applyChanges, planChanges } = await import('./changes.ts');
  mkdirSync(directory, { recursive: true });
  // The folder itself may be a link: that is the user's choice. Links inside it are refused.
  const root = realpathSync(directory);
  const lock = await lockFolder(root, lockOptions);
  let isWhole = false;
  try {
    const changes = await planChanges(root, files, options, lock.unfinished);
    applyChanges(root, changes, lock);
    isWhole = true;
    return changes;
  } finally {
    lock.release(isWhole);
  }
}

/** Whether the folder needs nothing, found by reading alone. */
function isCurrent(root: string, files: readonly GeneratedFile[], options: WriteOptions): boolean {
  const manifest = readManifest(root);
  return (
    manifest.toolVersion === options.toolVersion &&
    manifest.formatter === null &&
    manifest.inputs === (options.inputs ?? null) &&
    manifest.files.size === files.length &&
    files.every(({ path, content }) => {
      if (!manifest.files.has(path)) return false;
      const bytes = readBytes(root, path);
      return bytes !== null && holds(bytes, content);
    })
  );
}
