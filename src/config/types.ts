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
  /** For one request to the workspace, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
}

export type Enums = 'const' | 'union' | 'enum';

export type ImportExtension = '.js' | '.ts' | '';

/** The settings of codegen.config.ts, checked by the editor: returns what it is given. */
export function defineConfig(config: CodegenConfig): CodegenConfig {
  return config;
}
