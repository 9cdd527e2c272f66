import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../fixtures/demo.ts';
import { modelOf } from '../../fixtures/modern.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { serve } from '../../src/simulate/server.ts';
import type { Server } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { contents } from '../write/folder.ts';
import { ensureBuilt, finished, project, run, start } from './run.ts';

const apiKey = 'a-s3cr3t-key-of-the-tests';
const model = modelOf(demo);
let server: Server;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  await ensureBuilt();
  server = await serve(createSimulator({ model, apiKey, records: 3 }));
  env = { TWENTY_API_URL: server.url, TWENTY_API_KEY: apiKey };
}, 120_000);

afterAll(() => server.close());

const withLock = (more: Readonly<Record<string, string | object>> = {}): string =>
  project({ 'twenty.lock.json': serializeLock(model), 'codegen.config.json': {}, ...more });

describe('the journey', () => {
  test('init, doctor, generate, check, and again', async () => {
    const folder = project();
    const init = await run(folder, ['init'], env);
    expect(init).toMatchObject({ code: 0, out: '' });
    expect(init.err).toContain('wrote codegen.config.ts');
    const doctor = await run(folder, ['doctor'], env);
    expect(doctor.code).toBe(0);
    expect(doctor.out).toMatch(/^ok {6}Server: /mu);
    expect(doctor.out).toMatch(/^ok {6}Generation: 8 objects into /mu);
    expect(existsSync(join(folder, 'src'))).toBe(false);
    const generate = await run(folder, ['generate'], env);
    expect(generate).toMatchObject({ code: 0, out: '' });
    expect(generate.err).toMatch(
      /src\/twenty: 8 objects; files: \d+ written, 0 unchanged, 0 removed; twenty\.lock\.json updated/u,
    );
    const before = contents(folder);
    expect(Object.keys(before)).toContain('src/twenty/objects/person.ts');
    expect((await run(folder, ['check'])).code).toBe(0);
    const again = await run(folder, ['generate'], env);
    expect(again.err).toMatch(/files: 0 written, \d+ unchanged, 0 removed \(/u);
    const offline = await run(folder, ['generate', '--offline']);
    expect(offline.err).toMatch(/8 objects; files: 0 written, \d+ unchanged, 0 removed \(/u);
    expect(contents(folder)).toEqual(before);
  });

  test('without a config: flags and environment suffice', async () => {
    const folder = project({});
    expect((await run(folder, ['generate', '--output', 'out'], env)).code).toBe(0);
    expect(Object.keys(contents(folder))).toEqual(
      expect.arrayContaining(['out/index.ts', 'twenty.lock.json']),
    );
  });

  test('pull writes the lock alone, and generate --offline needs no more than that', async () => {
    const folder = project({});
    const pull = await run(folder, ['pull'], env);
    expect(pull.err).toMatch(/twenty\.lock\.json written: 8 objects, \d+ fields/u);
    expect(Object.keys(contents(folder))).toEqual(['twenty.lock.json']);
    expect((await run(folder, ['pull'], env)).err).toContain('twenty.lock.json unchanged');
    expect((await run(folder, ['generate', '--offline'])).code).toBe(0);
    expect((await run(folder, ['check'])).code).toBe(0);
    const online = await run(folder, ['generate'], env);
    expect(online.err).toMatch(/files: 0 written/u);
  });

  test('include and exclude choose objects and fields', async () => {
    const folder = project({});
    const args = ['generate', '--include', 'person', '--include', 'company', '--exclude', 'person.job*'];
    expect((await run(folder, args, env)).code).toBe(0);
    const files = contents(folder);
    expect(Object.keys(files).filter((path) => path.includes('/objects/'))).toEqual([
      'src/twenty/objects/company.ts',
      'src/twenty/objects/person.ts',
    ]);
    expect(files['src/twenty/objects/person.ts']).not.toContain('jobTitle');
  });
});

describe('check', () => {
  test('lists what is stale, missing, edited or extra, and exits 1', async () => {
    const folder = withLock();
    await run(folder, ['generate', '--offline']);
    const twenty = join(folder, 'src', 'twenty');
    appendFileSync(join(twenty, 'index.ts'), '// edited\n');
    rmSync(join(twenty, 'objects', 'person.ts'));
    writeFileSync(join(twenty, 'extra.ts'), '');
    const before = contents(folder);
    const check = await run(folder, ['check']);
    expect(check.code).toBe(1);
    expect(check.out).toBe('missing objects/person.ts\nedited  index.ts\nextra   extra.ts\n');
    expect(check.err).toContain('generate --offline');
    expect(contents(folder)).toEqual(before);
    const json = JSON.parse((await run(folder, ['check', '--json'])).out) as object;
    expect(json).toMatchObject({
      ok: false,
      exitCode: 1,
      command: 'check',
      missing: ['objects/person.ts'],
      extra: ['extra.ts'],
    });
  });

  test('sees a lock that changed since', async () => {
    const folder = withLock();
    await run(folder, ['generate', '--offline']);
    const lock = join(folder, 'twenty.lock.json');
    writeFileSync(
      lock,
      readFileSync(lock, 'utf8').replace('"labelSingular": "Person"', '"labelSingular": "Human"'),
    );
    const check = await run(folder, ['check']);
    expect(check.code).toBe(1);
    expect(check.out).toMatch(/^stale {3}objects\/person\.ts$/mu);
    expect((await run(folder, ['generate', '--offline'])).err).not.toContain(' 0 written');
    expect((await run(folder, ['check'])).code).toBe(0);
  });
});

describe('a second offline run', () => {
  test('still restores what was edited, deleted or left over, though nothing else changed', async () => {
    const folder = withLock();
    await run(folder, ['generate', '--offline']);
    const before = contents(folder);
    const index = join(folder, 'src', 'twenty', 'index.ts');
    for (const spoil of [() => appendFileSync(index, 'x'), () => rmSync(index)]) {
      spoil();
      expect((await run(folder, ['generate', '--offline'])).err).toMatch(/files: 1 written/u);
      expect(contents(folder)).toEqual(before);
    }
  });

  test('sees changed settings, and those of the tsconfig', async () => {
    const folder = withLock();
    await run(folder, ['generate', '--offline']);
    expect((await run(folder, ['generate', '--offline', '--enums', 'union'])).err).not.toContain(
      ' 0 written',
    );
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{ "compilerOptions": { "allowImportingTsExtensions": true } }',
    );
    expect((await run(folder, ['generate', '--offline', '--enums', 'union'])).err).not.toContain(
      ' 0 written',
    );
    expect(contents(folder)['src/twenty/index.ts']).toMatch(/from '\.\/.*\.ts';/u);
  });
});

describe('a dry run', () => {
  test('says what would be done, and does nothing', async () => {
    const folder = project({});
    const { code, err } = await run(folder, ['generate', '--dry-run'], env);
    expect(code).toBe(0);
    expect(err).toMatch(/^would write objects\/person\.ts$/mu);
    expect(err).toMatch(/\d+ would be written/u);
    expect(contents(folder)).toEqual({});
  });
});

describe('the output folder', () => {
  test('with files of others is left alone, and the lock too', async () => {
    const folder = project({ 'src/twenty/index.ts': 'mine' });
    const { code, err } = await run(folder, ['generate'], env);
    expect(code).toBe(2);
    expect(err).toMatch(/\[OUTPUT_FOREIGN\]\n {2}index\.ts\n/u);
    expect(contents(folder)).toEqual({ 'src/twenty/index.ts': 'mine' });
    expect((await run(folder, ['generate', '--force'], env)).code).toBe(0);
  });
});

describe('the configuration', () => {
  test("in TypeScript, with an emitter and a header of the user's own", async () => {
    const folder = project({
      'twenty.lock.json': serializeLock(model),
      'codegen.config.ts': `
        import { client, defineConfig } from 'twenty-codegen';
        import { names } from './names.ts';
        export default defineConfig({
          output: 'generated',
          header: 'Mine. */\\nAll mine.',
          emitters: [client(), { name: 'names', *emit(model) { yield { path: 'names.txt', content: names(model) }; } }],
        });`,
      'names.ts':
        'export const names = (model: { objects: { nameSingular: string }[] }): string => model.objects.map((o) => o.nameSingular).join(" ");',
    });
    expect(await run(folder, ['generate', '--offline'])).toMatchObject({ code: 0, out: '' });
    const files = contents(folder);
    expect(files['generated/names.txt']).toContain('company note noteTarget');
    expect(files['generated/index.ts']).toMatch(/^\/\/ Mine\. \*\/\n\/\/ All mine\.\n/u);
    expect((await run(folder, ['check'])).code).toBe(0);
  });

  test('is refused with all its problems, and an emitter that fails is named', async () => {
    const folder = withLock({ 'codegen.config.json': { outputs: 'x', enums: 'constant' } });
    const { code, err } = await run(folder, ['check']);
    expect(code).toBe(2);
    expect(err).toContain('outputs: no such setting. Did you mean output?');
    expect(err).toContain('enums: expected one of "const", "union", "enum", found "constant".');
    writeFileSync(
      join(folder, 'other.mjs'),
      'export default { emitters: [{ name: "mine", emit() { throw new Error("oh"); } }] }',
    );
    expect(await run(folder, ['generate', '--offline', '--config', 'other.mjs'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('The emitter mine failed: oh'),
    });
  });

  test('maps types of values, and what it names must be there', async () => {
    const config = (usage: string) => ({
      types: {
        DATE_TIME: {
          type: 'Date',
          parse: '(text) => new Date(text)',
          serialize: '(value) => value.toISOString()',
        },
        RAW_JSON: { [usage]: { type: '{ seats: number }' } },
      },
    });
    const folder = withLock({ 'codegen.config.json': {} });
    await run(folder, ['generate', '--offline']);
    expect(Object.keys(contents(folder))).not.toContain('src/twenty/types.ts');
    writeFileSync(join(folder, 'codegen.config.json'), JSON.stringify(config('subscription.usage')));
    expect((await run(folder, ['check'])).code).toBe(1);
    expect((await run(folder, ['generate', '--offline'])).code).toBe(0);
    expect(contents(folder)['src/twenty/types.ts']).toContain("'subscription.usage': { seats: number };");
    expect((await run(folder, ['check'])).code).toBe(0);
    writeFileSync(join(folder, 'codegen.config.json'), JSON.stringify(config('subscription.usages')));
    expect(await run(folder, ['check'])).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'there is no field "subscription.usages". Did you mean subscription.usage?',
      ),
    });
    writeFileSync(join(folder, 'codegen.config.json'), '{}');
    await run(folder, ['generate', '--offline']);
    expect(Object.keys(contents(folder))).not.toContain('src/twenty/types.ts');
  });

  test('.env beside it is read, and --cwd counts', async () => {
    const folder = project({
      'sub/.env': `TWENTY_API_URL=${server.url}\nTWENTY_API_KEY=${apiKey}\n`,
      'sub/package.json': {},
    });
    expect((await run(folder, ['pull', '--cwd', 'sub'])).code).toBe(0);
    expect(existsSync(join(folder, 'sub', 'twenty.lock.json'))).toBe(true);
  });
});

