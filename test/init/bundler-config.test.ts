import { diffChars } from 'diff';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPlugin } from '../../src/cli/init/bundler-config.ts';
import type { Bundler } from '../../src/cli/init/project.ts';

interface Shape {
  readonly name: string;
  readonly bundler?: Bundler;
  readonly file?: string;
  readonly before: string;
  /** Absent: it is not understood, and said how to do by hand. */
  readonly after?: string;
}

const shapes: readonly Shape[] = [
  {
    name: 'defineConfig of an object',
    before: `import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// https://vite.dev/config/
export default defineConfig({
  plugins: [react()],
});
`,
    after: `import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import twenty from 'twenty-codegen/vite';

// https://vite.dev/config/
export default defineConfig({
  plugins: [twenty(), react()],
});
`,
  },
  {
    name: 'no semicolons, double quotes, Windows line ends',
    before:
      'import { defineConfig } from "vite"\r\n\r\nexport default defineConfig({\r\n\tplugins: [\r\n\t\t// first\r\n\t\ta(),\r\n\t],\r\n})\r\n',
    after:
      'import { defineConfig } from "vite"\r\nimport twenty from "twenty-codegen/vite"\r\n\r\nexport default defineConfig({\r\n\tplugins: [\r\n\t\ttwenty(),\r\n\t\t// first\r\n\t\ta(),\r\n\t],\r\n})\r\n',
  },
  {
    name: 'a function, and comments wherever they are',
    before: `import { defineConfig, loadEnv } from 'vite';

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd()); // read early
  return {
    /* the base */ base: env.BASE,
    plugins: [ // all of them
      a(), // one
    ],
  };
});
`,
    after: `import { defineConfig, loadEnv } from 'vite';
import twenty from 'twenty-codegen/vite';

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, process.cwd()); // read early
  return {
    /* the base */ base: env.BASE,
    plugins: [ // all of them
      twenty(),
      a(), // one
    ],
  };
});
`,
  },
  {
    name: 'an async arrow with an object as its body',
    before: "export default async () => ({ plugins: [], base: '/' })\n",
    after: `import twenty from 'twenty-codegen/vite';

export default async () => ({ plugins: [twenty()], base: '/' })
`,
  },
  {
    name: 'a function that returns one of several',
    before: `export default function config({ command }) {
  if (command === 'serve') return { plugins: [a()] };
  const rest = { base: '/' };
  return rest;
}
`,
    after: `import twenty from 'twenty-codegen/vite';

export default function config({ command }) {
  if (command === 'serve') return { plugins: [twenty(), a()] };
  const rest = { plugins: [twenty()], base: '/' };
  return rest;
}
`,
  },
  {
    name: 'satisfies, and no list of plugins',
    before: `import type { UserConfig } from 'vite';

export default {
  base: '/',
} satisfies UserConfig;
`,
    after: `import type { UserConfig } from 'vite';
import twenty from 'twenty-codegen/vite';

export default {
  plugins: [twenty()],
  base: '/',
} satisfies UserConfig;
`,
  },
  {
    name: 'a constant, and a list of plugins that is one',
    before: `import { a } from 'a';
const plugins = [a(), isDev && b()].filter(Boolean);
const config: UserConfig = { plugins };
export default config;
`,
    after: `import { a } from 'a';
import twenty from 'twenty-codegen/vite';
const plugins = [twenty(), a(), isDev && b()].filter(Boolean);
const config: UserConfig = { plugins };
export default config;
`,
  },
  {
    name: 'CommonJS',
    bundler: 'webpack',
    file: 'webpack.config.js',
    before: `'use strict';
const path = require('path');
const HtmlWebpackPlugin = require('html-webpack-plugin');

/** @type {import('webpack').Configuration} */
module.exports = {
  entry: './src/index.ts',
  plugins: [new HtmlWebpackPlugin()],
};
`,
    after: `'use strict';
const path = require('path');
const HtmlWebpackPlugin = require('html-webpack-plugin');
const { default: twenty } = require('twenty-codegen/webpack');

/** @type {import('webpack').Configuration} */
module.exports = {
  entry: './src/index.ts',
  plugins: [twenty(), new HtmlWebpackPlugin()],
};
`,
  },
  {
    name: 'CommonJS without a require',
    bundler: 'rspack',
    file: 'rspack.config.cjs',
    before: 'module.exports = {\n};\n',
    after:
      "const { default: twenty } = require('twenty-codegen/rspack');\n\nmodule.exports = {\n  plugins: [twenty()],\n};\n",
  },
  {
    name: 'a list of configs',
    bundler: 'rollup',
    file: 'rollup.config.mjs',
    before: `import ts from '@rollup/plugin-typescript';
export default [
  { input: 'a.ts', plugins: [ts()] },
  { input: 'b.ts' },
];
`,
    after: `import ts from '@rollup/plugin-typescript';
import twenty from 'twenty-codegen/rollup';
export default [
  { input: 'a.ts', plugins: [twenty(), ts()] },
  { plugins: [twenty()], input: 'b.ts' },
];
`,
  },
  {
    name: 'a program that calls esbuild',
    bundler: 'esbuild',
    file: 'build.mjs',
    before: `#!/usr/bin/env node
import * as esbuild from 'esbuild';

await esbuild.build({
  entryPoints: ['src/main.ts'],
  bundle: true,
});
`,
    after: `#!/usr/bin/env node
import * as esbuild from 'esbuild';
import twenty from 'twenty-codegen/esbuild';

await esbuild.build({
  plugins: [twenty()],
  entryPoints: ['src/main.ts'],
  bundle: true,
});
`,
  },
  {
    name: 'a name that is taken',
    before: 'const twenty = 20;\nexport default { plugins: [a(twenty)] };\n',
    after:
      "import twentyCodegen from 'twenty-codegen/vite';\n\nconst twenty = 20;\nexport default { plugins: [twentyCodegen(), a(twenty)] };\n",
  },
  {
    name: 'settings that another function makes',
    before: 'export default mergeConfig(base, { plugins: [] });\n',
  },
  { name: 'settings that may hold plugins that are spread', before: 'export default { ...base };\n' },
  { name: 'a list of plugins that a function makes', before: 'export default { plugins: all() };\n' },
  { name: 'a file that is broken', before: 'export default { plugins: [ };\n' },
  { name: 'a file that exports nothing', before: 'console.log(1);\n' },
];

