import { describe, expect, test } from 'vitest';
import type { CodegenError } from '../../src/errors.ts';
import type { SettingsSource } from '../../src/config/settings.ts';
import type { CodegenConfig } from '../../src/config/types.ts';
import { validateConfig } from '../../src/config/validate.ts';
import { primariesOf, resolveWorkspaces, selectWorkspaces } from '../../src/config/workspaces.ts';

type Entries = NonNullable<CodegenConfig['workspaces']>;

const source = (workspaces: Entries, more: Partial<SettingsSource> = {}): SettingsSource => ({
  cwd: '/project/sub',
  flags: {},
  env: {},
  configPath: '/project/codegen.config.ts',
  ...more,
  config: { ...more.config, workspaces },
});

const placesOf = (of: SettingsSource, names?: readonly string[]): readonly unknown[] =>
  resolveWorkspaces(of, names).map(({ workspace, output, lock, primary }) => [
    workspace,
    output.replace('/project/', ''),
    lock.replace('/project/', ''),
    ...(primary === null ? [] : [primary]),
  ]);

function failureOf(run: () => unknown): CodegenError {
  try {
    run();
  } catch (error) {
    return error as CodegenError;
  }
  throw new Error('nothing was wrong');
}

describe('where workspaces go', () => {
  test('an output of its own has a lock of its own', () => {
    const entries = { production: { output: 'src/crm' }, staging: { output: 'src/staging', lock: 's.json' } };
    expect(placesOf(source(entries))).toEqual([
      ['production', 'src/crm', 'twenty.production.lock.json'],
      ['staging', 'src/staging', 's.json'],
    ]);
  });

  test('without one, all share the output and the lock of the config; the first is generated from', () => {
    const entries = { production: {}, staging: {}, demo: { output: 'src/demo' } };
    expect(placesOf(source(entries, { config: { output: 'lib', lock: 'l.json' } }))).toEqual([
      ['production', 'lib', 'l.json'],
      ['staging', 'lib', 'l.json', 'production'],
      ['demo', 'src/demo', 'twenty.demo.lock.json'],
    ]);
  });

  test('an output that two name is shared, under the lock that either names', () => {
    expect(placesOf(source({ a: { output: 'x' }, b: { output: './x' } }))).toEqual([
      ['a', 'x', 'twenty.a.lock.json'],
      ['b', 'x', 'twenty.a.lock.json', 'a'],
    ]);
    expect(placesOf(source({ a: { output: 'x' }, b: { output: 'x', lock: 'b.json' } }))).toEqual([
      ['a', 'x', 'b.json'],
      ['b', 'x', 'b.json', 'a'],
    ]);
  });

  test('flags are for the one that is chosen, and take it out of what it shares', () => {
    const entries = { production: {}, staging: {} };
    expect(placesOf(source(entries, { flags: { output: 'tmp' } }), ['staging'])).toEqual([
      ['production', 'src/twenty', 'twenty.lock.json'],
      ['staging', 'sub/tmp', 'twenty.staging.lock.json'],
    ]);
    const error = failureOf(() => resolveWorkspaces(source(entries, { flags: { lock: 'l' } })));
    expect(error).toMatchObject({ code: 'USAGE', fix: expect.stringContaining('--workspace') });
    expect(error.message).toContain('--lock is for one workspace');
  });

  test('what gets into its own way is told all at once', () => {
    const entries = {
      a: { output: 'src/a' },
      b: { output: 'src/b', lock: 'twenty.a.lock.json' },
      c: { output: 'src/a', lock: 'c.json' },
      d: { output: 'src/b/d' },
      e: { output: 'src/b2' },
    };
    // a takes the lock that c names for their output.
    expect(
      failureOf(() => resolveWorkspaces(source({ ...entries, a: { output: 'src/a', lock: 'a.json' } }))),
    ).toMatchObject({
      code: 'CONFIG_INVALID',
      exitCode: 2,
      details: [
        'workspaces.a and workspaces.c: one output, src/a, but two locks, a.json and c.json.',
        'workspaces.b and workspaces.d: the output src/b/d lies inside the output src/b.',
      ],
    });
    const { e: _e, d: _d, c: _c, ...two } = entries;
    expect(failureOf(() => resolveWorkspaces(source(two))).details).toEqual([
      'workspaces.a and workspaces.b: one lock, twenty.a.lock.json, but two outputs, src/a and src/b.',
    ]);
  });
});

