import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { didYouMean } from '../config/suggest.ts';
import { CodegenError } from '../errors.ts';
import { version } from '../version.ts';
import type { Command } from './arguments.ts';
import { commandIndex, flagOf, globalArgs, readArguments, textOf } from './arguments.ts';
import type { Runner } from './context.ts';
import { createReporter } from './reporter.ts';
import type { Reporter } from './reporter.ts';
import { processTerminal } from './terminal.ts';

interface CommandModule {
  readonly command: Command;
  readonly run: Runner;
}

/** Each is loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<CommandModule>>> = {
  init: () => import('./commands/init.ts'),
  pull: () => import('./commands/pull.ts'),
  generate: () => import('./commands/generate.ts'),
  check: () => import('./commands/check.ts'),
  diff: () => import('./commands/diff.ts'),
  migrate: () => import('./commands/migrate.ts'),
  doctor: () => import('./commands/doctor.ts'),
  serve: () => import('./commands/serve.ts'),
};

/** `--format json` is `--json`, wherever there is a choice. */
function asksForJson(args: readonly string[]): boolean {
  return args.some((arg, at) => arg === '--format=json' || (arg === '--format' && args[at + 1] === 'json'));
}

/** Runs the command line. Resolves to the exit code, or to null where the process is to stay (a server). */
export async function main(args: readonly string[]): Promise<number | null> {
  const terminal = processTerminal();
  // Known before the arguments are read, so that an error in them is told in the form asked for.
  const asked = (flag: string): boolean => args.includes(flag);
  let reporter = createReporter({
    terminal,
    json: asked('--json') || asksForJson(args),
    quiet: asked('--quiet'),
    // A command that goes on for ever tells one thing after another.
    lines: asked('--watch'),
    debug: asked('--debug'),
    cwd: process.cwd(),
  });
  const abort = new AbortController();
  let isHeld = false;
  let interruptedWith: number | null = null;
  const interrupt = (exitCode: number): void => {
    reporter.clear();
    const isFirst = interruptedWith === null;
    interruptedWith = exitCode;
    abort.abort();
    // Files are written in one go, without returning here: nothing is half done.
    if (!isHeld || !isFirst) process.exit(exitCode);
  };
  process.on('SIGINT', () => interrupt(130));
  const index = commandIndex(args);
  const name = args[index] ?? null;
  try {
    if (name === null) return await withoutCommand(args, reporter);
    if (!Object.hasOwn(commands, name)) throw unknownCommand(name);
    const { command, run } = await (commands[name] ?? unknown)();
    const values = readArguments(name, args.toSpliced(index, 1), command.args);
    if (flagOf(values, 'help')) return await printHelp(command, reporter);
    if (flagOf(values, 'version')) return printVersion(reporter);
    const cwd = resolve(textOf(values, 'cwd') ?? '.');
    if (!existsSync(cwd)) throw new CodegenError('USAGE', `There is no folder ${cwd}.`);
    reporter = createReporter({ ...reporter.options, cwd });
    const result = await run({
      args: values,
      cwd,
      env: process.env,
      reporter,
      signal: abort.signal,
      holdInterrupts: () => {
        isHeld = true;
        process.on('SIGTERM', () => interrupt(143));
      },
      version,
    });
    const exitCode = result === null ? 0 : reporter.result(result);
    return result?.command === 'serve' ? null : (interruptedWith ?? exitCode);
  } catch (error) {
    return reporter.error(error, name !== null && Object.hasOwn(commands, name) ? name : null);
  }
}

async function withoutCommand(args: readonly string[], reporter: Reporter): Promise<number> {
  const values = readArguments('twenty-codegen', args, globalArgs);
  if (flagOf(values, 'version')) return printVersion(reporter);
  const root: Command = {
    meta: {
      name: 'twenty-codegen',
      version,
      description: 'A typed client generated from your own Twenty CRM workspace',
    },
    args: globalArgs,
    subCommands: Object.fromEntries(
      Object.entries(commands).map(([key, load]) => [key, async () => (await load()).command]),
    ),
  };
  if (flagOf(values, 'help')) return printHelp(root, reporter);
  throw new CodegenError('USAGE', `No command was given. There are ${Object.keys(commands).join(', ')}.`);
}

function printVersion({ options }: Reporter): number {
  options.terminal.out(options.json ? `${JSON.stringify({ version })}\n` : `${version}\n`);
  return 0;
}

async function printHelp(command: Command, { options }: Reporter): Promise<number> {
  const [{ renderUsage }, { withoutColour }] = await Promise.all([import('citty'), import('./terminal.ts')]);
  const parent = command.meta.name === 'twenty-codegen' ? undefined : { meta: { name: 'twenty-codegen' } };
  const usage = withoutColour(await renderUsage(command, parent));
  options.terminal.out(options.json ? `${JSON.stringify({ help: usage })}\n` : `${usage}\n`);
  return 0;
}

function unknownCommand(name: string): CodegenError {
  return new CodegenError(
    'USAGE',
    `There is no command \`${name}\`.${didYouMean(name, Object.keys(commands))}`,
  );
}

function unknown(): never {
  throw new CodegenError('USAGE', 'There is no such command.');
}
