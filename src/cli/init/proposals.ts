import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { literal } from '../../emit/writer.ts';
import type { Warning } from '../../errors.ts';
import { packageRoot } from '../../package-root.ts';
import { readText } from '../../read-text.ts';
import { addScripts } from '../package-json.ts';
import type { Edit, EditKind, Proposal } from './edit.ts';
import { proposeGitignore } from './gitignore.ts';
import type { Bundler, Framework, ProjectFacts } from './project.ts';
import { proposeWorkflow } from './workflow.ts';

/** What is to be set up. */
export interface SetUp {
  readonly url: string | undefined;
  readonly output: string;
  /** Null where the project has one. */
  readonly config: string | null;
  /** Kinds of edits that are not wanted. */
  readonly without: ReadonlySet<EditKind>;
}

export interface Proposals {
  readonly edits: readonly Edit[];
  readonly byHand: readonly string[];
  readonly scripts: readonly string[];
  readonly warnings: readonly Warning[];
}

const baseScripts = {
  'twenty:generate': 'twenty-codegen generate',
  'twenty:check': 'twenty-codegen check',
};

/** Next.js has more than one bundler, and more than one build at a time: what npm runs before it serves them all. */
const nextScripts = {
  predev: 'twenty-codegen generate --offline',
  prebuild: 'twenty-codegen generate --offline',
};

const nullChecks =
  'set "strict": true in tsconfig.json: without it, TypeScript lets you use a field that may be null as if it never were';

/** Every edit that a project needs, and what is left to do by hand. Writes nothing. */
export async function proposeEdits(project: ProjectFacts, setUp: SetUp): Promise<Proposals> {
  const { without } = setUp;
  const scripts = without.has('scripts') ? noScripts : proposeScripts(project);
  const proposals: readonly Proposal[] = [
    setUp.config === null ? {} : { edit: proposeConfig(setUp.config, setUp, project) },
    scripts.proposal,
    without.has('plugin') ? {} : await proposePlugin(project),
    without.has('gitignore') ? {} : proposeGitignore(project),
    without.has('ci') ? {} : proposeWorkflow(project),
    project.typeScript?.hasNullChecks === false ? { byHand: nullChecks } : {},
  ];
  return {
    edits: proposals.flatMap(({ edit }) => edit ?? []),
    byHand: proposals.flatMap(({ byHand }) => byHand ?? []),
    scripts: scripts.added,
    warnings: scripts.warnings,
  };
}

function proposeConfig(path: string, { url, output }: SetUp, { formatter }: ProjectFacts): Edit {
  const template = readFileSync(join(packageRoot(), 'templates', 'init', 'codegen.config.ts.txt'), 'utf8');
  const settings = [
    url === undefined ? '  // url: TWENTY_API_URL of the environment or of .env' : `  url: ${literal(url)},`,
    `  output: ${literal(output)},`,
    ...(formatter === null ? [] : [`  format: ${literal(formatter)}, // as the rest of this project`]),
  ];
  const after = template.replace('{{settings}}', () => settings.join('\n'));
  return { kind: 'config', title: `Write ${basename(path)}`, path, before: null, after };
}

interface ScriptsProposal {
  readonly proposal: Proposal;
  readonly added: readonly string[];
  readonly warnings: readonly Warning[];
}

const noScripts: ScriptsProposal = { proposal: {}, added: [], warnings: [] };

function proposeScripts({ packageJson, packageText, scripts, isNext }: ProjectFacts): ScriptsProposal {
  if (packageJson === null || packageText === null) return noScripts;
  try {
    const { text, added } = addScripts(packageText, { ...baseScripts, ...(isNext ? nextScripts : {}) });
    const byHand = isNext ? takenScripts(scripts, added) : undefined;
    if (added.length === 0) return { ...noScripts, proposal: byHand === undefined ? {} : { byHand } };
    const title = `Add ${added.join(', ')} to the scripts of package.json`;
    return {
      proposal: {
        ...(byHand === undefined ? {} : { byHand }),
        edit: { kind: 'scripts', title, path: packageJson, before: packageText, after: text },
      },
      added,
      warnings: [],
    };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = `${packageJson} was left alone (${error.message}): add the scripts twenty:generate and twenty:check yourself.`;
    return { ...noScripts, warnings: [{ code: 'PACKAGE_JSON_UNREADABLE', message }] };
  }
}

/** What to do about scripts that do something else already. */
function takenScripts(scripts: ProjectFacts['scripts'], added: readonly string[]): string | undefined {
  const taken = Object.keys(nextScripts).filter(
    (name) => !added.includes(name) && !String(scripts[name]).includes('twenty-codegen'),
  );
  return taken.length === 0
    ? undefined
    : `let ${taken.join(' and ')} in package.json begin with: twenty-codegen generate --offline`;
}

/** What goes into the config of a framework, by the bundler that it has. */
const frameworks: Readonly<Record<Framework, { readonly bundler: Bundler; readonly settings: string }>> = {
  astro: { bundler: 'vite', settings: 'vite: { plugins: [twenty()] },' },
  nuxt: { bundler: 'vite', settings: 'vite: { plugins: [twenty()] },' },
  rsbuild: { bundler: 'rspack', settings: 'tools: { rspack: { plugins: [twenty()] } },' },
};

function proposeInFramework({ name, path }: NonNullable<ProjectFacts['framework']>): Proposal {
  const { bundler, settings } = frameworks[name];
  const text = readText(path);
  if (text === null || isThere(text, bundler)) return {};
  const paste = `import twenty from 'twenty-codegen/${bundler}';\n\n${settings}`;
  return { byHand: `add the plugin to ${basename(path)}:\n\n${indented(paste)}\n` };
}

async function proposePlugin({ bundler, framework }: ProjectFacts): Promise<Proposal> {
  if (framework !== null) return proposeInFramework(framework);
  if (bundler === null) return {};
  const { name, path } = bundler;
  const before = readText(path);
  if (before === null || isThere(before, name)) return {};
  const { addPlugin } = await import('./bundler-config.ts');
  const added = addPlugin(before, basename(path), name);
  if ('isThere' in added) return {};
  if ('paste' in added) {
    return { byHand: `add the plugin to ${basename(path)} (${added.why}):\n\n${indented(added.paste)}\n` };
  }
  const title = `Add the plugin to ${basename(path)}: it generates before a build needs it`;
  return { edit: { kind: 'plugin', title, path, before, after: added.text } };
}

/** Told without a compiler, where it is there as init puts it. */
function isThere(text: string, bundler: Bundler): boolean {
  return new RegExp(`^(?:import|const)\\b.*['"]twenty-codegen/${bundler}['"]`, 'mu').test(text);
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}
