import { invalid } from './errors.js';
import { graphql } from './graphql.js';
import { describe, type Workspace } from './object.js';
import { platform } from './platform.js';
import { compile } from './selection.js';
import type { TwentyClient } from './transport.js';
import type { RequestOptions } from './types.js';

export interface UploadFile<F extends string> {
  /**
   * Uploads a file for a field, `uploadFile(client, 'person.portrait', file)`. What comes back is to be written to
   * that field of one record.
   *
   * @throws TwentyValidationError when there is no such field, or the file has no name.
   */
  (client: TwentyClient, field: F, file: FileLike, options?: UploadOptions): Promise<UploadedFile>;
}

/** A Blob or a File, on any platform. */
export interface FileLike {
  readonly size: number;
  readonly type: string;
  readonly name?: string;
}

export interface UploadOptions extends RequestOptions {
  /** The file's name, with its ending, as the CRM is to show it; that of a File unless given. */
  readonly label?: string;
}

export interface UploadedFile {
  fileId: string;
  label: string;
}

/** Clients whose server knows fields by their universal identifiers only, as newer ones do. */
const universal = /* @__PURE__ */ new WeakSet<TwentyClient>();

/** @param fields each with its id in the data model and, behind a space, its universal identifier. */
export function uploader(workspace: Workspace, fields: Readonly<Record<string, string>>): unknown {
  return async (
    client: TwentyClient,
    field: string,
    file: FileLike,
    options: UploadOptions = {},
  ): Promise<UploadedFile> => {
    const label = options.label ?? file.name;
    const [id, identifier] = (fields[field] ?? '').split(' ');
    if (!id) throw invalid(`uploadFile: there is no field ${field} of files.`);
    if (!label) throw invalid(`uploadFile ${field}: the file has no name: give it a label.`);
    const object = describe({ workspace, type: '*', fields: {} });
    const upload = async (root: string, parameter: string, value: string): Promise<UploadedFile> => {
      const operations = {
        query: `mutation uploadFile($file: Upload!, $${parameter}: String!) { ${root}(file: $file, ${parameter}: $${parameter}) { id } }`,
        variables: { file: null, [parameter]: value },
      };
      const answer = await client.execute(
        {
          kind: 'uploadFile',
          object,
          root,
          args: {},
          selection: compile(object, {}),
          isRepeatable: true,
          // A request as any other, but for where it goes and its body: whoever sends a form says of what type it is.
          send: (context, sent, sendOptions) =>
            graphql.send(
              {
                ...context,
                fetch: (_url, init) => {
                  const headers = { ...init.headers };
                  delete headers['content-type'];
                  const form = new platform.FormData();
                  form.append('operations', JSON.stringify(operations));
                  form.append('map', '{"0":["variables.file"]}');
                  form.append('0', file, label);
                  return context.fetch(`${context.url}/metadata`, { ...init, headers, body: form as never });
                },
              },
              sent,
              sendOptions,
            ),
        },
        options,
      );
      return { fileId: (answer as { id: string }).id, label };
    };
    if (!universal.has(client))
      try {
        return await upload('uploadFilesFieldFile', 'fieldMetadataId', id);
      } catch (error) {
        if (identifier === undefined || !/Cannot query field/.test((error as Error).message)) throw error;
        universal.add(client);
      }
    return upload(
      'uploadFilesFieldFileByUniversalIdentifier',
      'fieldMetadataUniversalIdentifier',
      identifier ?? '',
    );
  };
}