describe('mistakes', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an unknown command', ['genrate'], /There is no command `genrate`\. Did you mean generate\?/u],
    ['no command', [], /No command was given/u],
    ['an unknown flag', ['generate', '--ofline'], /no flag --ofline\. Did you mean --offline\?/u],
    ['an unknown flag before the command', ['--jsn', 'check'], /no flag --jsn\. Did you mean --json\?/u],
    ['an unknown short flag', ['check', '-x'], /no flag -x/u],
    ['a flag without its value', ['generate', '--output', '--force'], /--output needs a value/u],
    ['a value that a flag does not take', ['generate', '--force=yes'], /--force takes no value/u],
    [
      'a value that is not allowed',
      ['generate', '--enums', 'unions'],
      /--enums takes const, union, enum, not "unions"\. Did you mean union\?/u,
    ],
    ['a number that is none', ['serve', '--port', 'http'], /--port takes a whole number/u],
    ['a flag named as a built-in', ['check', '--constructor'], /no flag --constructor/u],
    ['a stray word', ['check', 'src'], /takes no argument "src"/u],
    [
      'what offline cannot do',
      ['generate', '--offline', '--include', 'person'],
      /--include has no effect with --offline/u,
    ],
    ['a folder that is not there', ['check', '--cwd', 'nowhere'], /There is no folder/u],
  ])('%s', async (_name, args, expected) => {
    const { code, out, err } = await run(project({}), args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/^\s+at /mu);
  });

  test.each<[string, number, string, readonly string[], Readonly<Record<string, string>>]>([
    ['no server', 2, 'URL_MISSING', ['generate'], { TWENTY_API_KEY: apiKey }],
    ['no key', 3, 'API_KEY_MISSING', ['generate'], { TWENTY_API_URL: 'http://127.0.0.1:9099' }],
    [
      'nobody there',
      4,
      'CONNECTION_REFUSED',
      ['pull'],
      { TWENTY_API_URL: 'http://127.0.0.1:9099', TWENTY_API_KEY: apiKey },
    ],
    ['no lock', 2, 'LOCK_MISSING', ['generate', '--offline'], {}],
    ['no lock to check', 2, 'LOCK_MISSING', ['check'], {}],
    ['no such config', 2, 'CONFIG_MISSING', ['check', '--config', 'x.json'], {}],
  ])('%s', async (_name, exitCode, code, args, environment) => {
    const folder = project({});
    const text = await run(folder, args, environment);
    expect(text).toMatchObject({ code: exitCode, out: '' });
    expect(text.err).toContain(`[${code}]`);
    const json = await run(folder, [...args, '--json'], environment);
    expect(json).toMatchObject({ code: exitCode, err: '' });
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      exitCode,
      error: { code, fix: expect.stringMatching(/./u) },
    });
    expect(contents(folder)).toEqual({});
  });

  test('a wrong key is told as such, and never shown, not with --debug either', async () => {
    const folder = project({});
    const wrong = 'wr0ng-s3cr3t-key';
    for (const args of [
      ['generate', '--debug'],
      ['doctor', '--debug'],
      ['pull', '--json', '--debug'],
    ]) {
      const { code, out, err } = await run(folder, args, { ...env, TWENTY_API_KEY: wrong });
      expect(code).toBe(3);
      expect(out + err).toContain('API_KEY_INVALID');
      expect(out + err).not.toContain(wrong);
    }
  });

  test('the right key is in no file and no message', async () => {
    const folder = project();
    const said: string[] = [];
    for (const args of [
      ['init'],
      ['doctor', '--debug'],
      ['generate', '--debug'],
      ['check', '--json'],
      ['pull', '--json'],
    ]) {
      const { out, err } = await run(folder, args, env);
      said.push(out, err);
    }
    expect(said.join('')).not.toContain(apiKey);
    expect(JSON.stringify(contents(folder))).not.toContain(apiKey);
  });

  test("doctor tells what to do, and exits with the first problem's code", async () => {
    const { code, out } = await run(project({}), ['doctor']);
    expect(code).toBe(2);
    expect(out).toMatch(/^failed {2}URL: .*\[URL_MISSING\]\n {8}Set TWENTY_API_URL/mu);
  });
});