const add = ({ before, file = 'vite.config.ts', bundler = 'vite' }: Shape) =>
  addPlugin(before, file, bundler);

describe('the plugin in a bundler’s config', () => {
  it.for(shapes.filter(({ after }) => after !== undefined).map((shape) => [shape.name, shape] as const))(
    'is added to %s, and nothing else changes',
    ([, shape]) => {
      expect(add(shape)).toEqual({ text: shape.after });
      expect(add({ ...shape, before: shape.after ?? '' })).toEqual({ isThere: true });
    },
  );

  it.for(shapes.filter(({ after }) => after === undefined).map((shape) => [shape.name, shape] as const))(
    'is for the user to add to %s',
    ([, shape]) => {
      expect(add(shape)).toEqual({
        paste: "import twenty from 'twenty-codegen/vite';\n\nplugins: [twenty(), …]",
        why: expect.any(String) as string,
      });
    },
  );

  it('is added once, leaving every byte that was there, however the config is laid out', () => {
    const gap = fc.constantFrom('', ' ', '\n', '\n  ', ' // why\n', ' /* why */ ', '\r\n\t');
    const head = fc.constantFrom(
      '',
      "import a from 'a';\n",
      '// first\n',
      "import a from 'a'\nimport b from 'b'\n",
    );
    const config = fc
      .tuple(
        gap,
        gap,
        gap,
        gap,
        fc.boolean(),
        fc.constantFrom('{}', '{}', 'defineConfig', '() =>', 'satisfies'),
      )
      .map(([one, two, three, four, isEmpty, form]) => {
        const object = `{${one}base: '/',${two}plugins: [${three}${isEmpty ? '' : `a(),${four}`}],${two}}`;
        if (form === 'defineConfig') return `defineConfig(${object})`;
        if (form === '() =>') return `() => (${object})`;
        return form === 'satisfies' ? `${object} satisfies UserConfig` : object;
      });
    fc.assert(
      fc.property(head, config, (before, object) => {
        const text = `${before}export default ${object};\n`;
        const added = addPlugin(text, 'vite.config.ts', 'vite');
        if (!('text' in added)) throw new Error(`not added to ${text}`);
        expect(addPlugin(added.text, 'vite.config.ts', 'vite')).toEqual({ isThere: true });
        const parts = diffChars(text, added.text);
        expect(parts.filter(({ removed }) => removed)).toEqual([]);
        const inserted = parts.filter((part) => part.added).map(({ value }) => value);
        expect(inserted.join('').length).toBe(added.text.length - text.length);
        expect(added.text.match(/twenty-codegen\/vite/gu)).toHaveLength(1);
        expect(added.text.match(/plugins: \[(?:\s|\/\/[^\n]*\n|\/\*.*?\*\/)*twenty\(\)/gu)).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});
