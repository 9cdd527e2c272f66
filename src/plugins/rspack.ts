import { createRspackPlugin } from 'unplugin';
import type { UnpluginInstance } from 'unplugin';
import type { PluginOptions } from './options.ts';
import { createPlugin } from './plugin.ts';

export type { PluginOptions } from './options.ts';

/** The plugin for rspack: generates the client from the lock before the build needs it. */
const twenty: UnpluginInstance<PluginOptions | undefined>['rspack'] = createRspackPlugin(createPlugin);

export default twenty;
