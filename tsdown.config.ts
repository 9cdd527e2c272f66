import { defineConfig } from 'tsdown';

/** What every start needs, and what an offline run needs: two files, since looking up forty small ones takes longer. */
const start = /src[\\/](?:errors|version|config[\\/]suggest|cli[\\/](?:arguments|reporter|terminal|words))\.ts|package\.json$/;
const offline =
  /src[\\/](?:config|lock|emit|write|cli[\\/](?:context|files|commands[\\/](?:pull|generate|check)))\b|src[\\/](?:jsonc|package-root|replace-file|model[\\/](?:access|case|composites|fields|names|order|reserved))\.ts/;

const common = { format: 'esm', platform: 'node', target: 'node20.19', fixedExtension: false } as const;

export default defineConfig([
  {
    ...common,
    entry: { cli: 'src/cli.ts', index: 'src/index.ts' },
    dts: false,
    clean: true,
    inputOptions: { preserveEntrySignatures: 'allow-extension' },
    outputOptions: {
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          { name: 'start', test: start, priority: 2 },
          { name: 'offline', test: offline, priority: 1 },
        ],
      },
    },
  },
  // Apart: the groups above would draw the types into files of code.
  { ...common, entry: { index: 'src/index.ts' }, dts: { emitDtsOnly: true }, clean: false },
]);
