import * as v from 'valibot';

import { CodegenError } from '../errors.ts';
import type { Http } from './http.ts';
import { isRecord } from './json.ts';
import type { RawWorkspace } from './types.ts';
import { parseRecord } from './wire.ts';

type Workspace = NonNullable<RawWorkspace['workspace']>;

const workspaceSchema = v.object({
  id: v.exactOptional(v.string()),
  displayName: v.exactOptional(v.string()),
  metadataVersion: v.exactOptional(v.number()),
});

/** From the newest servers to the oldest: the version is announced for removal, and once was on /graphql. */
const attempts = [
  ['metadata', 'id displayName metadataVersion'],
  ['metadata', 'id displayName'],
  ['graphql', 'id displayName metadataVersion'],
] as const;

/**
 * The workspace's name and the version of its metadata; null where the server knows no such question.
 *
 * @throws CodegenError
 */
export async function readWorkspace(http: Http): Promise<Workspace | null> {
  return createWorkspaceReader(http)();
}

/** The same to be asked again and again: what the server was found to answer is asked first, and costs one request. */
export function createWorkspaceReader(http: Http): () => Promise<Workspace | null> {
  let known: (typeof attempts)[number] | undefined;
  return async () => {
    for (const attempt of known === undefined ? attempts : [known, ...attempts]) {
      const [path, keys] = attempt;
      const data = await http
        .graphql(path, `query Workspace { currentWorkspace { ${keys} } }`)
        .catch(unlessUnknown);
      if (data === null) continue;
      known = attempt;
      const value = data['currentWorkspace'];
      return isRecord(value)
        ? parseRecord(workspaceSchema, value, 'data.currentWorkspace', 'the current workspace')
        : null;
    }
    return null;
  };
}

function unlessUnknown(error: unknown): null {
  if (error instanceof CodegenError && error.code === 'REQUEST_REFUSED') return null;
  throw error;
}
