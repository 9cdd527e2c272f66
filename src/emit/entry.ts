import { composites } from '../model/composites.ts';
import { optionsName } from '../model/names.ts';
import { by } from '../model/order.ts';
import type { Model, ModelObject } from '../model/types.ts';
import { holdsFiles, usedFieldTypes } from './composites.ts';
import { hasFiles } from './files.ts';
import { functionSpecs, functionsOf } from './object/functions.ts';
import type { EmitContext, GeneratedFile } from './types.ts';
import { comment, header, importLine, literal, memberKey, propertyKey } from './writer.ts';

const exportLine = (names: readonly string[], from: string): string =>
  importLine(names, from).replace(/^import/, 'export');

/** index.ts: the client, one namespace an object, and the types that code that uses them names. */
export function emitIndex(model: Model, { importExtension, enums }: EmitContext): GeneratedFile {
  const from = (module: string) => `./${module}${importExtension}`;
  const objects = model.objects.toSorted(by((object) => object.names.file));
  const perObject = objects.map((object) => {
    const { type, file, namespace } = object.names;
    const picklists = object.fields.flatMap(({ picklist }) =>
      picklist
        ? [enums === 'union' ? `type ${picklist.name}` : picklist.name, optionsName(picklist.name)]
        : [],
    );
    const types = ['', 'CreateInput', 'FilterInput', 'OrderByInput', 'Select', 'UpdateInput'].map(
      (suffix) => `type ${type}${suffix}`,
    );
    return (
      `export * as ${namespace} from ${literal(from(`objects/${file}`))};\n` +
      exportLine([...picklists, ...types], from(`objects/${file}`))
    );
  });
  const content = [
    exportLine(
      ['createClient', 'createRestClient', 'type TwentyClient', 'type TwentyClientOptions'],
      from('runtime/client'),
    ),
    exportLine(errorNames, from('runtime/errors')),
    exportLine(['type Page', 'type PagePromise', 'type RequestOptions'], from('runtime/types')),
    exportLine(
      ['fromMicros', 'micros', 'type JsonValue', 'type OrderByDirection', 'type PicklistOption'],
      from('runtime/values'),
    ),
    ...compositeExports(model, enums, from('composites')),
    ...(hasFiles(model) ? [exportLine(['type FilesField', 'uploadFile'], from('files'))] : []),
    '\n',
    ...perObject,
  ].join('');
  return { path: 'index.ts', content: header + content };
}

const errorNames = [
  'TwentyAbortError',
  'TwentyAuthenticationError',
  'TwentyDuplicateError',
  'TwentyError',
  'type TwentyErrorCode',
  'TwentyNetworkError',
  'TwentyNotFoundError',
  'TwentyPermissionError',
  'TwentyRateLimitError',
  'TwentyServerError',
  'TwentyTimeoutError',
  'TwentyTooComplexError',
  'TwentyValidationError',
];

function compositeExports(model: Model, enums: EmitContext['enums'], from: string): readonly string[] {
  const used = usedFieldTypes(model);
  const names = Object.entries(composites)
    .filter(([type]) => used.has(type))
    .flatMap(([type, { name }]) => [
      ...(type === 'ACTOR' ? [enums === 'union' ? 'type ActorSource' : 'ActorSource'] : []),
      `type ${name}`,
      `type ${name}Input`,
    ]);
  if (holdsFiles(used)) names.push('type FileItem', 'type FileItemInput');
  return names.length > 0 ? [exportLine(names, from)] : [];
}

/** twenty.ts: every object's functions bound to one client. */
export function emitTwenty(model: Model, { importExtension }: EmitContext): GeneratedFile {
  const objects = model.objects.toSorted(by((object) => object.names.namespace));
  const types = objects.map(methodsType);
  const methods = ['DuplicateMethods', 'Methods']
    .filter((name) => types.some((type) => new RegExp(`\\b${name}<`).test(type)))
    .map((name) => `type ${name}`);
  const imports = [
    importLine(
      ['createClient', 'type TwentyClient', 'type TwentyClientOptions'],
      `./runtime/client${importExtension}`,
    ),
    importLine(['bind', ...methods], `./runtime/methods${importExtension}`),
    ...objects.map(
      ({ names }) =>
        `import * as ${names.namespace} from ${literal(`./objects/${names.file}${importExtension}`)};\n`,
    ),
  ];
  const members = objects.map(
    (object, index) =>
      `${comment([`${object.labelPlural.trim() || object.namePlural}.`], '  ')}  readonly ${memberKey(object.names.namespace)}: ${types[index]};\n`,
  );
  const bound = objects.map(
    ({ names }) => `    ${propertyKey(names.namespace)}: bind(client, ${names.namespace}),\n`,
  );
  const content = `${imports.join('')}
/** The workspace: each object's functions, without the client to pass. */
export interface Twenty {
  readonly client: TwentyClient;
${members.join('')}}

/**
 * @param clientOptions those of createClient; TWENTY_API_URL and TWENTY_API_KEY unless given.
 */
export function createTwenty(clientOptions?: TwentyClientOptions): Twenty {
  const client = createClient(clientOptions);
  return {
    client,
${bound.join('')}  };
}
`;
  return { path: 'twenty.ts', content: header + content };
}

function methodsType(object: ModelObject): string {
  const has = new Set(functionsOf(object).map(({ name }) => name));
  const isOfDuplicates = (name: string) => name === 'findDuplicates' || name === 'mergeMany';
  const hasDuplicates = [...has].some(isOfDuplicates);
  const lacks = functionSpecs
    .map(({ name }) => name)
    .filter((name) => !has.has(name) && (hasDuplicates || !isOfDuplicates(name)));
  const type = hasDuplicates ? 'DuplicateMethods' : 'Methods';
  const methods = `${type}<${object.names.namespace}.${object.names.type}Types>`;
  return lacks.length === 0 ? methods : `Omit<${methods}, ${lacks.map(literal).join(' | ')}>`;
}
