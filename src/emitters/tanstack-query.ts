import { functionsOf } from '../emit/object/functions.ts';
import type { EmitContext, Emitter, GeneratedFile } from '../emit/types.ts';
import { comment, fits, header, literal } from '../emit/writer.ts';
import { by } from '../model/order.ts';
import type { Model, ModelObject } from '../model/types.ts';
import { fingerprintOf, templateFile } from './template.ts';

export interface TanstackQueryOptions {
  /** What every key begins with; needed where an app has several workspaces. Default: `twenty`. */
  readonly key?: string | undefined;
  /**
   * The package whose types are imported: `@tanstack/react-query` and its like export those of the core, for projects in
   * which only what they depend on can be imported. Default: `@tanstack/query-core`.
   */
  readonly package?: string | undefined;
}

/**
 * Options for TanStack Query 5: for each object and function what useQuery, useInfiniteQuery and useMutation take, in React,
 * Vue, Svelte and Solid alike. Below `queries/`; needs the client beside it, and nothing at run time.
 */
export function tanstackQuery(options: TanstackQueryOptions = {}): Emitter {
  const { key = 'twenty', package: from = '@tanstack/query-core' } = options;
  return {
    name: 'tanstackQuery',
    get fingerprint() {
      return fingerprintOf('tanstackQuery', { key, from }, ['queries/options.ts']);
    },
    emit(model, context) {
      const template = templateFile('queries/options.ts', context);
      const objects = model.objects.filter((object) => functionsOf(object).length > 0);
      return [
        emitIndex(objects, context),
        { ...template, content: template.content.replace("'@tanstack/query-core'", () => literal(from)) },
        ...objects.map((object) => emitQueries(object, key, context)),
      ];
    },
  };
}

function emitIndex(objects: Model['objects'], { importExtension }: EmitContext): GeneratedFile {
  const lines = objects
    .toSorted(by(({ names }) => names.namespace))
    .map(
      ({ names }) =>
        `export * as ${names.namespace} from ${literal(`./objects/${names.file}${importExtension}`)};\n`,
    );
  return { path: 'queries/index.ts', content: header + (lines.length > 0 ? lines.join('') : 'export {};\n') };
}

/** How the options of each function are made, and the type that they have. */
const makers: Readonly<Record<string, readonly [maker: string, type: string, spread?: string]>> = {
  findMany: ['query', 'FindMany'],
  findOne: ['query', 'FindOne'],
  findOneOrThrow: ['query', 'FindOneOrThrow'],
  count: ['query', 'Count'],
  aggregate: ['query', 'Aggregate'],
  groupBy: ['query', 'GroupBy'],
  findDuplicates: ['query', 'FindDuplicates'],
  createOne: ['mutation', 'CreateOne'],
  createMany: ['mutation', 'CreateMany'],
  updateOne: ['mutation', 'UpdateOne', 'byId'],
  updateMany: ['mutation', 'UpdateMany', 'byTarget'],
  deleteOne: ['mutation', 'ById'],
  deleteMany: ['mutation', 'ByTarget'],
  restoreOne: ['mutation', 'ById'],
  restoreMany: ['mutation', 'ByTarget'],
  destroyOne: ['mutation', 'ById'],
  destroyMany: ['mutation', 'ByTarget'],
  mergeMany: ['mutation', 'MergeMany'],
};

/** objects/person.ts: the options of each of its functions. */
function emitQueries(object: ModelObject, prefix: string, { importExtension }: EmitContext): GeneratedFile {
  const { type, namespace, file } = object.names;
  const lines = functionsOf(object).flatMap(({ name }) => {
    const [maker, of, spread] = makers[name] ?? [];
    if (maker === undefined || of === undefined) return [];
    const line = made(name, maker, name, spread, `${of}<Types>`);
    return name === 'findMany'
      ? [line, made('findManyPages', 'pages', name, spread, 'FindManyPages<Types>')]
      : [line];
  });
  const content = [
    `import * as client from ${literal(`../../objects/${file}${importExtension}`)};\n`,
    `import * as make from ${literal(`../options${importExtension}`)};\n`,
    `\ntype Types = client.${type}Types;\n`,
    `\n${comment(['What the key of each of its queries begins with.'])}`,
    `export const key = [${literal(prefix)}, ${literal(namespace)}] as const;\n`,
    'export const invalidate: make.Invalidate = /* @__PURE__ */ make.invalidate(key);\n\n',
    ...lines,
  ];
  return { path: `queries/objects/${file}.ts`, content: header + content.join('') };
}

function made(name: string, maker: string, fn: string, spread: string | undefined, type: string): string {
  const args = ['key', literal(name), `client.${fn}`, ...(spread ? [`make.${spread}`] : [])];
  const start = `export const ${name} = /* @__PURE__ */ make.${maker}(`;
  const end = `) as make.${type};\n`;
  const line = start + args.join(', ') + end;
  return fits(line) ? line : `${start}\n${args.map((arg) => `  ${arg},\n`).join('')}${end}`;
}
