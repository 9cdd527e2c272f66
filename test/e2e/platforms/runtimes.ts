import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JavaScript runtime that npm can install. */
export interface Runtime {
  readonly name: string;
  readonly package: string;
  /** The command that the package has. */
  readonly bin: string;
  /** What comes before the file that it is to run. */
  readonly args: readonly string[];
  readonly hasWebWorkers: boolean;
}

/** Those that run TypeScript by taking its types away; the quickest to install first. */
export const runtimes: readonly Runtime[] = [
  {
    name: 'Deno',
    package: 'deno@2',
    bin: 'deno',
    // Nothing but the network, and for a worker the file that it is: not even the environment.
    args: ['run', '--quiet', '--no-prompt', '--allow-net=127.0.0.1', '--allow-read=worker.js'],
    hasWebWorkers: true,
  },
  { name: 'Bun', package: 'bun@1', bin: 'bun', args: ['--no-install'], hasWebWorkers: true },
  {
    name: 'Node 22',
    package: 'node@22',
    bin: 'node',
    args: ['--disable-warning=ExperimentalWarning'],
    hasWebWorkers: false,
  },
  { name: 'Node 24', package: 'node@24', bin: 'node', args: [], hasWebWorkers: false },
];

export type Installed = { readonly bin: string; readonly version: string } | { readonly reason: string };

/** Installs a runtime below a folder that is there, or says why it is not to be had. */
export async function install(runtime: Runtime, parent: string): Promise<Installed> {
  const cwd = join(parent, runtime.name.replace(' ', '-'));
  mkdirSync(cwd);
  // Else npm takes a project further up for its own.
  writeFileSync(join(cwd, 'package.json'), '{"private":true}\n');
  const bin = join(cwd, 'node_modules', '.bin', runtime.bin);
  try {
    await run('npm', [...npmArgs.split(' '), runtime.package], cwd);
    const version = await run(bin, ['--version'], cwd);
    return { bin, version: version.split('\n')[0] ?? '' };
  } catch (error) {
    const reason = (error as Error).message;
    console.warn(`${runtime.name} is left out, since it cannot be installed here: ${reason}`);
    return { reason };
  }
}

// Where there is no network, one should know before long.
const npmArgs =
  'install --prefer-offline --no-audit --no-fund --no-package-lock --fetch-retries=1 --fetch-retry-mintimeout=1000';

function run(file: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd, timeout: 120_000 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout.trim());
      // Of npm's many lines, those at the start say what went wrong.
      const said = stderr
        .match(/(?<=^npm (?:error|ERR!) ).+/gm)
        ?.slice(0, 4)
        .join('; ');
      reject(said === undefined ? error : new Error(said));
    });
  });
}
