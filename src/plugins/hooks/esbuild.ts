import { cwd } from 'node:process';
import type { PluginBuild } from 'esbuild';
import { follow } from '../follow.ts';
import type { Following } from '../follow.ts';
import type { PluginOptions } from '../options.ts';
import { createProject } from '../project.ts';
import { wordFailure } from '../words.ts';

/** Marks what this plugin itself has resolved. */
const own = Symbol('twenty-codegen');

/** For esbuild. It has its files watched where a module is found: so they are watched with the entry points. */
export function hooksOfEsbuild(options: PluginOptions): { setup(build: PluginBuild): void } {
  return {
    setup(build) {
      const project = createProject(options, build.initialOptions.absWorkingDir ?? cwd());
      let following: Following | null = null;
      build.onStart(async () => {
        try {
          const done = await project.sync();
          if (options.live === true && !project.isCheck) {
            following ??= follow({
              workspaces: project.workspaces(),
              say: (text) => console.info(text),
              warn: (text) => console.warn(text),
            });
          }
          return {
            warnings: done.flatMap((one) => one.warnings.map(({ message }) => ({ text: message }))),
          };
        } catch (error) {
          return { errors: [{ text: wordFailure(error) }] };
        }
      });
      build.onResolve(
        { filter: /(?:)/ },
        async ({ path, kind, importer, namespace, resolveDir, pluginData }) => {
          if (kind !== 'entry-point' || pluginData === own) return undefined;
          const found = await build.resolve(path, { kind, importer, namespace, resolveDir, pluginData: own });
          return found.errors.length > 0 ? found : { ...found, watchFiles: [...project.files()] };
        },
      );
      build.onDispose(() => following?.stop());
    },
  };
}