describe('what a workspace is read with', () => {
  const entries = {
    production: { url: 'https://production' },
    'my-staging': { url: 'https://staging', apiKey: () => 'own' },
    other: {},
  };
  const credentials = (env: Readonly<Record<string, string>>): readonly unknown[] =>
    resolveWorkspaces(source(entries, { env, config: { url: 'https://config', apiKey: 'config' } })).map(
      ({ url, apiKey }) => [url, apiKey()],
    );

  test('its own variables, then its own settings, then the general variables, then the general settings', () => {
    expect(credentials({})).toEqual([
      ['https://production', 'config'],
      ['https://staging', 'own'],
      ['https://config', 'config'],
    ]);
    const general = { TWENTY_API_URL: 'https://general', TWENTY_API_KEY: 'general' };
    expect(credentials(general)).toEqual([
      ['https://production', 'general'],
      ['https://staging', 'own'],
      ['https://general', 'general'],
    ]);
    expect(
      credentials({
        ...general,
        TWENTY_API_URL_MY_STAGING: 'https://s',
        TWENTY_API_KEY_MY_STAGING: 's',
        TWENTY_API_KEY_OTHER: 'o',
      }),
    ).toEqual([
      ['https://production', 'general'],
      ['https://s', 's'],
      ['https://general', 'o'],
    ]);
  });

  test('settings of its own go before those of all', () => {
    const [production, staging] = resolveWorkspaces(
      source(
        { production: { include: ['person'] }, staging: { enums: 'union', include: undefined, output: 's' } },
        { config: { include: ['*'], enums: 'enum', timeoutMs: 5 } },
      ),
    );
    expect(production).toMatchObject({ include: ['person'], enums: 'enum', timeoutMs: 5 });
    expect(staging).toMatchObject({ include: ['*'], enums: 'union', timeoutMs: 5 });
  });
});

describe('choosing workspaces', () => {
  const all = resolveWorkspaces(source({ production: {}, staging: {}, demo: { output: 'demo' } }));
  const names = (list: readonly { readonly workspace: string | null }[]): readonly unknown[] =>
    list.map(({ workspace }) => workspace);

  test('by name, in the order of the config; all where none is named', () => {
    expect(names(selectWorkspaces(all, ['demo', 'production', 'demo']))).toEqual(['production', 'demo']);
    expect(names(selectWorkspaces(all, []))).toEqual(['production', 'staging', 'demo']);
  });

  test('each output is treated once, by the one that it is generated from', () => {
    expect(names(primariesOf(all, all))).toEqual(['production', 'demo']);
    expect(names(primariesOf(selectWorkspaces(all, ['staging']), all))).toEqual(['production']);
  });

  test('a name that there is not', () => {
    expect(failureOf(() => selectWorkspaces(all, ['stagin']))).toMatchObject({
      code: 'USAGE',
      message: 'There is no workspace "stagin" in the config. Did you mean staging?',
      fix: 'The config names production, staging, demo.',
    });
    expect(failureOf(() => resolveWorkspaces({ ...source({}), config: {} }, ['x'])).message).toContain(
      'the config names none',
    );
  });
});

describe('workspaces in a config', () => {
  test('are checked as the settings are, with the path to each problem', () => {
    const error = failureOf(() =>
      validateConfig(
        {
          workspaces: {
            production: { output: 5, apiKey: ['s3cr3t'], include: [''] },
            'my-crm': { uri: 'x', workspaces: {} },
            'my.crm': {},
            '2024': {},
            '../x': {},
            staging: 'https://staging',
          },
        },
        'codegen.config.ts',
      ),
    );
    expect(error.details).toEqual([
      'workspaces["2024"]: a name begins with a letter, and has letters, digits, dots, dashes and underscores.',
      'workspaces.production.output: expected a path, found 5.',
      expect.stringMatching(
        /^workspaces\.production\.apiKey: expected a string or a function that gives one, found a list/u,
      ),
      'workspaces.production.include[0]: expected a pattern, found "".',
      'workspaces.my-crm.uri: no such setting. Did you mean url?',
      'workspaces.my-crm.workspaces: no such setting.',
      'workspaces.my.crm: its variables would be those of "my-crm" (TWENTY_API_KEY_MY_CRM).',
      'workspaces["../x"]: a name begins with a letter, and has letters, digits, dots, dashes and underscores.',
      'workspaces.staging: expected its settings, found a string.',
    ]);
    expect(JSON.stringify(error)).not.toContain('s3cr3t');
  });

  test.each([[[]], [{}], ['production']])('%j is none', (workspaces) => {
    expect(failureOf(() => validateConfig({ workspaces }, 'c')).details[0]).toMatch(
      /^workspaces: expected /u,
    );
  });
});
