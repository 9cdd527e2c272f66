import type { Settings } from '../config/settings.ts';
import type { GeneratedFile } from '../emit/types.ts';
import type { Warning } from '../errors.ts';
import { readLockText } from '../lock/text.ts';
import type { WriteResult } from '../write/changes.ts';
import { isUpToDate } from '../write/up-to-date.ts';
import { fingerprint } from './fingerprint.ts';
import type { Work } from './work.ts';
import type { PulledModel } from './workspace.ts';

export interface GenerationOptions {
  readonly force: boolean;
  readonly dryRun: boolean;
  /** When the work began, as performance.now() tells it. */
  readonly startedAt: number;
}

/** What was generated. Paths of files are relative to the output. */
export interface Generated {
  readonly offline: boolean;
  readonly dryRun: boolean;
  readonly output: string;
  readonly lock: string;
  readonly lockChanged: boolean;
  readonly objects: number;
  readonly written: readonly string[];
  readonly unchanged: number;
  readonly removed: readonly string[];
  readonly warnings: readonly Warning[];
  readonly durationMs: number;
}

type Done = Pick<Generated, 'written' | 'unchanged' | 'removed' | 'warnings'>;

/** From the lock alone. Where nothing has changed since the last run, neither is it parsed nor code generated. */
export async function generateOffline(
  work: Work,
  settings: Settings,
  options: GenerationOptions,
): Promise<Generated> {
  const lockText = readLockText(settings.lock);
  const offline = { offline: true, lockChanged: false };
  const inputs = await fingerprint(settings, lockText, work.version);
  const upToDate = inputs === undefined ? null : isUpToDate(settings.output, inputs);
  if (upToDate !== null) {
    const objects = lockText.match(/"nameSingular"\s*:/gu)?.length ?? 0;
    const done = { written: [], unchanged: upToDate, removed: [], warnings: [] };
    return { ...report(settings, options, objects, done), ...offline };
  }
  const { parseLock } = await import('../lock/parse.ts');
  const pulled = { model: parseLock(lockText, settings.lock), warnings: [] };
  return { ...(await write(work, settings, options, pulled, inputs)), ...offline };
}

/** From the workspace: reads it, brings the output to what it gives, and the lock after that. */
export async function generateOnline(
  work: Work,
  settings: Settings,
  options: GenerationOptions,
): Promise<{ readonly generated: Generated; readonly pulled: PulledModel }> {
  const { pullModel } = await import('./workspace.ts');
  const pulled = await pullModel(work, settings);
  work.reporter.progress(`Generating ${pulled.model.objects.length} objects`);
  const inputs = await fingerprint(settings, pulled.lockText, work.version);
  const written = await write(work, settings, options, pulled, inputs);
  const { lockChanged } = pulled;
  // Last: a run whose output was refused leaves the lock as it was, too.
  if (lockChanged && !options.dryRun) {
    const { writeLock } = await import('../lock/file.ts');
    writeLock(settings.lock, pulled.model);
  }
  if (!lockChanged || !options.dryRun) await remember(work, settings, pulled);
  const durationMs = Math.round(performance.now() - options.startedAt);
  return { generated: { ...written, offline: false, lockChanged, durationMs }, pulled };
}

/** Notes that the lock is what the workspace has. */
export async function remember(
  { version }: Pick<Work, 'version'>,
  settings: Settings,
  { lockText, state }: Pick<PulledModel, 'lockText' | 'state'>,
): Promise<void> {
  if (state === null) return;
  const { rememberEqual } = await import('./seen.ts');
  rememberEqual({ settings, lockText, state, toolVersion: version });
}

async function write(
  work: Work,
  settings: Settings,
  options: GenerationOptions,
  { model, warnings }: Pick<PulledModel, 'model' | 'warnings'>,
  inputs: string | undefined,
): Promise<Omit<Generated, 'offline' | 'lockChanged'>> {
  const { generateFiles } = await import('./files.ts');
  const files = generateFiles(model, settings);
  const output = await writeGenerated(work, settings, { files, inputs }, options);
  return report(settings, options, model.objects.length, {
    ...output,
    unchanged: output.unchanged.length,
    warnings: [...warnings, ...output.warnings],
  });
}

/**
 * Brings the output to what was generated.
 * @param generated with the fingerprint of what it was generated from
 */
export async function writeGenerated(
  { version }: Pick<Work, 'version'>,
  settings: Settings,
  { files, inputs }: { readonly files: readonly GeneratedFile[]; readonly inputs: string | undefined },
  { force = false, dryRun }: { readonly force?: boolean; readonly dryRun: boolean },
): Promise<WriteResult> {
  const { writeOutput } = await import('../write/write.ts');
  return writeOutput({
    directory: settings.output,
    files,
    toolVersion: version,
    inputs,
    format: settings.format,
    force,
    dryRun,
  });
}

function report(
  { output, lock }: Settings,
  { dryRun, startedAt }: GenerationOptions,
  objects: number,
  done: Done,
): Omit<Generated, 'offline' | 'lockChanged'> {
  return {
    dryRun,
    output,
    lock,
    objects,
    ...done,
    durationMs: Math.round(performance.now() - startedAt),
  };
}
