import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodegenError } from '../../src/errors.ts';
import { findConfig } from '../../src/config/find.ts';
import { loadConfig } from '../../src/config/load.ts';
import { readEnvironment, resolveSettings } from '../../src/config/settings.ts';
import type { SettingsSource } from '../../src/config/settings.ts';
import { suggest } from '../../src/config/suggest.ts';
import { configKeys, validateConfig } from '../../src/config/validate.ts';
import { folderOf } from './folder.ts';

function problemsOf(value: unknown): CodegenError {
  try {
    validateConfig(value, 'codegen.config.ts');
  } catch (error) {
    return error as CodegenError;
  }
  throw new Error('valid');
}

describe('finding a config', () => {
  test("takes the folder's own, .ts before .json", () => {
    const root = folderOf({ 'codegen.config.json': {}, 'codegen.config.ts': '' });
    expect(findConfig(root)).toBe(join(root, 'codegen.config.ts'));
  });

  test('goes up to the folder with the package.json, and no further', () => {
    const root = folderOf({
      'codegen.config.js': '',
      'with/package.json': {},
      'with/src/x': '',
      'without/src/x': '',
      'package.json': {},
    });
    expect(findConfig(join(root, 'without/src'))).toBe(join(root, 'codegen.config.js'));
    expect(findConfig(join(root, 'with/src'))).toBeNull();
  });
});

describe('loading a config', () => {
  const output = { output: 'out' };
  test.each([
    ['codegen.config.json', '{"output":"out"}'],
    ['codegen.config.mjs', 'export default { output: "out" }'],
    ['codegen.config.js', 'module.exports = { output: "out" }'],
    ['codegen.config.mjs', 'export default async () => ({ output: "out" })'],
    [
      'codegen.config.mjs',
      "import { defineConfig } from 'twenty-codegen'; export default defineConfig({ output: 'out' })",
    ],
    [
      'codegen.config.ts',
      "import { defineConfig } from 'twenty-codegen';\nexport default defineConfig({ output: 'out' });\n",
    ],
    ['codegen.config.ts', 'export default { output: "out" as string } satisfies Record<string, unknown>;'],
    [
      'codegen.config.ts',
      "import type { CodegenConfig } from 'twenty-codegen';\n\nexport default {\n  output: 'out',\n} satisfies CodegenConfig;\n",
    ],
    [
      'codegen.config.mts',
      'import { join } from "node:path";\nenum A { B = "out" }\nexport default { output: join(A.B) };',
    ],
  ])('from %s: %s', async (name, source) => {
    const root = folderOf({ [name]: source });
    expect(await loadConfig(join(root, name))).toEqual(output);
  });

  test.each([
    ['codegen.config.json', (out: string) => `{"output":"${out}"}`],
    ['codegen.config.mjs', (out: string) => `export default { output: "${out}" }`],
    ['codegen.config.js', (out: string) => `module.exports = { output: "${out}" }`],
    ['codegen.config.ts', (out: string) => `export default { output: "${out}" }`],
    ['codegen.config.ts', (out: string) => `export default { output: "${out}" as string }`],
  ])('from %s again, after it was edited', async (name, source) => {
    const root = folderOf({ [name]: source('first') });
    expect(await loadConfig(join(root, name))).toEqual({ output: 'first' });
    for (const out of ['second', 'third']) {
      writeFileSync(join(root, name), source(out));
      expect(await loadConfig(join(root, name), { again: true })).toEqual({ output: out });
    }
  });

  test('again, with the environment and the imports of now', async () => {
    const root = folderOf({
      'codegen.config.ts':
        "import { out } from './out.ts';\nexport default { output: out, header: process.env.A_HEADER };",
      'out.ts': "export const out: string = 'first';",
    });
    const path = join(root, 'codegen.config.ts');
    process.env['A_HEADER'] = 'one';
    expect(await loadConfig(path)).toEqual({ output: 'first', header: 'one' });
    process.env['A_HEADER'] = 'two';
    writeFileSync(join(root, 'out.ts'), "export const out: string = 'second';");
    expect(await loadConfig(path, { again: true })).toEqual({ output: 'second', header: 'two' });
    writeFileSync(path, 'export default { header: process.env.A_HEADER };');
    expect(await loadConfig(path, { again: true })).toEqual({ header: 'two' });
    process.env['A_HEADER'] = 'three';
    expect(await loadConfig(path, { again: true })).toEqual({ header: 'three' });
  });

  test.each([
    ['codegen.config.json', '{', 'CONFIG_UNREADABLE'],
    ['codegen.config.mjs', 'throw new Error("no luck")', 'CONFIG_UNREADABLE'],
    ['codegen.config.ts', 'export default {{{', 'CONFIG_UNREADABLE'],
    ['codegen.config.mjs', 'export const config = {}', 'CONFIG_INVALID'],
    ['codegen.config.json', '[]', 'CONFIG_INVALID'],
  ])('%s with %s is an error', async (name, source, code) => {
    const root = folderOf({ [name]: source });
    await expect(loadConfig(join(root, name))).rejects.toMatchObject({ code, exitCode: 2 });
  });

  test('that is not there is an error of its own', async () => {
    await expect(loadConfig('/nowhere/codegen.config.ts')).rejects.toMatchObject({ code: 'CONFIG_MISSING' });
  });
});

