import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveImportExtension } from '../../src/config/import-extension.ts';
import { parseJsonc } from '../../src/jsonc.ts';
import { folderOf } from './folder.ts';

function extensionOf(files: Readonly<Record<string, string | object>>, folder = 'src/twenty'): string {
  return resolveImportExtension(join(folderOf(files), folder));
}

const options = (compilerOptions: object, more: object = {}): object => ({ compilerOptions, ...more });

test.each<[string, object | string, string]>([
  ['nodenext', options({ module: 'nodenext' }), '.js'],
  ['node16', options({ moduleResolution: 'Node16' }), '.js'],
  ['bundler', options({ moduleResolution: 'bundler' }), '.js'],
  ['an empty one', {}, '.js'],
  ['a broken one', '{ nope', '.js'],
  [
    'allowImportingTsExtensions',
    options({ moduleResolution: 'bundler', allowImportingTsExtensions: true }),
    '.ts',
  ],
  [
    'rewriteRelativeImportExtensions',
    options({ module: 'nodenext', rewriteRelativeImportExtensions: true }),
    '.ts',
  ],
  ['Next.js', options({ moduleResolution: 'bundler', plugins: [{ name: 'next' }] }), ''],
  ['CommonJS', options({ module: 'CommonJS' }), ''],
  ['CommonJS that Node resolves', options({ module: 'commonjs', moduleResolution: 'node16' }), '.js'],
  [
    'comments and trailing commas',
    '{\n// a\n"compilerOptions": { /* "x": 1, */ "allowImportingTsExtensions": true, },\n}',
    '.ts',
  ],
])('%s', (_name, tsconfig, expected) => {
  expect(extensionOf({ 'tsconfig.json': tsconfig })).toBe(expected);
});

test('the nearest tsconfig.json counts', () => {
  expect(
    extensionOf({
      'tsconfig.json': options({ module: 'nodenext' }),
      'src/tsconfig.json': options({ allowImportingTsExtensions: true }),
    }),
  ).toBe('.ts');
});

test('extends is followed: relative, without ending, from a package, a list, in circles', () => {
  const ts = options({ allowImportingTsExtensions: true });
  const extending = (base: unknown, own: object = {}): object => ({ extends: base, ...own });
  expect(extensionOf({ 'tsconfig.json': extending('./base'), 'base.json': ts })).toBe('.ts');
  expect(extensionOf({ 'a/tsconfig.json': extending('../base.json'), 'base.json': ts }, 'a/src')).toBe('.ts');
  expect(
    extensionOf({
      'tsconfig.json': extending('@tsconfig/vite/tsconfig.json'),
      'node_modules/@tsconfig/vite/tsconfig.json': ts,
    }),
  ).toBe('.ts');
  expect(
    extensionOf({ 'tsconfig.json': extending('some-config'), 'node_modules/some-config/tsconfig.json': ts }),
  ).toBe('.ts');
  const off = options({ allowImportingTsExtensions: false });
  expect(extensionOf({ 'tsconfig.json': extending(['./a', './b']), 'a.json': off, 'b.json': ts })).toBe(
    '.ts',
  );
  expect(extensionOf({ 'tsconfig.json': extending('./a', off), 'a.json': ts })).toBe('.js');
  expect(extensionOf({ 'tsconfig.json': extending('./a'), 'a.json': extending('./tsconfig') })).toBe('.js');
});

test('a tsconfig of references stands for the one that includes the folder', () => {
  const files = {
    'tsconfig.json': {
      files: [],
      references: [{ path: './tsconfig.node.json' }, { path: './tsconfig.app.json' }],
    },
    'tsconfig.node.json': options({ module: 'nodenext' }, { include: ['vite.config.ts'] }),
    'tsconfig.app.json': options({ allowImportingTsExtensions: true }, { include: ['src/**/*.ts'] }),
  };
  expect(extensionOf(files)).toBe('.ts');
});

test('JSON with comments and trailing commas reads as without', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const value: unknown = JSON.parse(json);
      const text = JSON.stringify(value, null, 2);
      expect(parseJsonc(text)).toEqual(value);
      expect(parseJsonc(text.replaceAll('\n', ' // , ] }\n').concat('/* " */'))).toEqual(value);
    }),
  );
  expect(parseJsonc('{"a": [1, 2, /* x */ ], "b": "// no, ]", }')).toEqual({ a: [1, 2], b: '// no, ]' });
});

const bundled = options({ module: 'esnext', moduleResolution: 'bundler' });

test.for([
  ['webpack', { devDependencies: { webpack: '5' } }, ''],
  ['Rspack', { devDependencies: { '@rspack/core': '2' } }, ''],
  ['Create React App', { dependencies: { 'react-scripts': '5' } }, ''],
  ['Metro', { dependencies: { 'react-native': '0.80' } }, ''],
  ['Vite', { devDependencies: { vite: '8' } }, '.js'],
  ['none', {}, '.js'],
] as const)(
  'a bundler that takes endings as they are written is given none: %s',
  ([, manifest, expected]) => {
    expect(extensionOf({ 'tsconfig.json': bundled, 'package.json': manifest })).toBe(expected);
  },
);

test('webpack with an extensionAlias looks for more', () => {
  const files = { 'tsconfig.json': bundled, 'package.json': { devDependencies: { webpack: '5' } } };
  const alias = "module.exports = { resolve: { extensionAlias: { '.js': ['.ts', '.js'] } } };";
  expect(extensionOf({ ...files, 'webpack.config.js': alias })).toBe('.js');
  expect(extensionOf({ ...files, 'webpack.common.cjs': alias })).toBe('.js');
  expect(extensionOf({ ...files, 'webpack.config.js': 'module.exports = {};' })).toBe('');
});

test('under nodenext, and where imports end in .ts, a bundler changes nothing', () => {
  const manifest = { devDependencies: { webpack: '5' } };
  const ending = (compilerOptions: object) =>
    extensionOf({ 'tsconfig.json': options(compilerOptions), 'package.json': manifest });
  expect(ending({ module: 'nodenext' })).toBe('.js');
  expect(ending({ moduleResolution: 'bundler', allowImportingTsExtensions: true })).toBe('.ts');
});
