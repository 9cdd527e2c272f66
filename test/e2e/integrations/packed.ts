import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureBuilt } from '../../cli/run.ts';

const root = join(import.meta.dirname, '..', '..', '..');

export interface Ran {
  readonly code: number;
  /** stdout and stderr. */
  readonly output: string;
}

/** A project of a user, outside the repository, with this package in it as npm would publish it. */
export interface PackedProject {
  readonly folder: string;
  add(files: Readonly<Record<string, string | object>>): void;
  /** @returns why it cannot be, or undefined */
  install(packages: readonly string[]): Promise<string | undefined>;
  /** By its name in the project's node_modules/.bin, or `node` for the one that runs this. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  npm(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /**
   * Starts a server that says where it is.
   * @throws what it printed, where it ends before
   */
  start(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Started>;
  remove(): void;
}

export interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

// Where there is no network, one should know before long.
const npmArgs =
  'install --prefer-offline --no-audit --no-fund --no-package-lock --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=1000';

/**
 * @param files by their path in the project; `../name` lies beside it
 * @param packages what else is installed: `jest@30`
 * @returns or why it cannot be installed here
 */
export async function createPacked(
  files: Readonly<Record<string, string | object>>,
  packages: readonly string[],
): Promise<PackedProject | { readonly reason: string }> {
  await ensureBuilt();
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'twenty-codegen-integration-')));
  const folder = join(parent, 'app');
  mkdirSync(folder);
  const project: PackedProject = {
    folder,
    add(more) {
      for (const [path, content] of Object.entries(more)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(
          join(folder, path),
          typeof content === 'string' ? content : JSON.stringify(content, null, 2),
        );
      }
    },
    run(command, args, env = {}) {
      const file = command === 'node' ? process.execPath : join(folder, 'node_modules', '.bin', command);
      return execute(file, args, folder, env);
    },
    async install(added) {
      const { code, output } = await execute('npm', [...npmArgs.split(' '), ...added], folder);
      return code === 0 ? undefined : output.split('\n').slice(0, 4).join('; ');
    },
    npm: (args, env) => execute('npm', args, folder, env),
    start: (command, args, env) =>
      startServer(join(folder, 'node_modules', '.bin', command), args, folder, env),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
  project.add({ 'package.json': { name: 'app', private: true, type: 'module' }, ...files });
  const packed = await execute('npm', ['pack', root, '--silent', '--pack-destination', parent], folder);
  const tarball = packed.output.trim().split('\n').at(-1) ?? '';
  if (packed.code !== 0) throw new Error(packed.output);
  const reason = await project.install([join('..', tarball), ...packages]);
  if (reason === undefined) return project;
  project.remove();
  return { reason };
}

/** With none of our own environment's settings. */
function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const {
    TWENTY_API_URL: _url,
    TWENTY_API_KEY: _key,
    NODE_OPTIONS: _options,
    NODE_ENV: _env,
    VITEST: _vitest,
    ...own
  } = process.env;
  return { ...own, NO_COLOR: '1', ...env };
}

function startServer(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Started> {
  // A group of its own: what it starts itself ends with it.
  const child = spawn(file, args, { cwd, env: environment(env), detached: true, stdio: 'pipe' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /Local: +(http:\/\/[^\s/]+)/u.exec(output)?.[1];
      if (url === undefined) return;
      resolve({
        url,
        async stop() {
          if (child.pid !== undefined) process.kill(-child.pid);
          await ended;
        },
      });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${file} ended: ${output}`)));
  });
}

function execute(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const options = {
    cwd,
    env: environment(env),
    maxBuffer: 64 * 1024 * 1024,
    timeout: 150_000,
  };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}

/** The text of a file of the repository. */
export function repositoryFile(...path: readonly string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}
