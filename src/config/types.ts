import type { RuleSettings } from '../diff/rules.ts';
import type { Emitter, TypeMappings } from '../emit/types.ts';

/** The settings that a codegen.config file may hold; all are optional. Paths are relative to that file. */
export interface CodegenConfig {
  /** The Twenty server's address. TWENTY_API_URL goes before it. */
  readonly url?: string | undefined;
  /** The API key, or where to get it. Better left to TWENTY_API_KEY in the environment or .env, which goes before it. */
  readonly apiKey?: string | (() => string | undefined) | undefined;
  /** The folder for the generated code. Default: `src/twenty`. */
  readonly output?: string | undefined;
  /** Default: `twenty.lock.json` beside the config. */
  readonly lock?: string | undefined;
  /** Globs over object names (`person`, `*Target`): only these. */
  readonly include?: readonly string[] | undefined;
  /** Globs over object names, or over `object.field` (`person.*At`): all but these. */
  readonly exclude?: readonly string[] | undefined;
  /** Keep objects and fields that are deactivated in the CRM. Default: false. */
  readonly includeInactive?: boolean | undefined;
  /** How picklists are written. Default: `const`. */
  readonly enums?: Enums | undefined;
  /** How relative imports end. Default: `auto`, from the nearest tsconfig.json. */
  readonly importExtension?: 'auto' | ImportExtension | undefined;
  /** Types in the generated code for values of the API: Date or Temporal for dates, your own for JSON. Default: as they come. */
  readonly types?: TypeMappings | undefined;
  /** Run your own formatter over changed files. Default: none, the code is formatted as it is. */
  readonly format?: 'prettier' | 'oxfmt' | 'auto' | undefined;
  /** What to generate. Default: `[client()]`. */
  readonly emitters?: readonly Emitter[] | undefined;
  /** Text for a comment at the top of every generated file: a licence, a rule for a linter. */
  readonly header?: string | undefined;
  /** How `diff` and `check --live` class changes. */
  readonly diff?: DiffConfig | undefined;
  /** For one request to the workspace, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Several workspaces by name (`production`, `staging`, one for each customer); the first is the one that others are measured by. */
  readonly workspaces?: Readonly<Record<string, WorkspaceConfig>> | undefined;
}

/**
 * One of several workspaces: what it sets goes before the settings beside `workspaces`. For one named `staging`
 * TWENTY_API_URL_STAGING and TWENTY_API_KEY_STAGING go before its own `url` and `apiKey`; TWENTY_API_URL and
 * TWENTY_API_KEY count only where it has none. With an `output` of its own, its lock is `twenty.staging.lock.json`.
 * Workspaces that share an output share a lock: the code is generated from the first, and must fit the others.
 */
export type WorkspaceConfig = Omit<CodegenConfig, 'workspaces'>;

export interface DiffConfig {
  /** By the code of a change: `breaking`, `risky`, `safe`, or `off` to leave it out. Default: as the README's table has it. */
  readonly rules?: RuleSettings | undefined;
}

export type Enums = 'const' | 'union' | 'enum';

export type ImportExtension = '.js' | '.ts' | '';

/** The settings of codegen.config.ts, checked by the editor: returns what it is given. */
export function defineConfig(config: CodegenConfig): CodegenConfig {
  return config;
}
