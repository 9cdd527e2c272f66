import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseLock } from '../../lock/parse.ts';
import { findLockText } from '../../lock/text.ts';
import type { Model } from '../../model/types.ts';

/** How often the file is looked at where nothing tells of a change. */
const pollMs = 2000;

/** How long it takes to write, in as many steps as there are. */
const settleMs = 100;

/**
 * Follows a lock: calls back with its model whenever that may have become another one, and with what is wrong with it.
 * @returns what ends that
 */
export function followLock(
  path: string,
  onModel: (model: Model) => void,
  onError: (error: unknown) => void,
): () => void {
  let known = textNow();
  let timer: NodeJS.Timeout | undefined;

  function textNow(): string | null {
    try {
      return findLockText(path);
    } catch {
      return null;
    }
  }

  function look(): void {
    const text = textNow();
    // A lock that is away for a moment is being written.
    if (text === null || text === known) return;
    known = text;
    try {
      onModel(parseLock(text, path));
    } catch (error) {
      onError(error);
    }
  }

  const poll = setInterval(look, pollMs);
  const watcher = watchFolder(dirname(path), (name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(look, settleMs);
  });
  return () => {
    clearInterval(poll);
    clearTimeout(timer);
    watcher?.close();
  };
}

/** The folder, not the file: a new file takes the old one's place. */
function watchFolder(folder: string, onEvent: (name: string | null) => void): { close(): void } | undefined {
  try {
    const watcher = watch(folder, (_event, name) => onEvent(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
