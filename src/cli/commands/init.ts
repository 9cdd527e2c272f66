import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findConfig } from '../../config/find.ts';
import { defaultOutput, readEnvironment } from '../../config/settings.ts';
import type { Environment } from '../../config/settings.ts';
import { literal } from '../../emit/writer.ts';
import { CodegenError } from '../../errors.ts';
import type { Warning } from '../../errors.ts';
import { packageRoot } from '../../package-root.ts';
import { replaceFile } from '../../replace-file.ts';
import { flagOf, globalArgs, textOf } from '../arguments.ts';
import type { Command } from '../arguments.ts';
import type { Context, Runner } from '../context.ts';

export const command: Command = {
  meta: { name: 'init', description: 'Write codegen.config.ts and add scripts to package.json' },
  args: {
    yes: { type: 'boolean', alias: 'y', description: 'Ask nothing, take the defaults' },
    url: { type: 'string', valueHint: 'url', description: 'The Twenty server (default: TWENTY_API_URL)' },
    output: {
      type: 'string',
      valueHint: 'folder',
      description: 'Where the client goes (default: src/twenty)',
    },
    scripts: {
      type: 'boolean',
      negativeDescription: 'Leave package.json alone',
      description: 'Add twenty:generate and twenty:check to package.json',
    },
    ...globalArgs,
  },
};

const scripts = {
  'twenty:generate': 'twenty-codegen generate',
  'twenty:check': 'twenty-codegen check',
};

/** What is to be set up; undefined where neither a flag nor an answer says. */
export interface Answers {
  readonly url: string | undefined;
  readonly output: string;
  readonly scripts: boolean;
}

export const run: Runner = async (context) => {
  const { cwd, reporter } = context;
  const env = readEnvironment(context.env, cwd);
  reporter.hide(env['TWENTY_API_KEY']);
  const existing = findConfig(cwd);
  const packageJson = existsSync(join(cwd, 'package.json')) ? join(cwd, 'package.json') : null;
  const answers = await decide(context, env, existing !== null, packageJson !== null);
  const config = existing ?? join(cwd, 'codegen.config.ts');
  if (existing === null) write(config, configText(answers));
  const edited =
    packageJson !== null && answers.scripts ? await editScripts(packageJson) : { added: [], warnings: [] };
  return {
    command: 'init',
    exitCode: 0,
    config,
    configCreated: existing === null,
    packageJson,
    scriptsAdded: edited.added,
    next: nextSteps(cwd, env, answers),
    warnings: edited.warnings,
  };
};

async function decide(
  context: Context,
  env: Environment,
  hasConfig: boolean,
  hasPackage: boolean,
): Promise<Answers> {
  const { args, reporter } = context;
  const url = textOf(args, 'url');
  if (url !== undefined) {
    const { parseBaseUrl } = await import('../../introspect/url.ts');
    parseBaseUrl(url);
  }
  const given = {
    url,
    output: textOf(args, 'output'),
    scripts: args['scripts'] === undefined ? undefined : flagOf(args, 'scripts'),
  };
  const { json, quiet, terminal } = reporter.options;
  const mayAsk = !flagOf(args, 'yes') && !json && !quiet && terminal.isInteractive && process.stdin.isTTY;
  if (!mayAsk || hasConfig) {
    return { url, output: given.output ?? defaultOutput, scripts: given.scripts ?? true };
  }
  const { ask } = await import('../questions.ts');
  return ask({
    ...given,
    url: given.url,
    needsUrl: (env['TWENTY_API_URL'] ?? '') === '',
    hasPackage,
  });
}

function configText({ url, output }: Answers): string {
  const template = readFileSync(join(packageRoot(), 'templates', 'init', 'codegen.config.ts.txt'), 'utf8');
  const settings = [
    url === undefined ? '  // url: TWENTY_API_URL of the environment or of .env' : `  url: ${literal(url)},`,
    `  output: ${literal(output)},`,
  ];
  return template.replace('{{settings}}', () => settings.join('\n'));
}

async function editScripts(
  path: string,
): Promise<{ readonly added: readonly string[]; readonly warnings: readonly Warning[] }> {
  const { addScripts } = await import('../package-json.ts');
  try {
    const source = readFileSync(path, 'utf8');
    const { text, added } = addScripts(source, scripts);
    if (text !== source) write(path, text);
    return { added, warnings: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `${path} was left alone (${error.message}): add the scripts twenty:generate and twenty:check yourself.`;
    return { added: [], warnings: [{ code: 'PACKAGE_JSON_UNREADABLE', message }] };
  }
}

function nextSteps(cwd: string, env: Environment, { url }: Answers): readonly string[] {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  const missing = [
    ...(url === undefined && !has('TWENTY_API_URL') ? ['TWENTY_API_URL=https://crm.example.com'] : []),
    ...(has('TWENTY_API_KEY') ? [] : ['TWENTY_API_KEY=… (Twenty: Settings, APIs & Webhooks)']),
  ];
  return [
    ...(isInstalled(cwd) ? [] : ['npm install -D twenty-codegen']),
    ...missing.map((variable) => `set ${variable} in the environment or in .env`),
    ...(ignoresEnv(cwd) ? [] : ['add .env to .gitignore: the key must not be committed']),
    'npx twenty-codegen generate',
  ];
}

function isInstalled(cwd: string): boolean {
  try {
    createRequire(join(cwd, 'package.json')).resolve('twenty-codegen/package.json');
    return true;
  } catch {
    return false;
  }
}

function ignoresEnv(cwd: string): boolean {
  try {
    return /^\/?\.env(?:\*|\.\*)?\s*$/mu.test(readFileSync(join(cwd, '.gitignore'), 'utf8'));
  } catch {
    return false;
  }
}

function write(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodegenError('PROJECT_UNWRITABLE', `${path} cannot be written: ${reason}.`, { cause: error });
  }
}
