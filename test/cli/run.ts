import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');
export const cli = join(root, 'dist', 'cli.js');

/** Builds dist where a source is newer than it; once, however many test files ask at the same time. */
export async function ensureBuilt(): Promise<void> {
  const guard = join(root, 'node_modules', '.twenty-codegen-building');
  for (;;) {
    try {
      mkdirSync(guard);
      break;
    } catch {
      if (existsSync(guard) && Date.now() - statSync(guard).mtimeMs > 120_000)
        rmSync(guard, { recursive: true, force: true });
      await sleep(100);
    }
  }
  try {
    if (isBuilt()) return;
    const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm run build failed:\n${stdout}\n${stderr}`);
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

function isBuilt(): boolean {
  const types = join(root, 'dist', 'index.d.ts');
  if (!existsSync(cli) || !existsSync(types)) return false;
  const built = Math.min(statSync(cli).mtimeMs, statSync(types).mtimeMs);
  const sources = ['src', 'fixtures'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(root, folder, path),
    ),
  );
  return [...sources, join(root, 'package.json'), join(root, 'tsdown.config.ts')].every(
    (path) => statSync(path).mtimeMs < built,
  );
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export type Env = Readonly<Record<string, string>>;

/** Starts the built command line as a user's shell would, with none of our own environment's Twenty settings. */
export function start(
  cwd: string,
  args: readonly string[],
  env: Env = {},
  nodeArgs: readonly string[] = [],
): ChildProcess {
  const { TWENTY_API_URL: _url, TWENTY_API_KEY: _key, FORCE_COLOR: _colour, ...own } = process.env;
  return spawn(process.execPath, [...nodeArgs, cli, ...args], {
    cwd,
    env: { ...own, ...env },
    stdio: 'pipe',
  });
}

export async function run(
  cwd: string,
  args: readonly string[],
  env: Env = {},
  nodeArgs: readonly string[] = [],
): Promise<Ran> {
  return finished(start(cwd, args, env, nodeArgs));
}

export function finished(child: ChildProcess): Promise<Ran> {
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin?.end();
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** A new project folder with these files; objects are written as JSON. */
export function project(
  files: Readonly<Record<string, string | object>> = { 'package.json': '{\n  "name": "project"\n}\n' },
): string {
  const folder = mkdtempSync(join(tmpdir(), 'twenty-codegen-cli-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}
