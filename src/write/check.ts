import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GeneratedFile } from '../emit/types.ts';
import { holds, readBytes } from './compare.ts';
import { digest } from './digest.ts';
import type { FormatterName } from './format.ts';
import { readManifest } from './manifest.ts';
import { isSafePath, orderFiles } from './paths.ts';
import { asOutputError } from './write-error.ts';

export interface CheckOptions {
  readonly directory: string;
  readonly files: Iterable<GeneratedFile>;
  readonly format?: FormatterName | 'auto' | undefined;
}

/** Paths are relative to the output folder, in posix form, sorted. */
export interface CheckResult {
  /** Nothing differs. */
  readonly ok: boolean;
  /** Made from another lock, by other settings or by another version. */
  readonly stale: readonly string[];
  readonly missing: readonly string[];
  /** Generated earlier, or never. Files whose name begins with a dot are left out. */
  readonly extra: readonly string[];
  /** Changed by hand since they were generated. */
  readonly edited: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Whether an output folder holds exactly these files. Reads only.
 * @throws CodegenError OUTPUT_UNSAFE, OUTPUT_UNWRITABLE, FORMATTER_MISSING
 */
export async function checkOutput(options: CheckOptions): Promise<CheckResult> {
  const root = resolve(options.directory);
  const files = orderFiles(options.files);
  const manifest = readManifest(root);
  const formatter =
    options.format === undefined ? null : (await import('./format.ts')).findFormatter(options.format, root);
  const stale: string[] = [];
  const missing: string[] = [];
  const edited: string[] = [];
  const unchanged: string[] = [];
  try {
    for (const { path, content } of files) {
      const bytes = readBytes(root, path);
      if (bytes === null) {
        missing.push(path);
        continue;
      }
      if (formatter === null && holds(bytes, content)) {
        unchanged.push(path);
        continue;
      }
      const known = manifest.files.get(path);
      const isOurs = known === undefined || known.written.has(digest(bytes));
      if (!isOurs) edited.push(path);
      else if (formatter !== null && (await isFormatted(path, content, bytes))) unchanged.push(path);
      else stale.push(path);
    }
    const expected = new Set(files.map(({ path }) => path));
    const extra = listFiles(root, '')
      .filter((path) => !expected.has(path))
      .toSorted();
    const ok = stale.length + missing.length + edited.length + extra.length === 0;
    return { ok, stale, missing, extra, edited, unchanged };
  } catch (error) {
    throw asOutputError(error, root);
  }

  /** Told by the manifest where it knows the file, else by formatting. */
  async function isFormatted(path: string, content: string, bytes: Buffer): Promise<boolean> {
    const known = manifest.files.get(path);
    if (manifest.formatter === formatter?.name && known !== undefined) {
      const [written = ''] = known.written;
      return (known.emitted ?? written) === digest(content);
    }
    return formatter !== null && holds(bytes, await formatter.format(join(root, path), content));
  }
}

/** Every file below a folder, without those that begin with a dot; links are named, not followed. */
function listFiles(root: string, folder: string): readonly string[] {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith('.') || !isSafePath(path)) return [];
    return entry.isDirectory() ? listFiles(root, path) : [path];
  });
}
