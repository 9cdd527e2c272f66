/* How each bundler is told of the plugin, as its users do. Options are the same for a build and for watching. */
import { join } from 'node:path';

const root = process.cwd();
const input = 'src/main.ts';
const outDir = (name) => join(root, 'out', name);

export async function viteOptions() {
  const { default: twenty } = await import('twenty-codegen/vite');
  return {
    root,
    configFile: false,
    logLevel: 'info',
    clearScreen: false,
    plugins: [twenty()],
    build: { ssr: input, target: 'es2022', outDir: outDir('vite'), emptyOutDir: true },
    server: { port: 0, host: '127.0.0.1' },
  };
}

export async function rollupOptions() {
  const { default: twenty } = await import('twenty-codegen/rollup');
  return {
    input,
    plugins: [twenty(), await typescript()],
    output: { dir: outDir('rollup'), format: 'es' },
  };
}

/** What users take a plugin for: TypeScript, whose imports end in `.js`. */
async function typescript() {
  const { transform } = await import('esbuild');
  return {
    name: 'typescript',
    resolveId(id, importer) {
      return importer !== undefined && /^\..*\.js$/u.test(id)
        ? this.resolve(id.replace(/\.js$/u, '.ts'), importer)
        : null;
    },
    transform: async (code) => (await transform(code, { loader: 'ts', target: 'es2022' })).code,
  };
}

export async function rolldownOptions() {
  const { default: twenty } = await import('twenty-codegen/rolldown');
  return { input, platform: 'node', plugins: [twenty()], output: { dir: outDir('rolldown'), format: 'es' } };
}

export async function esbuildOptions() {
  const { default: twenty } = await import('twenty-codegen/esbuild');
  return {
    entryPoints: [input],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outdir: outDir('esbuild'),
    plugins: [twenty()],
  };
}

export async function webpackOptions() {
  const { default: twenty } = await import('twenty-codegen/webpack');
  const rule = { test: /\.ts$/, loader: 'esbuild-loader', options: { target: 'es2022' } };
  return packOptions('webpack', rule, twenty());
}

export async function rspackOptions() {
  const { default: twenty } = await import('twenty-codegen/rspack');
  const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } };
  return packOptions('rspack', { test: /\.ts$/, loader: 'builtin:swc-loader', options }, twenty());
}

function packOptions(name, rule, plugin) {
  return {
    context: root,
    mode: 'development',
    devtool: false,
    target: 'node',
    entry: `./${input}`,
    experiments: { outputModule: true },
    output: { path: outDir(name), module: true, filename: 'main.js', chunkFormat: 'module' },
    resolve: { extensions: ['.ts', '.js'] },
    module: { rules: [rule] },
    plugins: [plugin],
  };
}

export async function pack(name, options) {
  if (name === 'webpack') return (await import('webpack')).default(options);
  return (await import('@rspack/core')).rspack(options);
}

/** The errors of a compilation in its own words; empty where there are none. */
export function errorsOf(stats) {
  return stats.toString({ all: false, errors: true, errorStack: false, colors: false }).trim();
}
