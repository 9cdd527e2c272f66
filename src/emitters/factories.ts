import { compositeOf } from '../model/composites.ts';
import { isRequired, isWritable, propertyName } from '../model/access.ts';
import { fieldType } from '../model/fields.ts';
import { by } from '../model/order.ts';
import type { Model, ModelField, ModelObject } from '../model/types.ts';
import { isInherited } from '../emit/object/optional.ts';
import type { EmitContext, Emitter, GeneratedFile } from '../emit/types.ts';
import { comment, fits, header, importLine, literal, memberKey, propertyKey } from '../emit/writer.ts';
import { codecOf } from './codec.ts';
import { fingerprintOf, templateFile } from './template.ts';

/**
 * Test data: `createFactory(seed)` makes complete records of each object, and what creates them, the same on every machine.
 * Below `factories/`; needs the client beside it.
 */
export function factories(): Emitter {
  return {
    name: 'factories',
    get fingerprint() {
      return fingerprintOf('factories', {}, ['factories/make.ts']);
    },
    emit: (model, context) => [emitFactory(model, context), templateFile('factories/make.ts', context)],
  };
}

function emitFactory(model: Model, context: EmitContext): GeneratedFile {
  const { importExtension } = context;
  const objects = model.objects.toSorted(by(({ names }) => names.file));
  const typeOf = ({ names, isReadOnly }: ModelObject): string =>
    isReadOnly
      ? `RecordFactory<client.${names.type}>`
      : `WritableFactory<client.${names.type}, client.${names.type}CreateInput>`;
  const members = objects.map(
    (object) =>
      `${comment([object.labelSingular], '  ')}  readonly ${memberKey(object.names.file)}: ${typeOf(object)};\n`,
  );
  const made = objects.map((object) => {
    const { file } = object.names;
    return `    ${propertyKey(file)}: make(${literal(file)}, ${spec(object, model, context)}) as ${typeOf(object)},\n`;
  });
  const types = [
    ...new Set(objects.map((object) => `type ${typeOf(object).slice(0, typeOf(object).indexOf('<'))}`)),
  ].toSorted();
  const parsers = (['date', 'dateTime'] as const).flatMap((format) => {
    const codec = codecOf(format, context);
    return codec === undefined ? [] : [`${format}: (text) => codecs[${codec}]?.parse(text)`];
  });
  const content = `${objects.length > 0 ? `import type * as client from ${literal(`../index${importExtension}`)};\n` : ''}${
    parsers.length > 0 ? importLine(['codecs'], `../types${importExtension}`) : ''
  }${importLine(objects.length > 0 ? ['factories', ...types] : [], `./make${importExtension}`)}
/** What makes records of each object. */
export interface Factory {
${members.join('')}}

/**
 * Factories whose records follow from the seed: the first person is the same on every machine, whatever else was made before,
 * and works at the first company.
 */
export function createFactory(${objects.length > 0 ? 'seed' : '_seed'}: number | string = 1): Factory {
${objects.length > 0 ? `  const make = factories(seed${parsers.length > 0 ? `, { ${parsers.join(', ')} }` : ''});\n` : ''}  return {
${made.join('')}  };
}
`;
  return { path: 'factories/index.ts', content: header + content };
}

/** Fields that the server sets, or that only a program would. */
const serverSet: ReadonlySet<string> = new Set([
  'id',
  'createdAt',
  'createdBy',
  'deletedAt',
  'position',
  'updatedAt',
  'updatedBy',
]);

