import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hooksOfRollup } from '../../src/plugins/hooks/rollup.ts';
import type { RollupContext } from '../../src/plugins/hooks/rollup.ts';
import { hooksOfVite } from '../../src/plugins/hooks/vite.ts';
import { applyToWebpack } from '../../src/plugins/hooks/webpack.ts';
import { folderWith, renamedLock } from './world.ts';

/* What no build shows: how a bundler is told. */

beforeEach(() => {
  vi.stubEnv('CI', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function rollupContext(watchMode: boolean) {
  const said: string[] = [];
  const watched: string[] = [];
  const context: RollupContext = {
    error({ message, stack }) {
      throw Object.assign(new Error(message), { stack });
    },
    warn: (message) => said.push(`warn ${message}`),
    info: (message) => said.push(`info ${message}`),
    addWatchFile: (path) => watched.push(path),
    meta: { watchMode },
  };
  return { context, said, watched };
}

describe('Rollup', () => {
  it('has other plugins wait, which read files when they start', () => {
    expect(hooksOfRollup({}).buildStart).toMatchObject({ order: 'pre', sequential: true });
    expect(hooksOfVite({}).buildStart).toMatchObject({ order: 'pre', sequential: true });
  });

  it('watches what a sync depends on, even where that failed, and only while it watches', async () => {
    const folder = folderWith({ 'twenty.lock.json': '{' });
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const hooks = hooksOfVite({});
    hooks.configResolved({
      root: folder,
      command: 'build',
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    const once = rollupContext(false);
    const failing = hooks.buildStart.handler.call(once.context);
    await expect(failing).rejects.toThrow(
      /is not JSON: .*\[LOCK_INVALID\]\nRestore it from version control/u,
    );
    expect(once.watched).toEqual([]);
    const watching = rollupContext(true);
    await expect(hooks.buildStart.handler.call(watching.context)).rejects.toThrow('LOCK_INVALID');
    expect(watching.watched).toContain(join(folder, 'twenty.lock.json'));
  });

  it('warns of files that had been edited', async () => {
    const folder = folderWith();
    const hooks = hooksOfVite({});
    hooks.configResolved({
      root: folder,
      command: 'build',
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await hooks.buildStart.handler.call(rollupContext(false).context);
    writeFileSync(join(folder, 'src', 'twenty', 'index.ts'), '// mine\n');
    const again = rollupContext(false);
    await hooks.buildStart.handler.call(again.context);
    expect(again.said.join()).toMatch(/warn index\.ts had been edited by hand/u);
  });
});

describe('Vite’s server', () => {
  it('syncs once for many changes of the lock, and never for what it wrote itself', async () => {
    const folder = folderWith();
    const said: string[] = [];
    let listener: (event: string, path: string) => void = () => undefined;
    const added = new Set<string>();
    const config = {
      root: folder,
      command: 'serve' as const,
      logger: {
        info: (text: string) => said.push(text),
        warn: (text: string) => said.push(text),
        error: (text: string) => said.push(text),
      },
    };
    const hooks = hooksOfVite({});
    hooks.configResolved(config);
    await hooks.buildStart.handler.call(rollupContext(true).context);
    hooks.configureServer({
      config,
      watcher: {
        add: (paths) => [paths].flat().forEach((path) => added.add(path)),
        on: (_event, heard) => (listener = heard),
      },
    });
    await vi.waitFor(() => expect([...added]).toContain(join(folder, 'twenty.lock.json')));
    writeFileSync(join(folder, 'twenty.lock.json'), renamedLock);
    for (const event of ['unlink', 'add', 'change']) listener(event, join(folder, 'twenty.lock.json'));
    await vi.waitFor(() => expect(said).toEqual(['[twenty-codegen] src/twenty: files: 1 written']));
    listener('change', join(folder, 'src', 'twenty', 'objects', 'person.ts'));
    listener('change', join(folder, 'twenty.lock.json'));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(said).toHaveLength(1);
    hooks.closeBundle();
  });
});

describe('webpack', () => {
  it('syncs before a compilation, which is told what it depends on and what went wrong', async () => {
    const folder = folderWith({ 'twenty.lock.json': '{' });
    const runs: (() => Promise<void>)[] = [];
    const compilations: ((compilation: object) => void)[] = [];
    const purged = vi.fn<() => void>();
    applyToWebpack(
      {
        context: folder,
        inputFileSystem: { purge: purged },
        webpack: { WebpackError: Error },
        getInfrastructureLogger: () => ({ info: () => undefined, warn: () => undefined }),
        hooks: {
          run: { tapPromise: (_name, work) => runs.push(work) },
          watchRun: { tapPromise: () => undefined },
          thisCompilation: { tap: (_name, work) => compilations.push(work as (one: object) => void) },
          watchClose: { tap: () => undefined },
        },
      },
      {},
    );
    const compile = async () => {
      const [files, errors]: [string[], Error[]] = [[], []];
      for (const run of runs) await run();
      for (const tell of compilations)
        tell({ fileDependencies: { add: (path: string) => files.push(path) }, errors, warnings: [] });
      return { files, errors: errors.map(({ message }) => message).join() };
    };
    const failed = await compile();
    expect(failed.errors).toMatch(/^\[twenty-codegen\] .*LOCK_INVALID/u);
    expect(failed.files).toContain(join(folder, 'twenty.lock.json'));
    writeFileSync(join(folder, 'twenty.lock.json'), renamedLock);
    expect((await compile()).errors).toBe('');
    expect(purged).toHaveBeenCalledTimes(1);
    // Nothing is written, so nothing it knows is out of date.
    expect((await compile()).errors).toBe('');
    expect(purged).toHaveBeenCalledTimes(1);
  });
});
