/*
 * Watches the project with one of the bundlers. Prints a line for every build, or of a development server's for every
 * message to the browser, until stdin is closed.
 */
import { esbuildOptions, errorsOf, pack, rolldownOptions, rollupOptions } from './bundlers.mjs';
import { rspackOptions, viteOptions, webpackOptions } from './bundlers.mjs';

const said = (error) => console.log(error ? `failed ${JSON.stringify(error)}` : 'built');

const watches = {
  async vite() {
    const { createServer } = await import('vite');
    const server = await createServer(await viteOptions());
    await server.listen();
    await server.transformRequest('/src/main.ts');
    await server.transformRequest('/src/twenty/index.ts');
    await server.transformRequest('/src/twenty/objects/person.ts');
    const { hot } = server.environments.client;
    const { send } = hot;
    hot.send = (...message) => {
      console.log(`hmr ${JSON.stringify(message[0])}`);
      send.apply(hot, message);
    };
    said();
    return () => server.close();
  },
  async rollup() {
    return ofRollup((await import('rollup')).watch(await rollupOptions()));
  },
  async rolldown() {
    return ofRollup((await import('rolldown')).watch(await rolldownOptions()));
  },
  async esbuild() {
    const { context } = await import('esbuild');
    const options = await esbuildOptions();
    const teller = {
      name: 'teller',
      setup: (build) => build.onEnd(({ errors }) => said(errors.map(({ text }) => text).join('\n'))),
    };
    const watching = await context({
      ...options,
      logLevel: 'silent',
      plugins: [...options.plugins, teller],
    });
    await watching.watch();
    return () => watching.dispose();
  },
  webpack: async () => ofPack(await pack('webpack', await webpackOptions())),
  rspack: async () => ofPack(await pack('rspack', await rspackOptions())),
};

function ofRollup(watcher) {
  watcher.on('event', (event) => {
    if (event.code === 'BUNDLE_END') said();
    if (event.code === 'ERROR') said(event.error.message);
    event.result?.close();
  });
  return () => watcher.close();
}

function ofPack(compiler) {
  const watching = compiler.watch({}, (error, stats) => said(error?.message ?? errorsOf(stats)));
  return () => new Promise((resolve) => watching.close(resolve));
}

const stop = await watches[process.argv[2]]();
process.stdin.resume().on('end', async () => {
  await stop();
  console.log('closed');
});