function spec(object: ModelObject, model: Model, { types }: EmitContext): string {
  const trusted = new Set(Object.keys(types?.RAW_JSON ?? {}));
  const own = object.fields
    .filter(({ relation }) => relation?.kind !== 'ONE_TO_MANY')
    .toSorted(by(propertyName));
  const fields = own.map((field) => {
    const details = fieldSpec(field, object, own, model, trusted).map(literal).join(', ');
    const key = propertyKey(propertyName(field));
    // Where every object has something of that name, the compiler does not look at what else is expected there.
    const isPlain = !key.startsWith('[') && !isInherited(propertyName(field));
    return `        ${key}: [${details}]${isPlain ? '' : ' as const'},\n`;
  });
  const input = own.filter(
    (field) =>
      isWritable(field) &&
      (isRequired(field) ||
        (!serverSet.has(field.name) && !field.relation && fieldType(field.type).kind !== 'files')),
  );
  const names = object.isReadOnly ? [] : input.map((field) => literal(propertyName(field)));
  return `{\n      fields: {\n${fields.join('')}      },\n${names.length > 0 ? `      input: ${list(names)},\n` : ''}    }`;
}

function list(items: readonly string[]): string {
  const line = `[${items.join(', ')}]`;
  return fits(`      input: ${line},\n`)
    ? line
    : `[\n${items.map((item) => `        ${item},\n`).join('')}      ]`;
}

const composites: Readonly<Record<string, string>> = {
  CURRENCY: 'currency',
  FULL_NAME: 'fullName',
  EMAILS: 'emails',
  PHONES: 'phones',
  LINKS: 'links',
  ADDRESS: 'address',
  RICH_TEXT: 'richText',
};

const scalars: Readonly<Record<string, string>> = {
  UUID: 'uuid',
  NUMBER: 'number',
  NUMERIC: 'number',
  POSITION: 'position',
  BOOLEAN: 'boolean',
  DATE: 'date',
  DATE_TIME: 'dateTime',
  RAW_JSON: 'json',
  FILES: 'files',
};

/** How the value of a field is made: a kind of templates/factories, and what it needs. */
function fieldSpec(
  field: ModelField,
  object: ModelObject,
  own: readonly ModelField[],
  model: Model,
  trusted: ReadonlySet<string>,
): readonly string[] {
  const { name, type, label, picklist, relation, isNullable } = field;
  if (name === 'id') return ['id'];
  if (name === 'deletedAt' && isNullable) return ['nothing'];
  if (type === 'DATE_TIME' && (name === 'createdAt' || name === 'updatedAt')) return ['madeAt'];
  if (relation) return relationSpec(field, object, own, model);
  if (picklist) {
    const values = picklist.options.map(({ value }) => value);
    if (type === 'MULTI_SELECT') return ['picklists', ...values];
    return values.length > 0 ? ['picklist', ...values] : ['nothing'];
  }
  const title = name === object.labelIdentifier ? object.labelSingular : label;
  if (type === 'TEXT' || type === 'ARRAY') return [type === 'TEXT' ? 'text' : 'texts', title];
  if (type === 'ACTOR')
    return ['actor', model.actorSources.includes('API') ? 'API' : (model.actorSources[0] ?? 'API')];
  // Of a type of the user's own nothing is known: it is for overrides to say.
  if (trusted.has(`${object.nameSingular}.${name}`)) return [isNullable ? 'nothing' : 'object'];
  if (type === 'TS_VECTOR') return [isNullable ? 'nothing' : 'empty'];
  if (compositeOf(type)) return [composites[type] ?? 'object', title];
  return [(Object.hasOwn(scalars, type) && scalars[type]) || 'nothing'];
}

/** The record of the same number; of a morph relation, the first of its targets; of its own object, none or the one before. */
function relationSpec(
  field: ModelField,
  object: ModelObject,
  own: readonly ModelField[],
  model: Model,
): readonly string[] {
  const { relation, isNullable } = field;
  const target = model.objects.find(({ nameSingular }) => nameSingular === relation?.target);
  const isFirst =
    relation?.morph === undefined || own.find((other) => other.relation?.morph === relation.morph) === field;
  if (isNullable && (target === undefined || target === object || !isFirst)) return ['nothing'];
  if (target === undefined) return ['uuid'];
  return target === object ? ['related', target.names.file, '1'] : ['related', target.names.file];
}
