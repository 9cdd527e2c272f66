import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A node process to measure: its arguments, where it runs, and what must be as it was before each run. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly before?: () => void;
}

/**
 * The median wall time of each command in milliseconds. They take turns, so that what else the machine does slows all
 * of them alike.
 */
export function takeTurns<K extends string>(
  commands: Readonly<Record<K, Command>>,
  rounds: number,
): Readonly<Record<K, number>> {
  const names = Object.keys(commands) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times.get(name)?.push(wallTime(commands[name]));
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>;
}

function wallTime(command: Command): number {
  command.before?.();
  const start = performance.now();
  run(command.args, command.cwd);
  return performance.now() - start;
}

/** The most memory that the process held, in bytes. */
export function peakMemory({ args, cwd, before }: Command): number {
  before?.();
  const hook = join(import.meta.dirname, 'peak-memory.cjs');
  return Number(run(['--require', hook, ...args], cwd).fd3);
}

function run(args: readonly string[], cwd: string): { readonly fd3: string } {
  const result = spawnSync(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) {
    throw new Error(`node ${args.join(' ')} failed:\n${String(result.stdout)}${String(result.stderr)}`);
  }
  return { fd3: String(result.output[3]) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
