import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { configNames, findConfig } from '../config/find.ts';
import { readWorkspaces } from '../config/read.ts';
import { lockName } from '../config/settings.ts';
import type { Flags, Settings } from '../config/settings.ts';
import { primariesOf, selectWorkspaces } from '../config/workspaces.ts';
import { CodegenError } from '../errors.ts';
import { nearestFolder } from '../folders.ts';
import { generateOffline } from '../generate/generation.ts';
import type { Generated } from '../generate/generation.ts';
import type { Work } from '../generate/work.ts';
import { readText } from '../read-text.ts';
import { version } from '../version.ts';
import { inEnvironment, withOwnEnvironment } from './environment.ts';
import { isCheck } from './options.ts';
import type { PluginOptions } from './options.ts';

/** A project that is built: what of it is generated, and from what. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly isCheck: boolean;
  /**
   * Brings every output to what its lock gives, or only makes sure that it is. Without key and network; reads the config
   * anew where it changed. At a time there is one such run in this process.
   *
   * @throws CodegenError OUTPUT_STALE, and those of the config, the lock and the output
   */
  sync(): Promise<readonly Generated[]>;
  /** What a sync depends on: config, .env and locks, as far as it is known. Absolute. */
  files(): readonly string[];
  /** The workspaces that outputs are generated from, as the last sync read them. */
  workspaces(): readonly Settings[];
}

/** @param folder where the bundler works, absolute: in the project's folder, or below it */
export function createProject(options: PluginOptions, folder: string): Project {
  const root = rootAbove(folder);
  const isOnlyChecked = isCheck(options, process.env);
  let settings: readonly Settings[] | null = null;
  let readFrom: string | null = null;

  function sources(): readonly string[] {
    const config = options.config === undefined ? findConfig(root) : resolve(root, options.config);
    return [...(config === null ? [] : [config]), join(config === null ? root : dirname(config), '.env')];
  }

  async function current(): Promise<readonly Settings[]> {
    const text = JSON.stringify(sources().map((path) => [path, readText(path)]));
    if (settings !== null && text === readFrom) return settings;
    const again = readFrom !== null;
    readFrom = text;
    settings = null;
    settings = await read(options, root, again);
    return settings;
  }

  return {
    root,
    isCheck: isOnlyChecked,
    sync: () =>
      inTurn(async () => {
        const outputs = await current();
        if (isOnlyChecked) {
          await expectCurrent(outputs, root);
          return [];
        }
        const done: Generated[] = [];
        for (const one of outputs) done.push(await generateOffline(quiet, one, generation()));
        return done;
      }),
    files: () => [...new Set([...sources(), ...(settings ?? []).map(({ lock }) => lock)])],
    workspaces: () => settings ?? [],
  };
}

/** The project's folder: the nearest one, going up, with a config, a lock or a package.json. Some frameworks work below it. */
function rootAbove(folder: string): string {
  const marks = [...configNames, lockName, 'package.json'];
  return nearestFolder(folder, (at) => marks.some((name) => existsSync(join(at, name)))) ?? folder;
}

const quiet: Work = {
  version,
  signal: new AbortController().signal,
  reporter: { progress: () => undefined },
};

const generation = () => ({ force: false, dryRun: false, startedAt: performance.now() });

async function read(options: PluginOptions, root: string, again: boolean): Promise<readonly Settings[]> {
  const { config, workspace = [], output, lock, enums } = options;
  const names = [workspace].flat();
  const flags: Flags = {
    ...(output === undefined ? {} : { output }),
    ...(lock === undefined ? {} : { lock }),
    ...(enums === undefined ? {} : { enums }),
  };
  const env = { ...process.env };
  const { result: all, variables } = await withOwnEnvironment(() =>
    readWorkspaces({ cwd: root, env, config, flags, workspaces: names, again }),
  );
  return primariesOf(selectWorkspaces(all, names), all).map((one) => ({
    ...one,
    apiKey: () => inEnvironment(variables, one.apiKey),
  }));
}

/** @throws CodegenError OUTPUT_STALE, naming the files */
async function expectCurrent(outputs: readonly Settings[], root: string): Promise<void> {
  const { compareOutput } = await import('../generate/check.ts');
  const details: string[] = [];
  const stale: string[] = [];
  for (const one of outputs) {
    const { ok, differences } = await compareOutput(one);
    if (ok) continue;
    const output = relative(root, one.output) || '.';
    stale.push(`${output} is not what ${relative(root, one.lock)} gives`);
    for (const kind of ['stale', 'missing', 'edited', 'extra'] as const) {
      details.push(...differences[kind].map((path) => `${kind.padEnd(7)} ${join(output, path)}`));
    }
  }
  if (stale.length > 0) throw new CodegenError('OUTPUT_STALE', `${stale.join('; ')}.`, { details });
}

/** Several instances of a plugin, for server and client code, are at work at once: they would be in each other's way. */
let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}
