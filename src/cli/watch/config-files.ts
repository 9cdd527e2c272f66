import { watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { configNames } from '../../config/find.ts';
import { readText } from '../../read-text.ts';

/** The files that settings come from: the config, by whatever name it is found, and the .env beside it. */
export interface ConfigFiles {
  /** Whether one of them holds something else than at the last look. */
  haveChanged(): boolean;
  close(): void;
}

/** How often they are looked at where nothing tells of a change. */
const pollMs = 5000;

/** How long an editor takes to write a file, in as many steps as it likes. */
const settleMs = 150;

/**
 * @param configPath null where there is no config: one may come to be in `cwd`
 * @param onChange called shortly after one of the files may have changed, and now and then: on some network drives, and in
 *   containers, the system tells nothing
 */
export function watchConfigFiles(configPath: string | null, cwd: string, onChange: () => void): ConfigFiles {
  const folder = configPath === null ? cwd : dirname(configPath);
  const names = new Set(['.env', ...configNames, ...(configPath === null ? [] : [basename(configPath)])]);
  let known = read();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watchFolder(folder, (name) => {
    if (name !== null && !names.has(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMs);
  });

  const poll = setInterval(onChange, pollMs);

  function read(): string {
    return JSON.stringify([...names].map((name) => readText(join(folder, name))));
  }

  return {
    haveChanged() {
      const now = read();
      if (now === known) return false;
      known = now;
      return true;
    },
    close() {
      clearTimeout(timer);
      clearInterval(poll);
      watcher?.close();
    },
  };
}

/** The folder, not the file: editors put a new file in the old one's place. */
function watchFolder(folder: string, onEvent: (name: string | null) => void): { close(): void } | null {
  try {
    const watcher = watch(folder, (_event, name) => onEvent(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
