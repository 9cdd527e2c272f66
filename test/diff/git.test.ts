import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockTextAt } from '../../src/cli/diff/git.ts';
import { CodegenError } from '../../src/errors.ts';

function folder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'twenty-codegen-git-')));
}

/** Git as it is without anyone's settings. */
function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    cwd,
    stdio: 'pipe',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
}

/** A repository whose lock, one folder down, was committed twice; the first commit is tagged v1. */
function repository(): string {
  const root = folder();
  git(root, 'init', '-q', '-b', 'main');
  mkdirSync(join(root, 'crm app'));
  const lock = join(root, 'crm app', 'twenty.lock.json');
  writeFileSync(join(root, 'README.md'), 'x');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'none');
  git(root, 'tag', 'v0');
  for (const version of ['one', 'two ü']) {
    writeFileSync(lock, `${version}\n`);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', version);
    git(root, 'tag', version === 'one' ? 'v1' : 'v2');
  }
  writeFileSync(lock, 'not committed\n');
  return lock;
}

async function failure(ref: string, lock: string): Promise<CodegenError> {
  try {
    await lockTextAt(ref, lock);
  } catch (error) {
    if (error instanceof CodegenError) return error;
    throw error;
  }
  throw new Error(`${ref} was found`);
}

test('a lock is read as it was at a tag, a branch, a commit before', async () => {
  const lock = repository();
  expect(await lockTextAt('v1', lock)).toBe('one\n');
  expect(await lockTextAt('main', lock)).toBe('two ü\n');
  expect(await lockTextAt('HEAD~1', lock)).toBe('one\n');
});

test('what is missing is named, each with a code of its own', async () => {
  const lock = repository();
  expect(await failure('v9', lock)).toMatchObject({
    code: 'GIT_REF_UNKNOWN',
    message: 'There is no revision "v9" here.',
  });
  expect(await failure('HEAD:README.md', lock)).toMatchObject({ code: 'GIT_REF_UNKNOWN' });
  expect(await failure('v0', lock)).toMatchObject({
    code: 'GIT_LOCK_MISSING',
    message: 'There was no twenty.lock.json at "v0".',
  });
  expect(await failure('v1', join(folder(), 'twenty.lock.json'))).toMatchObject({
    code: 'GIT_NO_REPOSITORY',
  });
  expect(await failure('v1', join(folder(), 'gone', 'twenty.lock.json'))).toMatchObject({
    code: 'LOCK_MISSING',
  });
});

test('a revision is never an option of git', async () => {
  const lock = repository();
  for (const ref of ['--help', '-h', '--output=/tmp/x', '--all', '-'])
    expect(await failure(ref, lock)).toMatchObject({ code: 'USAGE' });
  for (const ref of ['', ' ', 'v1 --help', '$(touch x)', 'v1;ls'])
    expect(await failure(ref, lock)).toMatchObject({ code: 'GIT_REF_UNKNOWN' });
});

test('without git, that is said', async () => {
  const lock = repository();
  const path = process.env['PATH'];
  process.env['PATH'] = folder();
  try {
    expect(await failure('v1', lock)).toMatchObject({ code: 'GIT_MISSING' });
  } finally {
    process.env['PATH'] = path;
  }
});
