import { dirname, relative, resolve, sep } from 'node:path';
import { CodegenError } from '../errors.ts';
import { defaultOutput, lockName, resolveSettings } from './settings.ts';
import type { Flags, Settings, SettingsSource } from './settings.ts';
import { didYouMean } from './suggest.ts';
import type { CodegenConfig, WorkspaceConfig } from './types.ts';

/** Flags that mean one workspace. */
const ownFlags = ['url', 'output', 'lock'] as const;

/**
 * The settings of every workspace that a config names, in its order, or of the only one where it names none.
 * @param names those that the flags are for; none: all
 * @throws CodegenError USAGE for names that there are not, and flags that cannot be for several; CONFIG_INVALID where
 *   workspaces get into each other's way, all problems at once
 */
export function resolveWorkspaces(
  source: SettingsSource,
  names: readonly string[] = [],
): readonly Settings[] {
  const { config } = source;
  if (config.workspaces === undefined) {
    if (names[0] !== undefined) {
      throw new CodegenError(
        'USAGE',
        `There is no workspace ${JSON.stringify(names[0])}: the config names none.`,
        {
          fix: 'Leave out --workspace, or add `workspaces` to the config.',
        },
      );
    }
    return [resolveSettings(source)];
  }
  const all = Object.keys(config.workspaces);
  rejectUnknown(names, all);
  const meant = names.length === 0 ? all : [...new Set(names)];
  rejectOwnFlags(source.flags, meant);
  const settled = settlePaths(source, meant);
  const { url: _url, output: _output, lock: _lock, ...shared } = source.flags;
  const standIns = new Set(meant.map((name) => settled.get(name)?.primary));
  return all.map((name) => {
    const { output, lock, primary } = settled.get(name) ?? unsettled(name);
    const flags = meant.includes(name) ? source.flags : standIns.has(name) ? shared : {};
    return {
      ...resolveSettings({ ...source, flags, workspace: name }),
      output,
      lock,
      primary: primary === name ? null : primary,
    };
  });
}

/**
 * Those of the given names, in the order of the config; all where none is given.
 * @throws CodegenError USAGE
 */
export function selectWorkspaces(all: readonly Settings[], names: readonly string[]): readonly Settings[] {
  if (names.length === 0) return all;
  rejectUnknown(
    names,
    all.flatMap(({ workspace }) => workspace ?? []),
  );
  return all.filter(({ workspace }) => workspace !== null && names.includes(workspace));
}

/** Each output once: a workspace that shares another one's is stood for by that one. */
export function primariesOf(chosen: readonly Settings[], all: readonly Settings[]): readonly Settings[] {
  const found = chosen.map((one) =>
    one.primary === null ? one : (all.find(({ workspace }) => workspace === one.primary) ?? one),
  );
  return [...new Set(found)];
}

function rejectUnknown(names: readonly string[], all: readonly string[]): void {
  const wrong = names.find((name) => !all.includes(name));
  if (wrong === undefined) return;
  const hint = didYouMean(wrong, all);
  throw new CodegenError('USAGE', `There is no workspace ${JSON.stringify(wrong)} in the config.${hint}`, {
    fix: `The config names ${all.join(', ')}.`,
  });
}

function rejectOwnFlags(flags: Flags, meant: readonly string[]): void {
  const flag = ownFlags.find((key) => flags[key] !== undefined);
  if (flag === undefined || meant.length === 1) return;
  throw new CodegenError('USAGE', `--${flag} is for one workspace, and these are ${meant.join(', ')}.`, {
    fix: 'Choose one with --workspace.',
  });
}

interface Paths {
  readonly output: string;
  readonly lock: string;
  /** The first workspace with this output: it may be this one. */
  readonly primary: string;
}

/** Outputs and locks, absolute. Where nothing says otherwise, an own output has an own lock, and a shared output one. */
function settlePaths(source: SettingsSource, meant: readonly string[]): ReadonlyMap<string, Paths> {
  const { cwd, flags, config, configPath } = source;
  const home = configPath === null ? cwd : dirname(configPath);
  const atHome = (path: string): string => resolve(home, path);
  const shared = atHome(config.output ?? defaultOutput);
  const entries = Object.entries(config.workspaces ?? {}).map(([name, entry]) => ({
    name,
    ...pathsOf(entry, atHome),
    ...(meant.includes(name) ? pathsOf(flags, (path) => resolve(cwd, path)) : {}),
  }));
  const settled = new Map<string, Paths>();
  for (const { name, output = shared, lock } of entries) {
    const sharing = entries.filter((entry) => (entry.output ?? shared) === output);
    const primary = sharing[0]?.name ?? name;
    const named = sharing.find((entry) => entry.lock !== undefined)?.lock;
    const otherwise =
      output === shared ? atHome(config.lock ?? lockName) : (named ?? atHome(`twenty.${primary}.lock.json`));
    settled.set(name, { output, lock: lock ?? otherwise, primary });
  }
  rejectConflicts(settled, config, (path) => relative(home, path));
  return settled;
}

function pathsOf(
  { output, lock }: Pick<CodegenConfig | WorkspaceConfig | Flags, 'output' | 'lock'>,
  absolute: (path: string) => string,
): { readonly output?: string; readonly lock?: string } {
  return {
    ...(output === undefined ? {} : { output: absolute(output) }),
    ...(lock === undefined ? {} : { lock: absolute(lock) }),
  };
}

function rejectConflicts(
  settled: ReadonlyMap<string, Paths>,
  config: CodegenConfig,
  shown: (path: string) => string,
): void {
  const list = [...settled];
  const problems = list.flatMap(([name, paths], index) =>
    list.slice(0, index).flatMap(([other, others]) => {
      const pair = `workspaces.${other} and workspaces.${name}`;
      if (paths.output === others.output) {
        return paths.lock === others.lock
          ? []
          : [
              `${pair}: one output, ${shown(paths.output)}, but two locks, ${shown(others.lock)} and ${shown(paths.lock)}.`,
            ];
      }
      const nested = [paths, others].toSorted((a, b) => a.output.length - b.output.length);
      const [outer, inner] = nested.map(({ output }) => output);
      return [
        ...(paths.lock === others.lock
          ? [
              `${pair}: one lock, ${shown(paths.lock)}, but two outputs, ${shown(others.output)} and ${shown(paths.output)}.`,
            ]
          : []),
        ...(outer !== undefined && inner?.startsWith(outer.endsWith(sep) ? outer : outer + sep) === true
          ? [`${pair}: the output ${shown(inner)} lies inside the output ${shown(outer)}.`]
          : []),
      ];
    }),
  );
  if (problems.length === 0) return;
  const count = Object.keys(config.workspaces ?? {}).length;
  throw new CodegenError(
    'CONFIG_INVALID',
    `The ${count} workspaces of the config get into each other's way.`,
    {
      details: problems,
      fix: 'Give each an `output` of its own (its `lock` can be left out then), or let them share output and lock.',
    },
  );
}

function unsettled(name: string): never {
  throw new Error(`no paths were settled for ${name}`);
}
