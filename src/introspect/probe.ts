import { createHash } from 'node:crypto';
import { CodegenError } from '../errors.ts';
import { readCapabilities } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import { createHttp } from './http.ts';
import type { Http } from './http.ts';
import type { IntrospectOptions } from './introspect.ts';
import { parseApiKey } from './key.ts';
import { readMetadataObjects } from './metadata.ts';
import { readRestObjects } from './rest.ts';
import type { MetadataState, RawWorkspace } from './types.ts';
import { parseBaseUrl } from './url.ts';
import type { WireObject } from './wire.ts';
import { createWorkspaceReader } from './workspace.ts';

/** Asks again and again whether the metadata changed, over a connection that is kept. */
export interface Probe {
  /**
   * One small request, where the server tells its metadataVersion; else all of the metadata.
   * @throws CodegenError
   */
  read(): Promise<MetadataState>;
  close(): Promise<void>;
}

/** Longer than is waited between two questions. */
const keepAliveMs = 90_000;

export async function createProbe(options: IntrospectOptions): Promise<Probe> {
  const { url, apiKey, onProgress: _onProgress, ...rest } = options;
  const { base } = parseBaseUrl(url);
  const http = await createHttp({ keepAliveMs, ...rest, base, apiKey: parseApiKey(apiKey) });
  let readWorkspace = createWorkspaceReader(http);
  /** Of a server that tells no version. */
  let unversioned: { readonly workspaceId: string | null; readonly capabilities: Capabilities } | null = null;

  async function read(): Promise<MetadataState> {
    if (unversioned === null) {
      const workspace = await readWorkspace();
      const state = versionOf(workspace);
      if (state !== null) return state;
      unversioned = { workspaceId: workspace?.id ?? null, capabilities: await readCapabilities(http) };
    }
    const { workspaceId, capabilities } = unversioned;
    return { workspaceId, version: digestOf(await readObjects(http, capabilities)) };
  }

  return {
    async read() {
      try {
        return await read();
      } catch (error) {
        // After an upgrade the server may be able to more.
        unversioned = null;
        readWorkspace = createWorkspaceReader(http);
        throw error;
      }
    },
    close: () => http.close(),
  };
}

/** What a probe would have found, of what was read; null where the workspace did not tell. */
export function stateOf(
  workspace: RawWorkspace['workspace'],
  objects: readonly WireObject[] | null,
): MetadataState | null {
  const state = versionOf(workspace);
  if (state !== null || objects === null) return state;
  return { workspaceId: workspace?.id ?? null, version: digestOf(objects) };
}

function versionOf(workspace: RawWorkspace['workspace']): MetadataState | null {
  if (workspace?.metadataVersion === undefined) return null;
  return { workspaceId: workspace.id ?? null, version: `v${workspace.metadataVersion}` };
}

/** From the source that knows most, or the other one where a server does not answer there. */
async function readObjects(http: Http, capabilities: Capabilities): Promise<readonly WireObject[]> {
  try {
    return (await readMetadataObjects(http, capabilities)).objects;
  } catch (error) {
    if (!(error instanceof CodegenError) || error.code !== 'REQUEST_REFUSED') throw error;
    return (await readRestObjects(http)).objects;
  }
}

function digestOf(objects: readonly WireObject[]): string {
  const rows = objects
    .map(({ fields = [], ...object }) =>
      JSON.stringify([object, fields.map((field) => JSON.stringify(field)).toSorted()]),
    )
    .toSorted();
  return `h${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 32)}`;
}
