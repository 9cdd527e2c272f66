import type { Settings } from '../config/settings.ts';
import { CodegenError } from '../errors.ts';
import type { Warning } from '../errors.ts';
import type { IntrospectOptions } from '../introspect/introspect.ts';
import type { Probe } from '../introspect/probe.ts';
import type { MetadataState, RawObject } from '../introspect/types.ts';
import { parseLock } from '../lock/parse.ts';
import { serializeLock } from '../lock/serialize.ts';
import { findLockText } from '../lock/text.ts';
import type { Model } from '../model/types.ts';
import type { Work } from './work.ts';

export interface PulledModel {
  readonly model: Model;
  readonly warnings: readonly Warning[];
  /** The lock's text: as it stands where it says the same, else as it is to be written. */
  readonly lockText: string;
  /** Whether the lock on disk says otherwise. */
  readonly lockChanged: boolean;
  /** What the lock on disk says; null where there is none. */
  readonly before: Model | null;
  /** Ids of the objects and fields that the workspace has, deactivated. */
  readonly deactivated: ReadonlySet<string>;
  /** The state of the metadata that was read; null where the server does not tell it. */
  readonly state: MetadataState | null;
}

/**
 * Reads the workspace into a model, keeping the names that the lock has pinned. Writes nothing.
 * @throws CodegenError URL_MISSING, those of readLock, and those of introspect
 */
export async function pullModel(work: Work, settings: Settings): Promise<PulledModel> {
  const { signal, reporter } = work;
  const url = requireUrl(settings);
  const apiKey = settings.apiKey() ?? '';
  const before = findLockText(settings.lock);
  const pinned = before === null ? null : parseLock(before, settings.lock);
  const [{ introspect }, { buildModel }] = await Promise.all([
    import('../introspect/introspect.ts'),
    import('../model/build.ts'),
  ]);
  const { timeoutMs, include, exclude, includeInactive } = settings;
  const raw = await introspect({
    url,
    apiKey,
    timeoutMs,
    signal,
    onProgress: (text) => reporter.progress(text),
  });
  const built = buildModel(raw, {
    include,
    exclude,
    includeInactive,
    ...(pinned === null ? {} : { pinned }),
  });
  // What is generated is always what the lock gives, to the byte: hence through its text.
  const text = serializeLock(built.model);
  // A lock that only a formatter has been over is left as it is.
  const lockChanged = pinned === null || serializeLock(pinned) !== text;
  return {
    model: parseLock(text, settings.lock),
    warnings: [...raw.warnings, ...built.warnings],
    lockText: lockChanged || before === null ? text : before,
    lockChanged,
    before: pinned,
    deactivated: deactivatedOf(raw.objects),
    state: raw.state ?? null,
  };
}

/** A way to ask a workspace, again and again, whether its metadata changed. To be closed. */
export async function openProbe(
  { signal }: Pick<Work, 'signal'>,
  settings: Settings,
  more: Pick<IntrospectOptions, 'retries' | 'timeoutMs'> = {},
): Promise<Probe> {
  const { createProbe } = await import('../introspect/probe.ts');
  const { timeoutMs } = settings;
  return createProbe({
    url: requireUrl(settings),
    apiKey: settings.apiKey() ?? '',
    timeoutMs,
    signal,
    ...more,
  });
}

function deactivatedOf(objects: readonly RawObject[]): ReadonlySet<string> {
  const rows = objects.flatMap((object) => [object, ...object.fields]);
  return new Set(rows.flatMap(({ id, isActive }) => (isActive ? [] : [id])));
}

export function requireUrl({ url }: Settings): string {
  if (url === undefined) throw new CodegenError('URL_MISSING', 'No Twenty server was given.');
  return url;
}
