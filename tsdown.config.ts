import { defineConfig } from 'tsdown';
import { bundlePage } from './src/emitters/docs/bundle.ts';

/**
 * Looking up forty small files takes longer than reading three: what every start needs; what a run with nothing to do needs
 * besides; what generating from the lock needs besides that.
 */
const start =
  /src[\\/](?:errors|version|config[\\/]suggest|cli[\\/](?:arguments|reporter|terminal|words))\.ts|package\.json$/;
const idle =
  /src[\\/](?:config[\\/]|diff[\\/]rules\.|emit[\\/]types\.|write[\\/](?:compare|digest|manifest|owned|paths|up-to-date)\.|lock[\\/]text\.|model[\\/]order\.|(?:folders|jsonc|package-root|read-text|replace-file)\.|generate[\\/](?:check|fingerprint|generation|runtime)\.|cli[\\/](?:context|impact|several|commands[\\/](?:pull|generate|check))\.)/;
const generate =
  /src[\\/](?:(?:lock|emit|write)[\\/]|generate[\\/]files\.|model[\\/](?:access|case|composites|fields|names|reserved)\.)/;

/** How long plugins take is no concern of who builds. */
const checks = { pluginTimings: false };

const common = { format: 'esm', platform: 'node', target: 'node20.19', fixedExtension: false } as const;

/** What users import: each is a subpath of the package. */
const entries = {
  index: 'src/index.ts',
  vite: 'src/plugins/vite.ts',
  rollup: 'src/plugins/rollup.ts',
  rolldown: 'src/plugins/rolldown.ts',
  webpack: 'src/plugins/webpack.ts',
  rspack: 'src/plugins/rspack.ts',
  esbuild: 'src/plugins/esbuild.ts',
  'graphql-codegen': 'src/plugins/graphql-codegen.ts',
  'graphql-codegen-schema': 'src/plugins/graphql-codegen-schema.ts',
  testing: 'src/testing/index.ts',
  'testing/msw': 'src/testing/msw.ts',
  zod: 'src/emitters/zod.ts',
  valibot: 'src/emitters/valibot.ts',
  'tanstack-query': 'src/emitters/tanstack-query.ts',
  factories: 'src/emitters/factories.ts',
  webhooks: 'src/emitters/webhooks.ts',
  sdl: 'src/emitters/sdl.ts',
  docs: 'src/emitters/docs.ts',
};

/** Each emitter in a file of its own that is named for what is in it: its name says whether it has changed. */
const emitters = ['zod', 'valibot', 'tanstack-query', 'factories', 'webhooks', 'sdl', 'docs'].map((name) => ({
  name: `emit-${name}`,
  test: new RegExp(String.raw`src[\\/]emitters[\\/]${name}(?:[\\/]|\.)`),
  priority: 1,
}));

export default defineConfig([
  {
    ...common,
    entry: { cli: 'src/cli.ts', client: 'src/emitters/client.ts', ...entries },
    dts: false,
    // The page of docs(), in one piece.
    define: await bundlePage(),
    clean: true,
    inputOptions: { preserveEntrySignatures: 'allow-extension', checks },
    outputOptions: {
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          { name: 'start', test: start, priority: 3 },
          { name: 'idle', test: idle, priority: 2 },
          { name: 'generate', test: generate, priority: 1 },
          { name: 'emit-schemas', test: /src[\\/]emitters[\\/]schemas[\\/]/, priority: 1 },
          { name: 'emit-template', test: /src[\\/]emitters[\\/](?:codec|template)\./, priority: 1 },
          ...emitters,
        ],
      },
    },
  },
  // Apart: the groups above would draw the types into files of code.
  { ...common, entry: entries, dts: { emitDtsOnly: true }, clean: false, inputOptions: { checks } },
]);
