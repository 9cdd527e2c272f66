/** As bundlers show it beside its messages. */
export const pluginName = 'twenty-codegen';
