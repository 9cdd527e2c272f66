/* Builds the project with one of the bundlers. Prints what it complains about, and exits with 1 then. */
import { errorsOf, esbuildOptions, pack, rolldownOptions, rollupOptions } from './bundlers.mjs';
import { rspackOptions, viteOptions, webpackOptions } from './bundlers.mjs';

const builds = {
  async vite() {
    await (await import('vite')).build(await viteOptions());
  },
  async rollup() {
    const options = await rollupOptions();
    await (await (await import('rollup')).rollup(options)).write(options.output);
  },
  async rolldown() {
    const { output, ...options } = await rolldownOptions();
    await (await (await import('rolldown')).rolldown(options)).write(output);
  },
  async esbuild() {
    await (await import('esbuild')).build({ ...(await esbuildOptions()), logLevel: 'silent' });
  },
  webpack: async () => compile(await pack('webpack', await webpackOptions())),
  rspack: async () => compile(await pack('rspack', await rspackOptions())),
};

function compile(compiler) {
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close(() => undefined);
      if (error) reject(error);
      else if (stats.hasErrors()) reject(new Error(errorsOf(stats)));
      else resolve();
    });
  });
}

try {
  await builds[process.argv[2]]();
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
}
