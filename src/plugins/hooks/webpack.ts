import { follow } from '../follow.ts';
import type { Following } from '../follow.ts';
import { pluginName } from '../name.ts';
import type { PluginOptions } from '../options.ts';
import { createProject } from '../project.ts';
import { wordFailure } from '../words.ts';

interface AsyncHook {
  tapPromise(name: string, work: () => Promise<void>): void;
}

interface Hook<A extends readonly unknown[] = readonly []> {
  tap(name: string, work: (...args: A) => void): void;
}

interface Compilation {
  readonly fileDependencies: { add(path: string): unknown };
  readonly errors: { push(error: Error): unknown };
  readonly warnings: { push(error: Error): unknown };
}

/** What webpack and Rspack both give to a plugin. */
export interface Compiler {
  readonly context: string;
  readonly inputFileSystem: { purge?(): void } | null;
  readonly webpack: { readonly WebpackError: new (message: string) => Error };
  getInfrastructureLogger(name: string): { info(text: string): void; warn(text: string): void };
  readonly hooks: {
    readonly run: AsyncHook;
    readonly watchRun: AsyncHook;
    readonly thisCompilation: Hook<readonly [Compilation]>;
    readonly watchClose: Hook;
  };
}

/**
 * For webpack and Rspack: before a compilation begins, for modules are read as soon as it has. What it depends on becomes a
 * dependency of the compilation, and what it met an error of the compilation.
 */
export function applyToWebpack(compiler: Compiler, options: PluginOptions): void {
  const { hooks } = compiler;
  const project = createProject(options, compiler.context);
  const logger = compiler.getInfrastructureLogger(pluginName);
  let failure: string | null = null;
  let warnings: readonly string[] = [];
  let following: Following | null = null;

  async function sync(): Promise<void> {
    failure = null;
    warnings = [];
    try {
      const done = await project.sync();
      warnings = done.flatMap((one) => one.warnings.map(({ message }) => message));
      if (done.some(({ written, removed }) => written.length + removed.length > 0)) {
        // It may remember what these files were.
        compiler.inputFileSystem?.purge?.();
      }
    } catch (error) {
      failure = wordFailure(error);
    }
  }

  hooks.run.tapPromise(pluginName, sync);
  hooks.watchRun.tapPromise(pluginName, async () => {
    await sync();
    if (options.live !== true || project.isCheck || failure !== null) return;
    // Where the workspace changes, so does the lock, and with that the next compilation begins.
    following ??= follow({
      workspaces: project.workspaces(),
      say: (text) => logger.info(text),
      warn: (text) => logger.warn(text),
    });
  });
  hooks.thisCompilation.tap(pluginName, (compilation) => {
    for (const path of project.files()) compilation.fileDependencies.add(path);
    for (const message of warnings) compilation.warnings.push(errorOf(message));
    if (failure !== null) compilation.errors.push(errorOf(failure));
  });
  hooks.watchClose.tap(pluginName, () => {
    following?.stop();
    following = null;
  });

  function errorOf(message: string): Error {
    return new compiler.webpack.WebpackError(`[${pluginName}] ${message}`);
  }
}
