import type { Warning } from '../errors.ts';

/** What a command did. The reporter words it; `--json` prints it as it is. */
export type CommandResult =
  InitResult | PullResult | GenerateResult | CheckResultReport | DoctorResult | ServeResult;

interface Result {
  readonly exitCode: number;
  readonly warnings: readonly Warning[];
}

export interface InitResult extends Result {
  readonly command: 'init';
  readonly config: string;
  readonly configCreated: boolean;
  /** Null where there is no package.json. */
  readonly packageJson: string | null;
  readonly scriptsAdded: readonly string[];
  /** What is left for the user to do. */
  readonly next: readonly string[];
}

export interface PullResult extends Result {
  readonly command: 'pull';
  readonly lock: string;
  readonly lockChanged: boolean;
  readonly objects: number;
  readonly fields: number;
  readonly durationMs: number;
}

export interface GenerateResult extends Result {
  readonly command: 'generate';
  readonly offline: boolean;
  readonly dryRun: boolean;
  readonly output: string;
  readonly lock: string;
  readonly lockChanged: boolean;
  readonly objects: number;
  readonly written: readonly string[];
  readonly unchanged: number;
  readonly removed: readonly string[];
  readonly durationMs: number;
}

export interface CheckResultReport extends Result {
  readonly command: 'check';
  readonly output: string;
  readonly lock: string;
  readonly stale: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly edited: readonly string[];
  readonly unchanged: number;
}

export interface DoctorStep {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly detail: string;
  readonly code?: string | undefined;
  readonly fix?: string | undefined;
}

export interface DoctorResult extends Result {
  readonly command: 'doctor';
  readonly steps: readonly DoctorStep[];
}

export interface ServeResult extends Result {
  readonly command: 'serve';
  readonly url: string;
  readonly apiKey: string;
  readonly objects: number;
  readonly source: string;
}
