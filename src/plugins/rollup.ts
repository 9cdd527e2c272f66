import { createRollupPlugin } from 'unplugin';
import type { UnpluginInstance } from 'unplugin';
import type { PluginOptions } from './options.ts';
import { createPlugin } from './plugin.ts';

export type { PluginOptions } from './options.ts';

/** The plugin for rollup: generates the client from the lock before the build needs it. */
const twenty: UnpluginInstance<PluginOptions | undefined>['rollup'] = createRollupPlugin(createPlugin);

export default twenty;
