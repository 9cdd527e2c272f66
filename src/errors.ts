/**
 * Every error that a user of the tool can meet. A code is stable: scripts may branch on it.
 * `fix` says what to do; the sentence thrown says what happened.
 */
export const catalogue = {
  // 2: usage or configuration
  CONFIG_INVALID: { exitCode: 2, fix: 'Correct the lines named above; the README lists every setting.' },
  CONFIG_MISSING: { exitCode: 2, fix: 'Run `twenty-codegen init` to make one, or correct the path.' },
  CONFIG_UNREADABLE: {
    exitCode: 2,
    fix: 'Correct the file: it must load on its own and export its settings as default.',
  },
  EMITTER_FAILED: { exitCode: 2, fix: 'Correct the emitter, or take it out of `emitters` in the config.' },
  FORMATTER_MISSING: {
    exitCode: 2,
    fix: 'Install it in your project, or remove `format` from the config: generated code is formatted already.',
  },
  FILE_CHANGED: { exitCode: 2, fix: 'Run `twenty-codegen migrate` again.' },
  GIT_DIRTY: {
    exitCode: 2,
    fix: 'Commit or stash them, so that git can take back what is written here; or add --allow-dirty.',
  },
  GIT_LOCK_MISSING: {
    exitCode: 2,
    fix: 'Choose a revision in which the lock was committed under this name.',
  },
  GIT_MISSING: {
    exitCode: 2,
    fix: 'Install git, or give the path of an older lock file instead of --since.',
  },
  GIT_NO_REPOSITORY: {
    exitCode: 2,
    fix: 'Run inside the repository that holds the lock, or give the path of an older lock file instead of --since.',
  },
  GIT_REF_UNKNOWN: {
    exitCode: 2,
    fix: 'Check its spelling, and that it was fetched: in CI a checkout often holds one commit only (`fetch-depth: 0` gets all).',
  },
  LOCK_CONFLICT: {
    exitCode: 2,
    fix: 'Take either side whole (`git checkout --theirs twenty.lock.json`), then run `twenty-codegen generate`.',
  },
  LOCK_INVALID: {
    exitCode: 2,
    fix: 'Restore it from version control, or delete it and run `twenty-codegen generate`.',
  },
  LOCK_MISSING: {
    exitCode: 2,
    fix: 'Run `twenty-codegen pull` to read it from the workspace, or give its path with --lock.',
  },
  LOCK_TOO_NEW: { exitCode: 2, fix: 'Upgrade: `npm install -D twenty-codegen@latest`.' },
  LOCK_UNREADABLE: { exitCode: 2, fix: 'Check that it is a file that you may read.' },
  LOCK_UNWRITABLE: { exitCode: 2, fix: 'Check that the folder exists and that you may write there.' },
  OUTPUT_BUSY: { exitCode: 2, fix: 'Wait for the other run, or end it, and run again.' },
  OUTPUT_FOREIGN: {
    exitCode: 2,
    fix: 'Choose another output folder, or move those files away, or replace them with --force.',
  },
  OUTPUT_STALE: {
    exitCode: 1,
    fix: 'Run `twenty-codegen generate --offline` and commit the result.',
  },
  OUTPUT_UNSAFE: {
    exitCode: 2,
    fix: 'Every generated file must lie inside the output folder; look for symbolic links in it.',
  },
  OUTPUT_UNWRITABLE: { exitCode: 2, fix: 'Check the permissions, and the free space, of the output folder.' },
  PORT_UNAVAILABLE: { exitCode: 2, fix: 'Choose another with --port (0: any free one) or --host.' },
  PROJECT_INVALID: { exitCode: 2, fix: 'Correct the file, or name another with --tsconfig.' },
  PROJECT_MISSING: {
    exitCode: 2,
    fix: 'Name the tsconfig.json of the code that uses the client with --tsconfig.',
  },
  PROJECT_UNWRITABLE: { exitCode: 2, fix: 'Check the permissions of the project folder.' },
  PROXY_INVALID: {
    exitCode: 2,
    fix: 'Set HTTP_PROXY and HTTPS_PROXY to a URL such as http://proxy.example.com:3128, or unset them.',
  },
  SEED_INVALID: {
    exitCode: 2,
    fix: 'Correct what is named above: objects and fields are those of the lock, values as the API takes them.',
  },
  SEED_UNREADABLE: { exitCode: 2, fix: 'Check the path, and that it is a file that you may read.' },
  SEED_UNWRITABLE: { exitCode: 2, fix: 'Check that the folder exists and that you may write there.' },
  URL_INVALID: {
    exitCode: 2,
    fix: 'Give the address of the Twenty server, for example https://crm.example.com (TWENTY_API_URL, `url` in the config, or --url).',
  },
  URL_MISSING: {
    exitCode: 2,
    fix: 'Set TWENTY_API_URL (https://crm.example.com), or `url` in the config.',
  },
  URL_WITH_CREDENTIALS: {
    exitCode: 2,
    fix: 'Take the user name and the password out of the URL; the API key goes into TWENTY_API_KEY.',
  },
  USAGE: { exitCode: 2, fix: 'Run `twenty-codegen --help` to see the commands and their options.' },
  // 3: authentication and permission
  API_KEY_EXPIRED: {
    exitCode: 3,
    fix: 'Create a new key in Twenty under Settings > API & Webhooks, and set TWENTY_API_KEY to it.',
  },
  API_KEY_IGNORED: {
    exitCode: 3,
    fix: 'Something between here and the server removes the Authorization header, or the server does not know this kind of key: check the proxy in front of it, and that the key was created in Settings > API & Webhooks.',
  },
  API_KEY_INVALID: {
    exitCode: 3,
    fix: 'Check that TWENTY_API_KEY holds the whole key, and that it was created in this workspace (Settings > API & Webhooks).',
  },
  API_KEY_MALFORMED: { exitCode: 3, fix: 'Copy the key again from Twenty, as one line without spaces.' },
  API_KEY_MISSING: {
    exitCode: 3,
    fix: 'Create a key in Twenty under Settings > API & Webhooks, and set TWENTY_API_KEY to it.',
  },
  API_KEY_REVOKED: {
    exitCode: 3,
    fix: 'Create a new key in Twenty under Settings > API & Webhooks, and set TWENTY_API_KEY to it.',
  },
  PERMISSION_DENIED: {
    exitCode: 3,
    fix: 'Give the role of this API key the permission for the data model (Settings > Roles), or use the key of another role.',
  },
  // 4: network and server
  CONNECTION_FAILED: {
    exitCode: 4,
    fix: 'Check the network, the address and its port, and whether a proxy is needed (HTTPS_PROXY); then run again.',
  },
  CONNECTION_REFUSED: {
    exitCode: 4,
    fix: 'Check that the server is running, and that the port in the URL is right.',
  },
  HOST_NOT_FOUND: {
    exitCode: 4,
    fix: 'Check the spelling of the host in the URL, and that this machine can resolve it (VPN, DNS).',
  },
  HTML_PAGE: {
    exitCode: 4,
    fix: "Use the address at which the server answers /graphql and /rest, not that of a page or a login; on Twenty's cloud it is https://api.twenty.com.",
  },
  NOT_TWENTY: {
    exitCode: 4,
    fix: "Check the URL: it must be the root of a Twenty server, with its path prefix if it has one; on Twenty's cloud it is https://api.twenty.com.",
  },
  PROXY_FAILED: {
    exitCode: 4,
    fix: 'Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY; add the server to NO_PROXY if it is reached directly.',
  },
  REDIRECTED_ELSEWHERE: {
    exitCode: 4,
    fix: 'Use the final address as the URL, if it is yours. The key was not sent there.',
  },
  REDIRECT_LOOP: { exitCode: 4, fix: 'Use the final address of the server as the URL.' },
  REQUEST_REFUSED: {
    exitCode: 4,
    fix: 'Run `twenty-codegen doctor`; if the server is older than 0.50 or much newer than this tool, update the older of the two.',
  },
  RESPONSE_CUT: {
    exitCode: 4,
    fix: 'Run again; if it stays, look for a proxy that limits the size or the time of answers.',
  },
  RESPONSE_NOT_JSON: {
    exitCode: 4,
    fix: 'Check what answers at this URL (a proxy, another service?), for example with curl.',
  },
  RESPONSE_TOO_LARGE: { exitCode: 4, fix: 'Check that the URL is that of a Twenty server.' },
  RESPONSE_UNEXPECTED: {
    exitCode: 4,
    fix: 'Update twenty-codegen; if that does not help, report this message with the version of the server.',
  },
  SERVER_ERROR: { exitCode: 4, fix: 'Look into the log of the Twenty server, and run again.' },
  TIMEOUT: { exitCode: 4, fix: 'Run again, or allow more time with --timeout.' },
  TLS_FAILED: {
    exitCode: 4,
    fix: 'Check the certificate of the server; for a private authority set NODE_EXTRA_CA_CERTS to its certificate. If the server speaks plain HTTP, write http:// in the URL.',
  },
  WORKSPACE_EMPTY: {
    exitCode: 4,
    fix: 'Check that the key belongs to the workspace you mean, and that its set-up was completed.',
  },
  // 5: rate limit
  RATE_LIMITED: { exitCode: 5, fix: 'Wait a minute and run again.' },
  // 6: unexpected
  ABORTED: { exitCode: 6, fix: 'Run again.' },
  UNEXPECTED: { exitCode: 6, fix: 'Run again with --debug and report what it prints.' },
} as const satisfies Record<string, { readonly exitCode: 1 | 2 | 3 | 4 | 5 | 6; readonly fix: string }>;

export type ErrorCode = keyof typeof catalogue;

/** A failure with a stable code, its cause in a sentence, and what to do about it. */
export class CodegenError extends Error {
  override readonly name = 'CodegenError';
  readonly code: ErrorCode;
  /** What to do, as one sentence or more; the catalogue's unless the thrower knows better. */
  readonly fix: string;
  /** Facts beside the sentence (all problems found, a URL without credentials, a file), one a line. */
  readonly details: readonly string[];
  /** How long the server asks to wait before it is asked again, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      fix?: string;
      details?: readonly string[];
      cause?: unknown;
      retryAfterMs?: number | undefined;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fix = options.fix ?? catalogue[code].fix;
    this.details = options.details ?? [];
    this.retryAfterMs = options.retryAfterMs;
  }

  get exitCode(): number {
    return catalogue[this.code].exitCode;
  }
}

/** The exit code for anything thrown: what is not ours is a mistake of ours, or of the user's own config. */
export function exitCodeOf(error: unknown): number {
  return error instanceof CodegenError ? error.exitCode : catalogue.UNEXPECTED.exitCode;
}

/** What a thrown thing says of itself. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Something worth knowing that does not stop the work. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}
