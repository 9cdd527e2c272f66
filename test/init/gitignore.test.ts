import { expect, test } from 'vitest';
import { ignoresEnv } from '../../src/cli/init/gitignore.ts';
import { project } from '../cli/run.ts';

test.for([
  ['.env\n', true],
  ['/.env\n', true],
  ['**/.env\n', true],
  ['.env*\n', true],
  // As SvelteKit has it.
  ['.env\n.env.*\n!.env.example\n', true],
  ['.env.*\n', false],
  ['.env.local\n', false],
  ['.env*\n!.env\n', false],
  ['node_modules\n', false],
] as const)('%j leaves .env to itself: %s', ([text, isIgnored]) => {
  const cwd = project({ '.gitignore': text });
  expect(ignoresEnv({ cwd, repository: cwd })).toBe(isIgnored);
});
