import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { ensureBuilt, project, run } from '../cli/run.ts';
import { folderOf } from '../config/folder.ts';
import { fixtureModel } from '../golden/workspaces.ts';

let lock: string;
beforeAll(async () => {
  lock = serializeLock(await fixtureModel('demo'));
  await ensureBuilt();
}, 120_000);

const imports = `import { client, defineConfig } from 'twenty-codegen';
import { factories } from 'twenty-codegen/factories';
import { sdl } from 'twenty-codegen/sdl';
import { tanstackQuery, type TanstackQueryOptions } from 'twenty-codegen/tanstack-query';
import { valibot } from 'twenty-codegen/valibot';
import { webhooks } from 'twenty-codegen/webhooks';
import { zod } from 'twenty-codegen/zod';
`;
const emitters = '[client(), zod(), valibot(), tanstackQuery(), factories(), webhooks(), sdl()]';
const plain = `${imports}
export default defineConfig({ emitters: ${emitters} });
`;
const names = ['client', 'zod', 'valibot', 'tanstackQuery', 'factories', 'webhooks', 'sdl'];

describe('a config that names emitters, in a folder where this package is not installed', () => {
  it.each([
    ['codegen.config.ts', plain],
    ['codegen.config.mjs', plain.replace(', type TanstackQueryOptions', '')],
    // Not without a compiler.
    [
      'codegen.config.ts',
      `${imports}const options: TanstackQueryOptions = {};\nexport default defineConfig({ emitters: ${emitters.replace('tanstackQuery()', 'tanstackQuery(options)')} });\n`,
    ],
  ])('is loaded from %s', async (name, source) => {
    const folder = folderOf({ [name]: source });
    const config = await loadConfig(join(folder, name));
    expect(config.emitters?.map((emitter) => emitter.name)).toEqual(names);
  });

  it('generates all that it names, and finds it whole', async () => {
    const folder = project({ 'twenty.lock.json': lock, 'codegen.config.ts': plain });
    const { code, err, out } = await run(folder, ['generate', '--offline']);
    expect([code, err + out]).toEqual([0, expect.stringContaining('8 objects')]);
    for (const path of [
      'index.ts',
      'zod/index.ts',
      'valibot/objects/person.ts',
      'queries/options.ts',
      'factories/index.ts',
      'webhooks/verify.ts',
      'schema.graphql',
    ])
      expect([path, existsSync(join(folder, 'src/twenty', path))]).toEqual([path, true]);
    expect((await run(folder, ['check'])).code).toBe(0);
  });
});

describe('what is loaded', () => {
  const hooks = `
    import { appendFileSync } from 'node:fs';
    export async function load(url, context, next) {
      appendFileSync(process.env.LOADED, url + '\\n');
      return next(url, context);
    }`;

  async function loadedBy(config: string): Promise<readonly string[]> {
    const folder = project({
      'twenty.lock.json': lock,
      'codegen.config.ts': config,
      'hooks.mjs': hooks,
      'register.mjs': "import { register } from 'node:module'; register('./hooks.mjs', import.meta.url);",
    });
    const loaded = join(folder, 'loaded');
    const { code } = await run(folder, ['generate', '--offline'], { LOADED: loaded }, [
      '--import',
      join(folder, 'register.mjs'),
    ]);
    expect(code).toBe(0);
    const urls = readFileSync(loaded, 'utf8').split('\n');
    expect(urls.some((url) => url.endsWith('/dist/cli.js'))).toBe(true);
    return urls.filter((url) => /\/dist\/|\/node_modules\//u.test(url) && !url.startsWith('data:'));
  }
  /** The code of emitters and plugins, and packages. */
  const notable = (urls: readonly string[]): readonly string[] =>
    [
      ...new Set(
        urls.flatMap(
          (url) =>
            /\/dist\/(emit-[a-z-]+?)-[\w-]{8}\.js$/u.exec(url)?.[1] ??
            /\/node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1] ??
            /\/dist\/(vite|rollup|webpack|testing)\.js$/u.exec(url)?.[1] ??
            [],
        ),
      ),
    ].toSorted();

  it.each([
    ['nothing', 'export default {};\n', []],
    [
      'the client alone',
      "import { client } from 'twenty-codegen';\nexport default { emitters: [client()] };\n",
      [],
    ],
    [
      'zod',
      "import { client } from 'twenty-codegen';\nimport { zod } from 'twenty-codegen/zod';\nexport default { emitters: [client(), zod()] };\n",
      ['emit-schemas', 'emit-template', 'emit-zod'],
    ],
    [
      'webhooks',
      "import { webhooks } from 'twenty-codegen/webhooks';\nexport default { emitters: [webhooks()] };\n",
      ['emit-template', 'emit-webhooks'],
    ],
  ])('by a config that names %s is that and no more', async (_name, config, expected) => {
    expect(notable(await loadedBy(config))).toEqual(expected);
  });
});

describe('a run with nothing to do', () => {
  /** Notes in a file that it ran. */
  const noting = (fingerprint: string): string => `
import { appendFileSync } from 'node:fs';
import { zod } from 'twenty-codegen/zod';
const noting = {
  name: 'noting',
  ${fingerprint}
  emit() {
    appendFileSync('ran', 'x');
    return [{ path: 'noted.txt', content: 'noted' }];
  },
};
export default { emitters: [zod(), noting] };
`;
  const ran = (folder: string): number =>
    existsSync(join(folder, 'ran')) ? readFileSync(join(folder, 'ran'), 'utf8').length : 0;

  async function codes(folder: string, times: number): Promise<readonly (number | null)[]> {
    const all: (number | null)[] = [];
    while (all.length < times) all.push((await run(folder, ['generate', '--offline'])).code);
    return all;
  }

  it('is told without generating where every emitter says what it depends on', async () => {
    const folder = project({ 'twenty.lock.json': lock, 'codegen.config.ts': noting("fingerprint: 'v1',") });
    expect(await codes(folder, 3)).toEqual([0, 0, 0]);
    expect(ran(folder)).toBe(1);
    rmSync(join(folder, 'src/twenty/noted.txt'));
    await run(folder, ['generate', '--offline']);
    expect(ran(folder)).toBe(2);
  });

  it('is not where one says nothing', async () => {
    const folder = project({ 'twenty.lock.json': lock, 'codegen.config.ts': noting('') });
    expect(await codes(folder, 2)).toEqual([0, 0]);
    expect(ran(folder)).toBe(2);
  });

  it('is not where an option of an emitter changed', async () => {
    const folder = project({ 'twenty.lock.json': lock });
    const config = (key: string): string =>
      `import { tanstackQuery } from 'twenty-codegen/tanstack-query';\nexport default { emitters: [tanstackQuery({ key: '${key}' })] };\n`;
    for (const key of ['one', 'two']) {
      writeFileSync(join(folder, 'codegen.config.ts'), config(key));
      expect((await run(folder, ['generate', '--offline'])).code).toBe(0);
      expect(readFileSync(join(folder, 'src/twenty/queries/objects/person.ts'), 'utf8')).toContain(
        `['${key}', 'people']`,
      );
    }
  });
});
