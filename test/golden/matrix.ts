import type { EmitContext } from '../../src/emit/types.ts';
import { resolutionOptions, resolutions, strictOptions, typeRoot, versions } from './compiler.ts';
import type { Version } from './compiler.ts';

/** One way in which a user's project may compile the generated code. */
export interface Cell {
  readonly version: Version;
  readonly name: string;
  readonly context: EmitContext;
  readonly options: object;
}

const usual: EmitContext = { importExtension: '.js', enums: 'const' };

/** Of dates, and of a JSON field that only one of the workspaces has. */
const types: EmitContext['types'] = {
  DATE_TIME: { type: 'Date', parse: '(text) => new Date(text)', serialize: '(value) => value.toISOString()' },
  DATE: {
    type: 'readonly [year: number, month: number, day: number]',
    parse: `(text) => [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]`,
    serialize: `([year, month, day]) => \`\${year}-\${month}-\${day}\``,
  },
  RAW_JSON: { 'subscription.usage': { type: '{ readonly seats: number }' } },
};

/** A way to compile, and the compilers that go it. */
interface Setting extends Omit<Cell, 'version'> {
  readonly versions?: readonly Version[];
}

const settings: readonly Setting[] = [
  ...resolutions.map((resolution) => ({
    name: resolution,
    context: usual,
    options: resolutionOptions(resolution),
  })),
  {
    name: 'without the DOM and without Node',
    context: usual,
    options: { ...resolutionOptions('nodenext'), lib: ['es2022'] },
  },
  {
    name: 'with what ES2020 has',
    versions: ['5.9', '7'],
    context: usual,
    options: { ...resolutionOptions('bundler'), target: 'es2020', lib: ['es2020', 'dom'] },
  },
  {
    name: 'to CommonJS, imports without ending',
    versions: ['5.9'],
    context: { ...usual, importExtension: '' },
    options: { module: 'commonjs', moduleResolution: 'node10', verbatimModuleSyntax: false },
  },
  {
    name: 'with Node and without the DOM',
    versions: ['7'],
    context: usual,
    options: {
      ...resolutionOptions('nodenext'),
      lib: ['es2022'],
      types: ['node'],
      typeRoots: [typeRoot],
    },
  },
  {
    name: 'nodenext, with types of values mapped',
    versions: ['5.9', '7'],
    context: { ...usual, types },
    options: resolutionOptions('nodenext'),
  },
  {
    name: 'bundler, imports without ending, unions',
    versions: ['5.9', '7'],
    context: { importExtension: '', enums: 'union' },
    options: resolutionOptions('bundler'),
  },
  {
    name: 'nodenext, imports that end in .ts, enums',
    versions: ['5.9', '7'],
    context: { importExtension: '.ts', enums: 'enum' },
    options: {
      ...resolutionOptions('nodenext'),
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: false,
    },
  },
];

const allVersions = Object.keys(versions) as Version[];

/** Once for each compiler, and always for the one that reads the DOM's types in no time. */
const hasDom = (version: Version, name: string): boolean => version === '7' || name === 'nodenext';

export const cells: readonly Cell[] = settings.flatMap(({ versions = allVersions, options, ...setting }) =>
  versions.map((version) => ({
    version,
    ...setting,
    options: { ...strictOptions, ...(hasDom(version, setting.name) ? {} : { lib: ['es2022'] }), ...options },
  })),
);

/** The folder of a cell's code: cells that differ in their compiler only share it. */
export function folderOf({ importExtension, enums, types: mapped }: EmitContext): string {
  return `${importExtension.slice(1) || 'none'}-${enums}${mapped ? '-mapped' : ''}`;
}