describe('what goes where', () => {
  test('help and version go to stdout, without colour in a pipe', async () => {
    const folder = project({});
    expect(await run(folder, ['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
    const help = await run(folder, ['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of ['init', 'pull', 'generate', 'check', 'doctor', 'serve'])
      expect(help.out).toContain(name);
    expect(help.out).not.toContain('\u001B');
    expect((await run(folder, ['generate', '-h'])).out).toContain('--offline');
  });

  test('--json is one document on stdout and nothing else', async () => {
    const folder = project();
    for (const args of [['init'], ['doctor'], ['generate'], ['generate', '--offline'], ['pull'], ['check']]) {
      const { code, out, err } = await run(folder, [...args, '--json'], env);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out)).toMatchObject({ ok: true, exitCode: 0, command: args[0] });
    }
  });

  test('--quiet says nothing where all is well', async () => {
    const folder = project();
    for (const args of [['init'], ['generate'], ['check']]) {
      expect(await run(folder, [...args, '--quiet'], env)).toEqual({ code: 0, out: '', err: '' });
    }
  });

  test('a reader that goes away is no failure', async () => {
    const child = start(project({}), ['--help']);
    child.stdout?.destroy();
    expect(await finished(child)).toMatchObject({ code: 0, err: '' });
  });
});

describe('init', () => {
  test('a second time changes nothing', async () => {
    const folder = project();
    await run(folder, ['init', '--url', 'https://crm.example.com', '--output', "it's here"]);
    const before = contents(folder);
    expect(before['codegen.config.ts']).toContain(
      "url: 'https://crm.example.com',\n  output: 'it\\'s here',\n",
    );
    expect(before['package.json']).toContain('"twenty:check": "twenty-codegen check"');
    const again = await run(folder, ['init', '--output', 'elsewhere']);
    expect(again.err).toContain('left as it is');
    expect(contents(folder)).toEqual(before);
  });

  test('says that .env must not be committed where git would take it', async () => {
    expect((await run(project({}), ['init'])).err).toContain('.gitignore');
    expect((await run(project({ '.gitignore': 'node_modules\n.env\n' }), ['init'])).err).not.toContain(
      '.gitignore',
    );
  });

  test('refuses a URL that is none, and leaves a broken package.json alone', async () => {
    const folder = project({ 'package.json': '{ broken' });
    expect(await run(folder, ['init', '--url', 'http://'])).toMatchObject({ code: 2 });
    expect(contents(folder)).toEqual({ 'package.json': '{ broken' });
    const { code, err } = await run(folder, ['init']);
    expect(code).toBe(0);
    expect(err).toMatch(/^warning .*package\.json was left alone/mu);
    expect(contents(folder)['package.json']).toBe('{ broken');
  });
});

describe('an interrupt', () => {
  test('while waiting for the server ends it with 130, nothing written', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const folder = project({});
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const child = start(folder, ['generate'], { ...env, TWENTY_API_URL: url });
    const end = finished(child);
    await new Promise((resolve) => silent.once('request', resolve));
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130, out: '' });
    expect(contents(folder)).toEqual({});
    silent.closeAllConnections();
    silent.close();
  });

  test('ends serve, which until then answers', async () => {
    const child = start(project({}), ['serve', '--demo', '--port', '0', '--key', 'demo-key', '--json']);
    const end = finished(child);
    let said = '';
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (text: string) => {
        said += text;
        if (said.endsWith('}\n')) resolve();
      });
    });
    const { url } = JSON.parse(said) as { url: string };
    const folder = project({});
    expect((await run(folder, ['generate'], { TWENTY_API_URL: url, TWENTY_API_KEY: 'demo-key' })).code).toBe(
      0,
    );
    expect((await run(folder, ['pull'], { TWENTY_API_URL: url, TWENTY_API_KEY: 'another' })).code).toBe(3);
    child.kill('SIGINT');
    expect((await end).code).toBe(130);
  });
});

