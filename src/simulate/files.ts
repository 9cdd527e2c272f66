import { parse } from 'graphql';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import type { Model } from '../model/types.ts';
import { badInput } from './fault.ts';
import { isObject } from './json.ts';

/** A file that was uploaded. */
export interface UploadedFile {
  readonly extension: string;
  readonly url: string;
  readonly content: Blob;
  /** The record that it belongs to for good, once one was written with it. */
  record?: string;
}

/** The files of a workspace, by their ids. */
export type Files = Map<string, UploadedFile>;

/** A file of a record as it is stored and read. */
interface FileItem {
  readonly fileId: string;
  readonly label: string;
  readonly extension: string;
  readonly url: string;
}

/** What a record holds of the files that a write names. */
export function fileItems(written: unknown, files: Files): readonly FileItem[] | null {
  if (!Array.isArray(written)) return null;
  return written.filter(isObject).map((item): FileItem => {
    const fileId = String(item['fileId']);
    const file = files.get(fileId);
    if (file === undefined) throw badInput(`File not found: ${fileId}`, undefined, 'Invalid input provided.');
    const { extension, url } = file;
    return { fileId, label: String(item['label']), extension, url };
  });
}

function fileIds(stored: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return items.filter(isObject).map((item) => String(item['fileId']));
}

/**
 * Notes whose a record's files are, and forgets those that it held before and holds no longer.
 *
 * @param onUndo what to do where the write fails after all
 * @throws where a file is another record's already
 */
export function claimFiles(
  { before, after, record }: { readonly before: unknown; readonly after: unknown; readonly record: string },
  files: Files,
  onUndo: (undo: () => void) => void,
): void {
  const held = fileIds(after);
  for (const id of held) {
    const file = files.get(id);
    if (file === undefined || file.record === record) continue;
    if (file.record !== undefined) {
      const message = `File ${id} is already associated with a permanent files field`;
      throw badInput(message, undefined, `${message}. Please re-upload the file.`);
    }
    file.record = record;
    onUndo(() => delete file.record);
  }
  for (const id of fileIds(before)) {
    const file = files.get(id);
    if (file === undefined || held.includes(id)) continue;
    files.delete(id);
    onUndo(() => files.set(id, file));
  }
}

/** Hands a record the files that it was given by one that is no more. */
export function handOver(
  stored: unknown,
  record: string,
  files: Files,
  onUndo: (undo: () => void) => void,
): void {
  for (const id of fileIds(stored)) {
    const file = files.get(id);
    if (file?.record === undefined || file.record === record) continue;
    const before = file.record;
    file.record = record;
    onUndo(() => (file.record = before));
  }
}

/** Answers `GET /file/files-field/{id}`; undefined where there is no such file. */
export function answerDownload(path: string, files: Files): Response | undefined {
  const file = files.get(/^\/file\/files-field\/([^/]+)$/.exec(path)?.[1] ?? '');
  return file && new Response(file.content);
}

/** What a form with an upload asks for. */
interface Upload {
  readonly root: FieldNode;
  readonly fieldId: unknown;
  readonly file: File;
}

/** A form as the GraphQL multipart request specification has it, with one file. */
async function uploadOf(request: Request): Promise<Upload | undefined> {
  const form = await request.formData();
  const operations: unknown = JSON.parse(String(form.get('operations')));
  const file = form.get('0');
  if (!isObject(operations) || !(file instanceof File)) return undefined;
  const document = parse(String(operations['query']));
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === 'OperationDefinition',
  );
  const root = operation?.selectionSet.selections[0];
  const variables = isObject(operations['variables']) ? operations['variables'] : {};
  return root?.kind === 'Field' ? { root, fieldId: variables['fieldMetadataId'], file } : undefined;
}

/** Answers `uploadFilesFieldFile` of `/metadata`. */
export async function answerUpload(
  request: Request,
  model: Model,
  { files, newId, now }: { readonly files: Files; newId(): string; now(): string },
): Promise<unknown> {
  const upload = await uploadOf(request);
  if (upload === undefined || upload.root.name.value !== 'uploadFilesFieldFile')
    return { errors: [{ message: 'There is nothing to upload.', extensions: { code: 'BAD_USER_INPUT' } }] };
  const { root, fieldId, file } = upload;
  const field = model.objects.flatMap(({ fields }) => fields).find(({ id }) => id === fieldId);
  if (field?.type !== 'FILES')
    return { errors: [{ message: 'Field not found', extensions: { code: 'NOT_FOUND' } }], data: null };
  const id = newId();
  const extension = /\.[^.]+$/.exec(file.name)?.[0] ?? '';
  const url = `${new URL(request.url).origin}/file/files-field/${id}?token=simulated`;
  files.set(id, { extension, url, content: file });
  const answer: Readonly<Record<string, unknown>> = {
    __typename: 'FileWithSignedUrl',
    id,
    path: `files-field/${field.universalIdentifier ?? field.id}/${id}${extension}`,
    size: file.size,
    createdAt: now(),
    url,
  };
  const names = root.selectionSet?.selections.flatMap((node) =>
    node.kind === 'Field' ? [node.name.value] : [],
  );
  const selected = Object.fromEntries((names ?? []).map((name) => [name, answer[name] ?? null]));
  return { data: { [root.alias?.value ?? root.name.value]: selected } };
}