describe('checking a config', () => {
  test('tells all problems at once, each with what was found and what is allowed', () => {
    const error = problemsOf({
      output: 3,
      include: 'person',
      exclude: ['a', 5],
      enums: 'Const',
      importExtension: '.mjs',
      includeInactive: 'yes',
      timeoutMs: -1,
      emitters: [() => {}, { name: 'x' }],
      urls: 'x',
      somethingElse: 1,
    });
    expect(error.details).toEqual([
      'output: expected a path, found 3.',
      'include: expected a list of patterns such as ["person", "*Target"], found "person".',
      'exclude[1]: expected a pattern, found 5.',
      'enums: expected one of "const", "union", "enum", found "Const". Did you mean "const"?',
      'importExtension: expected one of "auto", ".js", ".ts", "", found ".mjs". Did you mean ".js"?',
      'includeInactive: expected true or false, found "yes".',
      'timeoutMs: expected a number of milliseconds above 0, found -1.',
      'emitters[0]: expected an emitter, found a function: call it, emitter().',
      'urls: no such setting. Did you mean url?',
      'somethingElse: no such setting.',
    ]);
    expect(error.fix).toContain('includeInactive');
  });

  test('never shows what may be a secret', () => {
    const secret = 's3cr3t-key-value';
    const error = problemsOf({ apikey: secret, apiKey: { value: secret }, API_KEY: secret });
    expect(error.details.join('\n')).toMatch(/apikey: no such setting. Did you mean apiKey\?/u);
    expect(JSON.stringify([error.message, error.details, error.fix])).not.toContain(secret);
  });

  test('refuses every unknown key, also names of Object.prototype', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')), (key) => {
        fc.pre(!configKeys.includes(key));
        const config: unknown = JSON.parse(`{${JSON.stringify(key)}:1}`);
        expect(problemsOf(config).code).toBe('CONFIG_INVALID');
      }),
    );
  });
});

describe('suggestions', () => {
  test.each([
    ['genrate', ['generate', 'init'], 'generate'],
    ['Generate', ['generate', 'init'], 'generate'],
    ['include_inactive', ['includeInactive', 'include'], 'includeInactive'],
    ['sevre', ['serve', 'pull'], 'serve'],
    ['xyz', ['generate', 'init'], undefined],
  ])('%s', (given, candidates, expected) => {
    expect(suggest(given, candidates)).toBe(expected);
  });
});

describe('settings', () => {
  const source = (more: Partial<SettingsSource>): SettingsSource => ({
    cwd: '/project',
    flags: {},
    env: {},
    config: {},
    configPath: null,
    ...more,
  });

  test('flags go before the environment, that before the config, that before the defaults', () => {
    const config = { url: 'https://config', apiKey: 'config', output: 'c', enums: 'union' as const };
    const env = { TWENTY_API_URL: 'https://env', TWENTY_API_KEY: 'env' };
    const flags = { url: 'https://flag', output: 'f' };
    const all = resolveSettings(source({ config, env, flags }));
    expect(all).toMatchObject({ url: 'https://flag', output: '/project/f', enums: 'union' });
    expect(all.apiKey()).toBe('env');
    expect(resolveSettings(source({ config, env })).url).toBe('https://env');
    expect(resolveSettings(source({ config }))).toMatchObject({
      url: 'https://config',
      output: '/project/c',
    });
    expect(resolveSettings(source({ config })).apiKey()).toBe('config');
    expect(resolveSettings(source({}))).toMatchObject({
      url: undefined,
      output: '/project/src/twenty',
      lock: '/project/twenty.lock.json',
      enums: 'const',
      importExtension: 'auto',
      include: [],
    });
  });

  test('an empty variable counts as not set', () => {
    const env = { TWENTY_API_URL: '', TWENTY_API_KEY: ' ' };
    const settings = resolveSettings(
      source({ env, config: { url: 'https://config', apiKey: () => 'config' } }),
    );
    expect(settings.url).toBe('https://config');
    expect(settings.apiKey()).toBe('config');
  });

  test('paths of the config are relative to it, those of flags to the working directory', () => {
    const settings = resolveSettings(
      source({
        cwd: '/project/sub',
        configPath: '/project/codegen.config.ts',
        config: { output: 'out' },
        flags: { lock: 'l' },
      }),
    );
    expect(settings).toMatchObject({ output: '/project/out', lock: '/project/sub/l' });
  });

  test('an apiKey function that fails does not tell what it threw', () => {
    const apiKey = (): string => {
      throw new Error('s3cr3t');
    };
    const settings = resolveSettings(source({ config: { apiKey } }));
    expect(settings.apiKey).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    expect(settings.apiKey).not.toThrow('s3cr3t');
  });

  test('.env fills in what the environment does not say', () => {
    const root = folderOf({ '.env': 'TWENTY_API_URL=https://file\nTWENTY_API_KEY="a key"\nOTHER=1\n' });
    expect(readEnvironment({ TWENTY_API_URL: 'https://real', TWENTY_API_KEY: '' }, root)).toEqual({
      TWENTY_API_URL: 'https://real',
      TWENTY_API_KEY: 'a key',
      OTHER: '1',
    });
    expect(readEnvironment({ A: 'b' }, '/nowhere')).toEqual({ A: 'b' });
  });
});
