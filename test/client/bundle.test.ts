import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { generated } from './generated.ts';

const imports = {
  'the index': `import { createClient, people } from './index.js';`,
  'the object’s own module': `import { createClient } from './runtime/client.js';
import * as people from './objects/person.js';`,
};

const program = `
const client = createClient();
for await (const person of people.findMany(client, { select: { name: true } })) console.log(person.name);
await people.createMany(client, [{ jobTitle: 'CEO' }]);
`;

describe('a program that uses one object', async () => {
  const { folder } = await generated('demo');

  /** What a program is bundled to, and the modules of which something is left in it. */
  async function bundled(
    from: keyof typeof imports,
    platform: 'browser' | 'neutral',
  ): Promise<{ imported: readonly string[]; held: readonly string[] }> {
    const entry = join(folder, 'program.ts');
    writeFileSync(entry, imports[from] + program);
    const { outputFiles, warnings, metafile } = await build({
      entryPoints: [entry],
      absWorkingDir: folder,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      platform,
      write: false,
      metafile: true,
    });
    expect(warnings).toEqual([]);
    const text = outputFiles[0]?.text ?? '';
    console.log(`one object, from ${from}, for ${platform}, minified: ${text.length} bytes`);
    return {
      imported: Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path)),
      held: Object.values(metafile.outputs).flatMap(({ inputs }) =>
        Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
      ),
    };
  }

  it.each([
    ['the index', 'browser'],
    ['the index', 'neutral'],
    ['the object’s own module', 'browser'],
    ['the object’s own module', 'neutral'],
  ] as const)(
    'is bundled, from %s and for %s, without Node, the other objects’ functions and the other transport',
    async (from, platform) => {
      const { imported, held } = await bundled(from, platform);
      expect(imported.filter((path) => !path.endsWith('.ts'))).toEqual([]);
      expect(held.filter((path) => path.startsWith('objects/'))).toEqual(['objects/person.ts']);
      expect(held).toEqual(
        expect.arrayContaining(['runtime/create.ts', 'runtime/find.ts', 'runtime/graphql.ts']),
      );
      expect(held.filter((path) => path.includes('rest'))).toEqual([]);
    },
  );

  it('holds none of the functions that it does not call, where it imports the object’s module', async () => {
    const { held } = await bundled('the object’s own module', 'neutral');
    const others = new Set(['aggregate', 'duplicates', 'group', 'merge', 'morph', 'upload', 'write']);
    expect(held.filter((path) => others.has(basename(path, '.ts')))).toEqual([]);
  });
});
