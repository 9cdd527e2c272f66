import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearestFolder } from '../folders.ts';
import type { Settings } from '../config/settings.ts';
import type { MetadataState } from '../introspect/types.ts';
import { replaceFile } from '../replace-file.ts';

/**
 * Remembers that a lock was found to be what a workspace has, so that the next look costs one small question: whether the
 * workspace's metadata is of the same version still. Kept in `node_modules/.cache/twenty-codegen`, as a digest of all that
 * the finding depends on: it can be thrown away at any time, and tells nobody anything.
 */
export interface Finding {
  readonly settings: Settings;
  readonly lockText: string;
  readonly state: MetadataState;
  /** This tool's. */
  readonly toolVersion: string;
}

/** What metadataVersion does not count (an upgrade of the server, the permissions of a role) is seen after this at the latest. */
const longestMs = 24 * 3_600_000;

/** Whether the lock was found equal to the workspace in this very state, not long ago. */
export function isKnownEqual(finding: Finding, now = Date.now()): boolean {
  const path = pathOf(finding);
  if (path === null) return false;
  try {
    const known = JSON.parse(readFileSync(path, 'utf8')) as { equal?: unknown; at?: unknown } | null;
    if (known?.equal !== digestOf(finding) || typeof known.at !== 'number') return false;
    const age = now - known.at;
    return age >= 0 && age < longestMs;
  } catch {
    return false;
  }
}

/** Notes that it is equal. Where that cannot be written it is not remembered, and no harm done. */
export function rememberEqual(finding: Finding, now = Date.now()): void {
  const path = pathOf(finding);
  if (path === null || isKnownEqual(finding, now)) return;
  try {
    replaceFile(path, JSON.stringify({ equal: digestOf(finding), at: now }));
  } catch {
    // A cache that is not there is no failure.
  }
}

/** One file for each workspace and lock; null where the project has no node_modules. */
function pathOf({ settings, state }: Finding): string | null {
  const folder = modulesFolder(dirname(settings.lock));
  if (folder === null) return null;
  const name = digest([settings.url, state.workspaceId, settings.workspace, ...selectionOf(settings)]).slice(
    0,
    16,
  );
  return join(folder, '.cache', 'twenty-codegen', `${name}.json`);
}

/** The nearest one, going up. */
function modulesFolder(start: string): string | null {
  const folder = nearestFolder(start, (at) => existsSync(join(at, 'node_modules')));
  return folder === null ? null : join(folder, 'node_modules');
}

function digestOf({ settings, lockText, state, toolVersion }: Finding): string {
  return digest([
    toolVersion,
    settings.url,
    // What a key may see depends on its role.
    settings.apiKey(),
    state.workspaceId,
    state.version,
    ...selectionOf(settings),
    lockText.replaceAll('\r\n', '\n'),
  ]);
}

function selectionOf({ include, exclude, includeInactive }: Settings): readonly unknown[] {
  return [include, exclude, includeInactive];
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
