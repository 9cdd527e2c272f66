import { defineConfig } from 'tsdown';

/**
 * Looking up forty small files takes longer than reading three: what every start needs; what a run with nothing to do needs
 * besides; what generating from the lock needs besides that.
 */
const start =
  /src[\\/](?:errors|version|config[\\/]suggest|cli[\\/](?:arguments|reporter|terminal|words))\.ts|package\.json$/;
const idle =
  /src[\\/](?:config[\\/]|diff[\\/]rules\.|emit[\\/]types\.|write[\\/](?:compare|digest|manifest|owned|paths|up-to-date)\.|lock[\\/]text\.|model[\\/]order\.|(?:jsonc|package-root|replace-file)\.|cli[\\/](?:context|fingerprint|generation|impact|runtime|several|commands[\\/](?:pull|generate|check))\.)/;
const generate =
  /src[\\/](?:lock|emit|write|cli[\\/]files\.|model[\\/](?:access|case|composites|fields|names|reserved)\.)/;

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
          { name: 'start', test: start, priority: 3 },
          { name: 'idle', test: idle, priority: 2 },
          { name: 'generate', test: generate, priority: 1 },
        ],
      },
    },
  },
  // Apart: the groups above would draw the types into files of code.
  { ...common, entry: { index: 'src/index.ts' }, dts: { emitDtsOnly: true }, clean: false },
]);
