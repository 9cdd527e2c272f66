import { composites, type Composite } from '../model/composites.ts';
import { fieldType } from '../model/fields.ts';
import type { Model } from '../model/types.ts';
import { collectImports, type Imports } from './imports.ts';
import { emitPicklist } from './picklist.ts';
import type { EmitContext, GeneratedFile } from './types.ts';
import { comment, header } from './writer.ts';

/** The types that any field of the workspace has. */
export function usedFieldTypes({ objects }: Model): ReadonlySet<string> {
  return new Set(objects.flatMap(({ fields }) => fields.map(({ type }) => type)));
}

/** Whether a field of these types holds files. */
export function holdsFiles(types: ReadonlySet<string>): boolean {
  return [...types].some((type) => fieldType(type).kind === 'files');
}

/** composites.ts: the composite types that the workspace uses, as read, written, filtered and ordered by. */
export function emitComposites(model: Model, context: EmitContext): GeneratedFile {
  const used = usedFieldTypes(model);
  const imports = collectImports(context.importExtension);
  const parts = Object.entries(composites)
    .filter(([type]) => used.has(type))
    .map(([type, composite]) => extras(type, model, context, imports) + emitComposite(composite, imports));
  if (holdsFiles(used)) parts.push(fileItem);
  const body = parts.length > 0 ? parts.join('\n') : 'export {};\n';
  const head = imports.toString();
  return { path: 'composites.ts', content: `${header}${head}${head === '' ? '' : '\n'}${body}` };
}

/** What one would not think of an update. */
const writtenWhole = 'Replaces the whole value: what is left out is cleared.';

function emitComposite(
  { name, description, fields, isWrittenWhole = false }: Composite,
  imports: Imports,
): string {
  const importsOf = (type: string) => {
    if (type.includes('JsonValue')) imports.type('./runtime/values', 'JsonValue');
    return type;
  };
  imports.type('./runtime/values', 'OrderByDirection');
  const read = fields.map(
    (field) => `${comment([field.description], '  ')}  ${field.name}: ${importsOf(field.read)};\n`,
  );
  const written = fields.map((field) => `  ${field.name}?: ${importsOf(field.write)} | null;\n`);
  const filtered = fields.map((field) => {
    const filter = imports.type('./filters', field.filter);
    return `  ${field.name}?: ${filter === 'SelectFilter' ? `SelectFilter<${field.read}>` : filter};\n`;
  });
  const ordered = fields.map((field) => `  ${field.name}?: OrderByDirection;\n`);
  return [
    `${comment([description])}export interface ${name} {\n${read.join('')}}\n`,
    `${comment(isWrittenWhole ? [writtenWhole] : [])}export interface ${name}Input {\n${written.join('')}}\n`,
    `export interface ${name}FilterInput {\n${filtered.join('')}}\n`,
    `export interface ${name}OrderByInput {\n${ordered.join('')}}\n`,
  ].join('\n');
}

/** Types that a composite is made of. */
function extras(type: string, model: Model, context: EmitContext, imports: Imports): string {
  switch (type) {
    case 'PHONES':
      return `${comment(['One more phone number.'])}export interface PhoneItem {\n  number: string;\n  countryCode: string;\n  callingCode: string;\n}\n\n`;
    case 'LINKS':
      return `${comment(['One more link.'])}export interface LinkItem {\n  url: string;\n  label: string;\n}\n\n`;
    case 'ACTOR': {
      const options = model.actorSources.map((value, position) => ({ value, label: value, position }));
      imports.type('./runtime/values', 'PicklistOption');
      return `${emitPicklist('ActorSource', 'What a change came through.', options, context, 'PicklistOption')}\n`;
    }
    default:
      return '';
  }
}

const fileItem = `/** A file of a record. */
export interface FileItem {
  fileId: string;
  label: string;
  extension: string | null;
  /** Where to download it, for a while. */
  url: string | null;
}

/** A file that was uploaded before. */
export interface FileItemInput {
  fileId: string;
  label: string;
}
`;
