import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isCheck } from '../../src/plugins/options.ts';
import { createProject } from '../../src/plugins/project.ts';
import { folderWith, lock, renamedLock } from './world.ts';

beforeEach(() => {
  vi.stubEnv('CI', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const person = (folder: string, output = join('src', 'twenty')): string =>
  readFileSync(join(folder, output, 'objects', 'person.ts'), 'utf8');

describe('a project that is built', () => {
  it('is generated from its lock, and not touched again', async () => {
    const folder = folderWith();
    const project = createProject({}, folder);
    const [first] = await project.sync();
    expect(first?.written.length).toBeGreaterThan(40);
    const before = statSync(join(folder, 'src', 'twenty', 'objects', 'person.ts')).mtimeMs;
    expect(await project.sync()).toMatchObject([{ written: [], removed: [] }]);
    expect(statSync(join(folder, 'src', 'twenty', 'objects', 'person.ts')).mtimeMs).toBe(before);
  });

  it('is found above the folder in which a framework has its bundler work', async () => {
    const folder = folderWith({ 'app/pages/index.vue': '', 'node_modules/x/package.json': '{}' });
    await createProject({}, join(folder, 'app', 'pages')).sync();
    expect(person(folder)).toContain('jobTitle');
    const other = folderWith({ 'client/twenty.lock.json': renamedLock });
    await createProject({}, join(other, 'client')).sync();
    expect(person(other, join('client', 'src', 'twenty'))).toContain('role: string');
  });

  it('follows its lock and its config', async () => {
    const folder = folderWith({ 'codegen.config.json': '{}' });
    const project = createProject({}, folder);
    await project.sync();
    writeFileSync(join(folder, 'twenty.lock.json'), renamedLock);
    expect(await project.sync()).toMatchObject([{ written: ['objects/person.ts'] }]);
    writeFileSync(join(folder, 'codegen.config.json'), '{"output":"elsewhere"}');
    await project.sync();
    expect(person(folder, 'elsewhere')).toContain('role: string');
    expect(project.files()).toEqual([
      join(folder, 'codegen.config.json'),
      join(folder, '.env'),
      join(folder, 'twenty.lock.json'),
    ]);
  });

  it('goes on where a config is mended', async () => {
    const folder = folderWith({ 'codegen.config.json': '{"outputs":1}' });
    const project = createProject({}, folder);
    await expect(project.sync()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    // What is broken is what is to be watched.
    expect(project.files()).toContain(join(folder, 'codegen.config.json'));
    writeFileSync(join(folder, 'codegen.config.json'), '{"enums":"union"}');
    await project.sync();
    expect(person(folder)).toContain('role: string'.replace('role', 'jobTitle'));
  });

  it('takes options before the config', async () => {
    const folder = folderWith({
      'codegen.config.json': '{"output":"a","lock":"no.lock.json"}',
      'other.json': renamedLock,
    });
    await createProject({ output: 'b', lock: 'other.json', enums: 'union' }, folder).sync();
    expect(existsSync(join(folder, 'a'))).toBe(false);
    expect(person(folder, 'b')).toContain('role: string');
    expect(person(folder, 'b')).not.toContain('export const PersonRelationship = {');
  });

  it('may have several workspaces, or the one that is named', async () => {
    const config = JSON.stringify({ workspaces: { one: { output: 'one' }, two: { output: 'two' } } });
    const folder = folderWith({
      'codegen.config.json': config,
      'twenty.one.lock.json': lock,
      'twenty.two.lock.json': renamedLock,
    });
    await createProject({ workspace: 'two' }, folder).sync();
    expect(person(folder, 'two')).toContain('role: string');
    expect(existsSync(join(folder, 'one'))).toBe(false);
    await createProject({}, folder).sync();
    expect(person(folder, 'one')).toContain('jobTitle: string');
    await expect(createProject({ workspace: 'three' }, folder).sync()).rejects.toMatchObject({
      code: 'USAGE',
    });
  });

  it('leaves the environment of the bundler as it was, and reads .env for the config all the same', async () => {
    const folder = folderWith({
      '.env': 'TWENTY_API_KEY=from-the-file\nTWENTY_TEST_OUTPUT=named\n',
      'codegen.config.mjs':
        'export default { output: process.env.TWENTY_TEST_OUTPUT, apiKey: () => process.env.TWENTY_TEST_KEY };\n',
    });
    const project = createProject({}, folder);
    await project.sync();
    expect(person(folder, 'named')).toContain('jobTitle: string');
    expect(process.env['TWENTY_API_KEY']).toBeUndefined();
    expect(process.env['TWENTY_TEST_OUTPUT']).toBeUndefined();
    expect(project.workspaces()[0]?.apiKey()).toBe('from-the-file');
  });

  it('is only looked at in CI, where all that differs is named', async () => {
    const folder = folderWith();
    await createProject({}, folder).sync();
    vi.stubEnv('CI', 'true');
    const project = createProject({}, folder);
    expect(await project.sync()).toEqual([]);
    writeFileSync(join(folder, 'twenty.lock.json'), renamedLock);
    rmSync(join(folder, 'src', 'twenty', 'index.ts'));
    const before = person(folder);
    await expect(project.sync()).rejects.toMatchObject({
      code: 'OUTPUT_STALE',
      message: 'src/twenty is not what twenty.lock.json gives.',
      details: ['stale   src/twenty/objects/person.ts', 'missing src/twenty/index.ts'],
    });
    expect(person(folder)).toBe(before);
  });

  it('is generated once at a time, however many builds begin at once', async () => {
    const folder = folderWith();
    const all = await Promise.all([1, 2, 3].map(() => createProject({}, folder).sync()));
    expect(all.flat().filter(({ written }) => written.length > 0)).toHaveLength(1);
  });

  it('needs a lock', async () => {
    const folder = folderWith();
    rmSync(join(folder, 'twenty.lock.json'));
    await expect(createProject({}, folder).sync()).rejects.toMatchObject({ code: 'LOCK_MISSING' });
  });
});

it.for([
  [undefined, '', false],
  [undefined, 'true', true],
  [undefined, '1', true],
  ['auto', 'false', false],
  ['auto', '0', false],
  [true, '', true],
  [false, 'true', false],
] as const)('check: %s with CI=%s is %s', ([check, CI, expected]) => {
  expect(isCheck({ check }, { CI })).toBe(expected);
});
