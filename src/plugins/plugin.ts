import type { UnpluginOptions } from 'unplugin';
import { hooksOfEsbuild } from './hooks/esbuild.ts';
import { hooksOfRollup } from './hooks/rollup.ts';
import { hooksOfVite } from './hooks/vite.ts';
import { applyToWebpack } from './hooks/webpack.ts';
import { pluginName } from './name.ts';
import type { PluginOptions } from './options.ts';

/**
 * The plugin of every bundler: before a build needs it, the generated code is what the lock gives.
 *
 * Bundlers differ in when a hook may still write what they are about to read, in what they can watch, and in how they are
 * told of an error: each has hooks of its own here.
 */
export function createPlugin(options: PluginOptions | undefined = {}): UnpluginOptions {
  return {
    name: pluginName,
    vite: hooksOfVite(options),
    rollup: hooksOfRollup(options),
    rolldown: hooksOfRollup(options),
    webpack: (compiler) => applyToWebpack(compiler, options),
    rspack: (compiler) => applyToWebpack(compiler, options),
    esbuild: hooksOfEsbuild(options),
  };
}
