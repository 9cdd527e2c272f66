import { isWritable } from '../model/access.ts';
import { fieldType } from '../model/fields.ts';
import type { Model } from '../model/types.ts';
import type { EmitContext, GeneratedFile } from './types.ts';
import { comment, fits, header, importLine, literal, propertyKey, union } from './writer.ts';

/** The fields that files can be uploaded for: `person.portrait`, with the ids that servers know it by. */
function filesFields({ objects }: Model): readonly (readonly [path: string, ids: string])[] {
  return objects.flatMap(({ nameSingular, isReadOnly, fields }) =>
    fields
      .filter((field) => fieldType(field.type).kind === 'files' && !isReadOnly && isWritable(field))
      .map(
        ({ name, id, universalIdentifier = '' }) =>
          [`${nameSingular}.${name}`, `${id} ${universalIdentifier}`.trim()] as const,
      ),
  );
}

export function hasFiles(model: Model): boolean {
  return filesFields(model).length > 0;
}

/** files.ts: uploading, in a workspace that has fields of files. */
export function emitFiles(model: Model, { importExtension }: EmitContext): readonly GeneratedFile[] {
  const fields = filesFields(model);
  if (fields.length === 0) return [];
  const content = [
    importLine(['type UploadFile', 'uploader'], `./runtime/upload${importExtension}`),
    importLine(['workspace'], `./workspace${importExtension}`),
    `\n${comment(['The fields that hold files.'])}`,
    union(
      'export type FilesField =',
      fields.map(([path]) => literal(path)),
    ),
    `\n${comment(['Uploads a file; what comes back is to be written to the field of one record.'])}`,
    'export const uploadFile = /* @__PURE__ */ uploader(workspace, {\n',
    ...fields.map(([path, ids]) => {
      const line = `  ${propertyKey(path)}: ${literal(ids)},\n`;
      return fits(line) ? line : line.replace(': ', ':\n    ');
    }),
    '}) as UploadFile<FilesField>;\n',
  ];
  return [{ path: 'files.ts', content: header + content.join('') }];
}
