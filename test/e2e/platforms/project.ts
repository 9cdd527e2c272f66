import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { createProject } from '../../golden/compiler.ts';
import type { Project } from '../../golden/compiler.ts';
import { clientFiles, fixtureModel } from '../../golden/workspaces.ts';

const app = join(import.meta.dirname, 'app');

/** A user's project: the files of app/, and the demo workspace's client, whose imports end in `.ts`, as `twenty`. */
export async function createApp(): Promise<Project> {
  const project = createProject();
  project.add(readdirSync(app).map((path) => ({ path, content: readFileSync(join(app, path), 'utf8') })));
  project.add(clientFiles(await fixtureModel('demo'), { importExtension: '.ts' }), 'twenty');
  return project;
}

export interface Bundle {
  readonly text: string;
  /** What it imports when it runs. */
  readonly imports: readonly string[];
}

/**
 * Bundles one of the project's files.
 *
 * @throws what esbuild reports, warnings too: a module that is not to be had on the platform, for one.
 */
export async function bundle(project: Project, entry: string, options: BuildOptions): Promise<Bundle> {
  const { outputFiles, warnings, metafile } = await build({
    absWorkingDir: project.folder,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    ...options,
    write: false,
    metafile: true,
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'));
  return {
    text: outputFiles[0]?.text ?? '',
    imports: Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path)),
  };
}

/** The program as one file that any Node runs, `bundled.js` in the project. */
export async function addBundled(project: Project): Promise<void> {
  const { text } = await bundle(project, 'command.ts', { platform: 'node' });
  project.add([{ path: 'bundled.js', content: text }]);
}

/** The program as a web worker, `worker.js` in the project. */
export async function addWorker(project: Project): Promise<Bundle> {
  const worker = await bundle(project, 'worker.ts', { platform: 'neutral', conditions: ['worker'] });
  project.add([{ path: 'worker.js', content: worker.text }]);
  return worker;
}
