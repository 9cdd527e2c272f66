import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isKnownEqual, rememberEqual } from '../../src/generate/seen.ts';
import type { Finding } from '../../src/generate/seen.ts';
import { resolveSettings } from '../../src/config/settings.ts';
import { project } from './run.ts';

const settingsAt = (folder: string, apiKey = 'key'): Finding['settings'] =>
  resolveSettings({
    cwd: folder,
    flags: {},
    env: { TWENTY_API_URL: 'https://crm.example.com', TWENTY_API_KEY: apiKey },
    config: {},
    configPath: null,
  });

const findingIn = (folder: string): Finding => ({
  settings: settingsAt(folder),
  lockText: '{}\n',
  state: { workspaceId: 'w', version: 'v7' },
  toolVersion: '1.0.0',
});

const day = 24 * 3_600_000;

describe('what was seen equal', () => {
  test('is known as long as nothing differs that it depends on', () => {
    const folder = project({ 'node_modules/.package-lock.json': '{}' });
    const finding = findingIn(folder);
    expect(isKnownEqual(finding)).toBe(false);
    rememberEqual(finding);
    expect(isKnownEqual(finding)).toBe(true);
    expect(isKnownEqual({ ...finding, lockText: '{}\r\n' })).toBe(true);
    const { settings } = finding;
    const others: readonly Finding[] = [
      { ...finding, state: { workspaceId: 'w', version: 'v8' } },
      { ...finding, state: { workspaceId: 'x', version: 'v7' } },
      { ...finding, lockText: '{ }\n' },
      { ...finding, toolVersion: '1.0.1' },
      { ...finding, settings: { ...settings, url: 'https://other.example.com' } },
      { ...finding, settings: { ...settings, include: ['person'] } },
      { ...finding, settings: { ...settings, exclude: ['person'] } },
      { ...finding, settings: { ...settings, includeInactive: true } },
      { ...finding, settings: settingsAt(folder, 'the key of another role') },
    ];
    expect(others.filter((other) => isKnownEqual(other))).toEqual([]);
  });

  test('is forgotten after a day: not all that matters counts as a version', () => {
    const finding = findingIn(project({ 'node_modules/x': '' }));
    rememberEqual(finding, 1_000_000);
    expect(isKnownEqual(finding, 1_000_000 + day - 1)).toBe(true);
    expect(isKnownEqual(finding, 1_000_000 + day)).toBe(false);
    expect(isKnownEqual(finding, 999_999)).toBe(false);
  });

  test('is kept in the project, in one file however often the schema changes, without the key', () => {
    const folder = project({ 'node_modules/x': '', 'packages/crm/package.json': '{}' });
    for (const version of ['v1', 'v2', 'v3'])
      rememberEqual({ ...findingIn(join(folder, 'packages/crm')), state: { workspaceId: 'w', version } });
    const cache = join(folder, 'node_modules', '.cache', 'twenty-codegen');
    expect(readdirSync(cache)).toHaveLength(1);
    expect(readdirSync(cache)[0]).toMatch(/^[0-9a-f]{16}\.json$/u);
  });

  test('is not remembered where there is no node_modules, or where it cannot be written', () => {
    const without = findingIn(project({}));
    rememberEqual(without);
    expect(isKnownEqual(without)).toBe(false);
    expect(existsSync(join(without.settings.lock, '..', 'node_modules'))).toBe(false);
    const folder = project({ 'node_modules/.cache': 'a file' });
    rememberEqual(findingIn(folder));
    expect(isKnownEqual(findingIn(folder))).toBe(false);
  });

  test('is nothing where the file is broken', () => {
    const folder = project({ 'node_modules/x': '' });
    const finding = findingIn(folder);
    rememberEqual(finding);
    const cache = join(folder, 'node_modules', '.cache', 'twenty-codegen');
    for (const text of ['', '{', 'null', '[]', '{"equal":1}']) {
      mkdirSync(cache, { recursive: true });
      for (const name of readdirSync(cache)) writeFileSync(join(cache, name), text);
      expect(isKnownEqual(finding)).toBe(false);
    }
    rememberEqual(finding);
    expect(isKnownEqual(finding)).toBe(true);
  });
});
