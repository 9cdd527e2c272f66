import { join } from 'node:path';
import { findConfig } from '../../config/find.ts';
import { readEnvironment } from '../../config/settings.ts';
import type { Environment } from '../../config/settings.ts';
import { CodegenError, messageOf } from '../../errors.ts';
import { replaceFile } from '../../replace-file.ts';
import { flagOf, globalArgs, textOf } from '../arguments.ts';
import type { Command, Values } from '../arguments.ts';
import type { Context, Runner } from '../context.ts';
import type { Edit, EditKind } from '../init/edit.ts';
import { ignoresEnv } from '../init/gitignore.ts';
import { foundIn } from '../init/found.ts';
import { findProject, isInstalled } from '../init/project.ts';
import type { PackageManager, ProjectFacts } from '../init/project.ts';
import { proposeEdits } from '../init/proposals.ts';
import type { Proposals } from '../init/proposals.ts';
import { runners } from '../init/workflow.ts';
import type { InitResult } from '../result.ts';

export const command: Command = {
  meta: {
    name: 'init',
    description:
      'Set a project up: codegen.config.ts, scripts, the plugin of its bundler, CI. Shows every edit',
  },
  args: {
    yes: { type: 'boolean', alias: 'y', description: 'Ask nothing, make every edit' },
    url: { type: 'string', valueHint: 'url', description: 'The Twenty server (default: TWENTY_API_URL)' },
    output: {
      type: 'string',
      valueHint: 'folder',
      description: 'Where the client goes (default: src/twenty)',
    },
    scripts: {
      type: 'boolean',
      negativeDescription: 'Leave package.json alone',
      description: 'Add twenty:generate and twenty:check to package.json (default)',
    },
    plugin: {
      type: 'boolean',
      negativeDescription: "Leave the bundler's config alone",
      description: "Add the plugin to the bundler's config (default)",
    },
    gitignore: {
      type: 'boolean',
      negativeDescription: 'Leave .gitignore alone',
      description: 'Add .env to .gitignore where it holds the key (default)',
    },
    ci: {
      type: 'boolean',
      negativeDescription: 'Leave .github alone',
      description: 'Add a job to .github/workflows (default)',
    },
    ...globalArgs,
  },
};

export const run: Runner = async (context) => {
  const { args, cwd, reporter } = context;
  const env = readEnvironment(context.env, cwd);
  reporter.hide(env['TWENTY_API_KEY']);
  const existing = findConfig(cwd);
  const config = existing ?? join(cwd, 'codegen.config.ts');
  const project = findProject(cwd);
  const mayAsk = mayAskIn(context);
  const { url, output } = await decide(context, env, project, existing !== null, mayAsk);
  const proposals = await proposeEdits(project, {
    url,
    output,
    config: existing === null ? config : null,
    without: declinedBy(args),
  });
  const made = await choose(proposals.edits, context, mayAsk);
  for (const { path, after } of made) write(path, after);
  return {
    command: 'init',
    exitCode: 0,
    config,
    configCreated: made.some(({ kind }) => kind === 'config'),
    found: foundIn(project),
    packageJson: project.packageJson,
    scriptsAdded: made.some(({ kind }) => kind === 'scripts') ? proposals.scripts : [],
    edits: await reportOf(proposals, made, cwd),
    byHand: proposals.byHand,
    next: nextSteps(project, env, url),
    warnings: proposals.warnings,
  };
};

function mayAskIn({ args, reporter }: Context): boolean {
  const { json, quiet, terminal } = reporter.options;
  return !flagOf(args, 'yes') && !json && !quiet && terminal.isInteractive && process.stdin.isTTY;
}

async function decide(
  { args }: Context,
  env: Environment,
  project: ProjectFacts,
  hasConfig: boolean,
  mayAsk: boolean,
): Promise<{ readonly url: string | undefined; readonly output: string }> {
  const url = textOf(args, 'url');
  const output = textOf(args, 'output');
  if (url !== undefined) {
    const { parseBaseUrl } = await import('../../introspect/url.ts');
    parseBaseUrl(url);
  }
  if (!mayAsk || hasConfig) return { url, output: output ?? project.output };
  const { ask } = await import('../questions.ts');
  return ask({ url, output, usualOutput: project.output, needsUrl: (env['TWENTY_API_URL'] ?? '') === '' });
}

const declinable = ['scripts', 'plugin', 'gitignore', 'ci'] as const satisfies readonly EditKind[];

function declinedBy(args: Values): ReadonlySet<EditKind> {
  return new Set(declinable.filter((kind) => args[kind] === false));
}

/** The edits to make: those that the user leaves in a list or, where nobody can be asked, all. */
async function choose(
  edits: readonly Edit[],
  { cwd, reporter }: Context,
  mayAsk: boolean,
): Promise<readonly Edit[]> {
  if (!mayAsk || edits.length === 0) return edits;
  const [{ askForEdits }, { patchOf }] = await Promise.all([
    import('../questions.ts'),
    import('../init/edit.ts'),
  ]);
  reporter.options.terminal.err(`${edits.map((edit) => patchOf(edit, cwd)).join('\n')}\n`);
  const kinds = await askForEdits(edits);
  return edits.filter(({ kind }) => kinds.includes(kind));
}

async function reportOf(
  { edits }: Proposals,
  made: readonly Edit[],
  cwd: string,
): Promise<InitResult['edits']> {
  if (edits.length === 0) return [];
  const { patchOf } = await import('../init/edit.ts');
  return edits.map((edit) => ({
    kind: edit.kind,
    path: edit.path,
    title: edit.title,
    isNew: edit.before === null,
    isMade: made.includes(edit),
    patch: patchOf(edit, cwd),
  }));
}

const adds: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install -D',
  pnpm: 'pnpm add -D',
  yarn: 'yarn add -D',
  bun: 'bun add -d',
};

function nextSteps(project: ProjectFacts, env: Environment, url: string | undefined): readonly string[] {
  const { cwd, packageManager } = project;
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  const missing = [
    ...(url === undefined && !has('TWENTY_API_URL') ? ['TWENTY_API_URL=https://crm.example.com'] : []),
    ...(has('TWENTY_API_KEY') ? [] : ['TWENTY_API_KEY=… (Twenty: Settings, APIs & Webhooks)']),
  ];
  return [
    ...(isInstalled('twenty-codegen', cwd) ? [] : [`${adds[packageManager]} twenty-codegen`]),
    ...missing.map((variable) => `set ${variable} in the environment or in .env`),
    ...(ignoresEnv(project) ? [] : ['add .env to .gitignore: the key must not be committed']),
    `${runners[packageManager]} twenty-codegen generate`,
  ];
}

function write(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    const reason = messageOf(error);
    throw new CodegenError('PROJECT_UNWRITABLE', `${path} cannot be written: ${reason}.`, { cause: error });
  }
}
