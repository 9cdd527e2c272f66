import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodegenError } from '../errors.ts';
import { hasCode, replaceFile } from '../replace-file.ts';
import type { Owned } from './owned.ts';
import { folderLockName, isSafePath } from './paths.ts';

/** The right to write into an output folder, held by one run at a time. */
export interface FolderLock {
  /** What a killed run had set out to write before this one took over; empty otherwise. */
  readonly unfinished: Owned;
  /** Notes what is about to be ours, so that a run after a kill knows it. */
  record(files: Owned): void;
  /** Gives it up. Where the folder is not whole, what was recorded stays for the next run, which takes over at once. */
  release(isWhole: boolean): void;
}

export interface FolderLockOptions {
  /** How long to wait for another run, in ms. */
  readonly waitMs?: number;
  /** The age in ms at which a lock counts as left behind even if its process seems alive. */
  readonly staleMs?: number;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in ms: a number may have been given to another process since. */
  readonly started: number;
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** The process number in a lock that was given up before the work was done. */
const nobody = 0;

/** A lock without content: its owner was killed between making and filling it. */
const unfilledMs = 2000;

/**
 * Waits for the lock of an output folder, taking over one whose process is gone.
 * @throws CodegenError OUTPUT_BUSY
 */
export async function lockFolder(root: string, options: FolderLockOptions = {}): Promise<FolderLock> {
  const { waitMs = 20_000, staleMs = 120_000 } = options;
  const path = join(root, folderLockName);
  const deadline = Date.now() + waitMs;
  for (;;) {
    if (create(path)) return held(path, new Map());
    const unfinished = takeOver(path, staleMs);
    if (unfinished !== null) return held(path, unfinished);
    if (Date.now() >= deadline) throw busy(root, path);
    await sleep(15 + Math.random() * 25);
  }
}

function held(path: string, unfinished: Owned): FolderLock {
  let recorded = unfinished;
  return {
    unfinished,
    record(files) {
      recorded = files;
      replaceFile(path, holderText(files, process.pid));
    },
    release(isWhole) {
      // Another run may have taken over from one that slept too long.
      if (readHolder(path)?.pid !== process.pid) return;
      if (isWhole || recorded.size === 0) rmSync(path, { force: true });
      else giveUp(path, recorded);
    },
  };
}

/** Runs while another error is on its way: where even this fails, the next run finds this process gone. */
function giveUp(path: string, recorded: Owned): void {
  try {
    replaceFile(path, holderText(recorded, nobody));
  } catch {
    // The first error tells more.
  }
}

function create(path: string): boolean {
  try {
    writeFileSync(path, holderText(new Map(), process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Replaces a lock that was left behind by ours; null where it is in use, or another run is just taking it over. */
function takeOver(path: string, staleMs: number): Owned | null {
  if (!isStale(path, staleMs)) return null;
  // Only one run may look and replace: else the second would replace the first one's new lock.
  const guard = `${path}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    if (ageOf(guard) > 10_000) rmSync(guard, { recursive: true, force: true });
    return null;
  }
  try {
    if (!isStale(path, staleMs)) return null;
    const unfinished = ownedOf(readHolder(path));
    replaceFile(path, holderText(unfinished, process.pid));
    return unfinished;
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

function isStale(path: string, staleMs: number): boolean {
  const age = ageOf(path);
  const holder = readHolder(path);
  if (holder === null) return age > unfilledMs;
  if (holder.pid === nobody || age > staleMs) return true;
  if (holder.host !== hostname()) return false;
  if (holder.pid === process.pid) return Math.abs(holder.started - started()) > 5000;
  return !isAlive(holder.pid);
}

function started(): number {
  return Math.round(Date.now() - process.uptime() * 1000);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** In ms; -1 where there is no such file. */
function ageOf(path: string): number {
  try {
    return Math.max(0, Date.now() - statSync(path).mtimeMs);
  } catch {
    return -1;
  }
}

function holderText(files: Owned, pid: number): string {
  const journal = Object.fromEntries([...files].map(([file, { written }]) => [file, [...written]]));
  const holder: Holder = { pid, host: hostname(), started: started(), files: journal };
  return JSON.stringify(holder);
}

function readHolder(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder | null;
    return typeof holder?.pid === 'number' ? holder : null;
  } catch {
    return null;
  }
}

function ownedOf(holder: Holder | null): Owned {
  const files: Owned = new Map();
  for (const [path, digests] of Object.entries(holder?.files ?? {})) {
    if (isSafePath(path) && Array.isArray(digests)) files.set(path, { written: new Set(digests) });
  }
  return files;
}

function busy(root: string, path: string): CodegenError {
  const holder = readHolder(path);
  const who = holder === null ? 'Another run' : `Another run (process ${holder.pid} on ${holder.host})`;
  return new CodegenError('OUTPUT_BUSY', `${who} is writing to ${root}.`, {
    fix: `Wait for it, or end it; if it is long gone, remove ${path}.`,
  });
}