describe('serve', () => {
  test('from a lock gives that lock back', async () => {
    const folder = withLock();
    const child = start(folder, ['serve', '--port', '0', '--records', '0']);
    const end = finished(child);
    const url = await new Promise<string>((resolve) => {
      child.stdout?.on('data', (text: string) => resolve(/^http:\S+/u.exec(text)?.[0] ?? ''));
    });
    const copy = project({});
    await run(copy, ['pull', '--include-inactive'], { TWENTY_API_URL: url, TWENTY_API_KEY: 'simulated-key' });
    expect(contents(copy)['twenty.lock.json']).toBe(contents(folder)['twenty.lock.json']);
    child.kill('SIGINT');
    await end;
  });

  test('of a port in use is an error of its own', async () => {
    const port = new URL(server.url).port;
    const { code, err } = await run(project({}), ['serve', '--demo', '--port', port]);
    expect(code).toBe(2);
    expect(err).toContain('[PORT_UNAVAILABLE]');
  });
});

describe('what is loaded', () => {
  const recorder = `
    import { appendFileSync } from 'node:fs';
    export async function load(url, context, next) {
      appendFileSync(process.env.LOADED, url + '\\n');
      return next(url, context);
    }`;

  test.each([['generate', '--offline'], ['generate', '--offline'], ['check'], ['--version']])(
    '%s %s loads nothing heavy',
    async (...args) => {
      const folder = withLock({
        'hooks.mjs': recorder,
        'register.mjs': "import { register } from 'node:module'; register('./hooks.mjs', import.meta.url);",
      });
      await run(folder, ['generate', '--offline']);
      if (args[0] === 'generate') rmSync(join(folder, 'src'), { recursive: true });
      const loaded = join(folder, 'loaded');
      const command = args.filter((arg) => arg !== undefined);
      const { code } = await run(folder, command, { LOADED: loaded }, [
        '--import',
        join(folder, 'register.mjs'),
      ]);
      expect(code).toBe(0);
      const urls = readFileSync(loaded, 'utf8').split('\n');
      expect(urls.some((url) => url.endsWith('/dist/cli.js'))).toBe(true);
      const packages = urls.flatMap((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1] ?? []);
      expect([...new Set(packages)]).toEqual([]);
    },
  );
});
