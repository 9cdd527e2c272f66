import { relative } from 'node:path';
import { CodegenError } from '../errors.ts';
import type { Warning } from '../errors.ts';
import type { CommandResult } from './result.ts';
import { painter, printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { wordResult } from './words.ts';

export interface ReporterOptions {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  /** Paths are shown relative to it. */
  readonly cwd: string;
}

/** The only place that prints. Data asked for goes to stdout, everything else to stderr. */
export interface Reporter {
  readonly options: ReporterOptions;
  /** What is going on: one changing line on a terminal, a line each elsewhere. */
  progress(text: string): void;
  /** Something that must never be printed, whatever message it turns up in. */
  hide(secret: string | undefined): void;
  result(result: CommandResult): number;
  error(error: unknown, command: string | null): number;
  /** Takes the progress line away. */
  clear(): void;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { terminal, json, quiet, debug } = options;
  const secrets = new Set<string>();
  const paint = painter(terminal.colour.err);
  let hasProgress = false;

  function redact(text: string): string {
    let clean = text;
    for (const secret of secrets) clean = clean.replaceAll(secret, '<key>');
    return clean;
  }
  const out = (text: string): void => terminal.out(redact(text));
  const err = (text: string): void => terminal.err(redact(text));
  function clear(): void {
    if (hasProgress) err('\r\u001B[K');
    hasProgress = false;
  }
  function warn(warnings: readonly Warning[]): void {
    for (const { message } of warnings) err(`${paint('yellow', 'warning')} ${printable(message)}\n`);
  }
  function printJson(document: object): void {
    out(`${JSON.stringify(document, null, 2)}\n`);
  }

  return {
    options,
    clear,
    hide(secret) {
      // Anything shorter would turn up in ordinary words.
      if (secret !== undefined && secret.length >= 6) secrets.add(secret);
    },
    progress(text) {
      if (json || quiet) return;
      if (!terminal.isInteractive) {
        err(`${printable(text)}\n`);
        return;
      }
      err(`\r\u001B[K${paint('dim', `${printable(text)} …`)}`);
      hasProgress = true;
    },
    result(result) {
      clear();
      if (json) {
        const { exitCode, ...rest } = result;
        printJson({ ok: exitCode === 0, exitCode, ...rest });
        return result.exitCode;
      }
      const words = wordResult(result, {
        out: painter(terminal.colour.out),
        err: paint,
        path: (path) => shortest(path, options.cwd),
      });
      if (!quiet || result.exitCode !== 0) out(words.out);
      if (!quiet) {
        warn(result.warnings);
        err(words.err);
      }
      return result.exitCode;
    },
    error(error, command) {
      clear();
      const failure = asCodegenError(error);
      const { code, message, fix, details, exitCode } = failure;
      if (json) {
        const stack = debug ? { stack: stackOf(error) } : {};
        printJson({ ok: false, exitCode, command, error: { code, message, fix, details, ...stack } });
        return exitCode;
      }
      err(`${paint('red', 'error')} ${printable(message)} ${paint('dim', `[${code}]`)}\n`);
      for (const detail of details) err(`  ${printable(detail)}\n`);
      err(`${printable(fix)}\n`);
      if (debug) err(`\n${stackOf(error)}\n`);
      return exitCode;
    },
  };
}

/** Anything thrown that is not ours is a mistake of ours, or of the user's own config. */
function asCodegenError(error: unknown): CodegenError {
  if (error instanceof CodegenError) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new CodegenError('UNEXPECTED', message, { cause: error });
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(error.cause)}`;
}

/** Relative where that is shorter. */
function shortest(path: string, cwd: string): string {
  const short = relative(cwd, path) || '.';
  return short.length < path.length ? short : path;
}
