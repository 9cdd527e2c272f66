import { relative } from 'node:path';
import { CodegenError } from '../errors.ts';
import type { Warning } from '../errors.ts';
import type { CommandResult, OneResult, WorkspaceFailure } from './result.ts';
import { painter, printable } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { wordResult } from './words.ts';
import type { Wording, Words } from './words.ts';

export interface ReporterOptions {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Every JSON document on a line of its own. */
  readonly lines?: boolean;
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
  /** One of several things that a command tells while it runs: with --json this document, else these words. */
  tell(event: Telling): void;
  error(error: unknown, command: string | null): number;
  /** Takes the progress line away. */
  clear(): void;
}

export interface Telling {
  readonly document: Readonly<Record<string, unknown>>;
  readonly words: (wording: Wording) => Words;
  readonly warnings?: readonly Warning[];
  /** Said before the words. */
  readonly error?: unknown;
  /** Said with --quiet, too. */
  readonly isProblem?: boolean;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { terminal, json, quiet, debug } = options;
  const secrets = new Set<string>();
  const paint = painter(terminal.colour.err);
  let hasProgress = false;
  const wording: Wording = {
    out: painter(terminal.colour.out),
    err: paint,
    path: (path) => shortest(path, options.cwd),
  };

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
    out(`${JSON.stringify(document, null, options.lines === true ? 0 : 2)}\n`);
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
      if (json) printJson(documentOf(result));
      else if ('workspaces' in result) {
        for (const one of result.workspaces) {
          if (!quiet || one.exitCode !== 0) err(`${paint('bold', printable(one.workspace ?? ''))}\n`);
          if ('error' in one) wordError(one.error);
          else word(one);
        }
      } else word(result);
      return result.exitCode;
    },
    tell({ document, words, warnings = [], error, isProblem = false }) {
      clear();
      if (json) printJson(error === undefined ? document : { ...document, error: errorDocument(error) });
      else if (!quiet || isProblem) {
        if (error !== undefined) wordError(error);
        warn(warnings);
        const said = words(wording);
        out(said.out);
        err(said.err);
      }
    },
    error(error, command) {
      clear();
      const failure = asCodegenError(error);
      if (json) printJson({ ok: false, exitCode: failure.exitCode, command, error: errorDocument(error) });
      else wordError(error);
      return failure.exitCode;
    },
  };

  function word(result: OneResult): void {
    const words = wordResult(result, wording);
    if (!quiet || result.exitCode !== 0) out(words.out);
    if (quiet) return;
    warn(result.warnings);
    err(words.err);
  }

  function wordError(error: unknown): void {
    const { code, message, fix, details } = asCodegenError(error);
    err(`${paint('red', 'error')} ${printable(message)} ${paint('dim', `[${code}]`)}\n`);
    for (const detail of details) err(`  ${printable(detail)}\n`);
    err(`${printable(fix)}\n`);
    if (debug) err(`\n${stackOf(error)}\n`);
  }

  function errorDocument(error: unknown): object {
    const { code, message, fix, details } = asCodegenError(error);
    return { code, message, fix, details, ...(debug ? { stack: stackOf(error) } : {}) };
  }

  function documentOf(result: CommandResult | WorkspaceFailure): object {
    const { exitCode, ...rest } = result;
    const ok = exitCode === 0;
    if ('error' in rest) return { ok, exitCode, ...rest, error: errorDocument(rest.error) };
    if (!('workspaces' in rest)) return { ok, exitCode, ...rest };
    return { ok, exitCode, ...rest, workspaces: rest.workspaces.map(documentOf) };
  }
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
