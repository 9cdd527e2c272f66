import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readText } from '../../read-text.ts';
import type { Proposal } from './edit.ts';
import type { PackageManager, ProjectFacts } from './project.ts';

const installs: Readonly<Record<PackageManager, string>> = {
  npm: 'npm ci',
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: 'yarn install --immutable',
  bun: 'bun install --frozen-lockfile',
};

/** How a package's command is run. */
export const runners: Readonly<Record<PackageManager, string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
};

/** What a package manager needs before it is there. */
const setups: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: [],
  pnpm: ['- run: corepack enable'],
  yarn: ['- run: corepack enable'],
  bun: ['- uses: oven-sh/setup-bun@v2'],
};

/**
 * A job for GitHub Actions: whether the generated code is what the lock gives and, where the repository has a key, whether
 * the lock is what the workspace has.
 */
export function workflowText({ packageManager, cwd, repository }: ProjectFacts): string {
  const folder = relative(repository, cwd).replaceAll('\\', '/');
  const twenty = `${runners[packageManager]} twenty-codegen`;
  const steps = [
    '- uses: actions/checkout@v4',
    ...setups[packageManager],
    '- uses: actions/setup-node@v4',
    '  with:',
    '    node-version: 22',
    `- run: ${installs[packageManager]}`,
    `- run: ${twenty} check`,
    '# With a key, also whether the workspace has changed since.',
    "- if: env.TWENTY_API_KEY != ''",
    `  run: ${twenty} check --live --format github`,
  ];
  return [
    'name: twenty',
    '',
    'on:',
    '  pull_request:',
    '  schedule:',
    "    - cron: '17 6 * * 1-5'",
    '',
    'permissions:',
    '  contents: read',
    '',
    'jobs:',
    '  check:',
    '    runs-on: ubuntu-latest',
    ...(folder === ''
      ? []
      : ['    defaults:', '      run:', `        working-directory: ${JSON.stringify(folder)}`]),
    '    env:',
    '      TWENTY_API_URL: ${{ vars.TWENTY_API_URL }}',
    '      TWENTY_API_KEY: ${{ secrets.TWENTY_API_KEY }}',
    '    steps:',
    ...steps.map((line) => `      ${line}`),
    '',
  ].join('\n');
}

/**
 * A file for GitHub, unless the repository is known to be elsewhere or is no repository: then the command, to be put where
 * it belongs.
 */
export function proposeWorkflow(project: ProjectFacts): Proposal {
  const { repository, packageManager } = project;
  const path = join(repository, '.github', 'workflows', 'twenty.yml');
  if (existsSync(path)) return {};
  if (!isForGithub(repository)) {
    return { byHand: `in CI, without a key: ${runners[packageManager]} twenty-codegen check` };
  }
  const title = 'Check in CI that the generated code is up to date (.github/workflows/twenty.yml)';
  return { edit: { kind: 'ci', title, path, before: null, after: workflowText(project) } };
}

const otherHosts = [
  '.gitlab-ci.yml',
  'bitbucket-pipelines.yml',
  'azure-pipelines.yml',
  '.circleci',
  '.woodpecker',
];

/** A new repository has neither a remote nor CI yet: most of them go to GitHub. */
function isForGithub(repository: string): boolean {
  if (existsSync(join(repository, '.github'))) return true;
  if (otherHosts.some((name) => existsSync(join(repository, name)))) return false;
  const config = readText(join(repository, '.git', 'config'));
  if (config === null) return false;
  return !/^\s*url\s*=/mu.test(config) || /^\s*url\s*=.*\bgithub\b/mu.test(config);
}
