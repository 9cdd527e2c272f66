import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

  async function bundled(
    from: keyof typeof imports,
    platform: 'browser' | 'neutral',
  ): Promise<{ text: string; modules: readonly string[] }> {
    const entry = join(folder, 'program.ts');
    writeFileSync(entry, imports[from] + program);
    const { outputFiles, warnings, metafile } = await build({
      entryPoints: [entry],
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
    const modules = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path));
    return { text, modules };
  }

  it.each([
    ['the index', 'browser'],
    ['the index', 'neutral'],
    ['the object’s own module', 'browser'],
    ['the object’s own module', 'neutral'],
  ] as const)(
    'is bundled, from %s and for %s, without Node and the other objects’ functions',
    async (from, platform) => {
      const { text, modules } = await bundled(from, platform);
      expect(modules.filter((path) => !path.endsWith('.ts'))).toEqual([]);
      expect(namesIn(text)).toContain('createPeople');
      expect(namesIn(text).filter((name) => /Task|Note|Compan/.test(name))).toEqual([]);
    },
  );

  it('holds none of the functions that it does not call, where it imports the object’s module', async () => {
    const { text } = await bundled('the object’s own module', 'neutral');
    expect(namesIn(text)).toEqual(['createPeople']);
  });
});

/** The root fields of mutations that a bundle may send. */
function namesIn(text: string): readonly string[] {
  return text.match(/(?<=")(?:create|update|delete|restore|destroy)(?!One"|Many")[A-Z]\w+(?=")/g) ?? [];
}
