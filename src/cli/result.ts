import type { Change, ChangeClass, Place } from '../diff/types.ts';
import type { Warning } from '../errors.ts';
import type { OutputDifferences } from '../generate/check.ts';
import type { Generated } from '../generate/generation.ts';
import type { EditKind } from './init/edit.ts';
import type { Wording, Words } from './wording.ts';

/** What a command did. The reporter words it; `--json` prints it as it is. */
export type CommandResult = OneResult | SeveralResults;

/** What it did in one workspace. */
export type OneResult =
  | InitResult
  | PullResult
  | GenerateResult
  | FitResult
  | CheckResultReport
  | DiffResult
  | MigrateResult
  | DoctorResult
  | RecordResult
  | ServeResult;

interface Result {
  readonly exitCode: number;
  readonly warnings: readonly Warning[];
  /** Its name, where the config names workspaces. */
  readonly workspace?: string;
}

/** What a command did in several workspaces, one after another: where one fails, the others are treated all the same. */
export interface SeveralResults {
  readonly command: OneResult['command'];
  /** The highest of all. */
  readonly exitCode: number;
  readonly workspaces: readonly (OneResult | WorkspaceFailure)[];
  /** Each workspace has its own. */
  readonly warnings: readonly [];
}

/** A workspace in which a command failed. */
export interface WorkspaceFailure {
  readonly workspace: string;
  readonly exitCode: number;
  readonly error: unknown;
}

export interface InitResult extends Result {
  readonly command: 'init';
  readonly config: string;
  readonly configCreated: boolean;
  /** What it went by: the package manager, the bundler, TypeScript, the formatter. */
  readonly found: readonly string[];
  /** Null where there is no package.json. */
  readonly packageJson: string | null;
  readonly scriptsAdded: readonly string[];
  /** Every edit, made or declined. */
  readonly edits: readonly {
    readonly kind: EditKind;
    readonly path: string;
    readonly title: string;
    readonly isNew: boolean;
    readonly isMade: boolean;
    readonly patch: string;
  }[];
  /** Edits that nobody but the user can make. */
  readonly byHand: readonly string[];
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

export interface GenerateResult extends Result, Generated {
  readonly command: 'generate';
}

/** Of a workspace that shares its output with another one, from which it is generated: whether the code fits this one. */
export interface FitResult extends Result {
  readonly command: 'generate' | 'pull';
  /** The workspace that the code is generated from. */
  readonly primary: string;
  readonly output: string;
  readonly lock: string;
  /** From the lock to this workspace, matched by what is the same in every workspace. */
  readonly changes: readonly Change[];
  readonly durationMs: number;
}

export interface CheckResultReport extends Result, OutputDifferences {
  readonly command: 'check';
  /** Where it was asked. */
  readonly live?: LiveReport;
  readonly word?: Worder;
}

/** Whether the lock is what the workspace has. */
export interface LiveReport {
  /** The workspace, in words. */
  readonly name: string;
  /** The workspace whose lock it is, where that is another one: this one must only fit. */
  readonly primary: string | null;
  readonly isEqual: boolean;
  /** Told by the state of the metadata alone, which was the same when the lock was found equal before. */
  readonly isRemembered: boolean;
  readonly counts: Readonly<Record<ChangeClass, number>>;
  /** From the lock to the workspace. */
  readonly changes: readonly Change[];
  /** How many more changes there are, which the config silences. */
  readonly silenced: number;
}

export interface DiffResult extends Result {
  readonly command: 'diff';
  /** What was compared, in words. */
  readonly before: string;
  readonly after: string;
  readonly counts: Readonly<Record<ChangeClass, number>>;
  readonly changes: readonly Change[];
  readonly word: Worder;
}

export interface MigrateResult extends Result {
  readonly command: 'migrate';
  readonly dryRun: boolean;
  readonly output: string;
  readonly lock: string;
  /** The lock that the code is written for, in words: `twenty.lock.json at HEAD`. */
  readonly from: string;
  /** The renames that are carried through the code. */
  readonly changes: readonly Change[];
  /** As they were given: `person.city=town`. */
  readonly successors: readonly string[];
  /** The user's files with the names in them that are replaced. */
  readonly files: readonly { readonly file: string; readonly places: readonly Place[] }[];
  /** What only a person can judge. */
  readonly byHand: readonly (Place & { readonly reason: string })[];
  /** Errors of types that the code has afterwards and had not before. */
  readonly problems: readonly (Place & { readonly message: string })[];
  /** Files of the output. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly word: Worder;
}

/** How a result is worded that knows more of it than JSON shows. */
export type Worder = (wording: Wording) => Words;

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

/** `serve --record`: a seed file was written. */
export interface RecordResult extends Result {
  readonly command: 'record';
  readonly file: string;
  readonly objects: number;
  readonly records: number;
}

export interface ServeResult extends Result {
  readonly command: 'serve';
  readonly url: string;
  readonly apiKey: string;
  readonly objects: number;
  readonly source: string;
}
