import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { kilobytes } from './budget.ts';
import type { Measure } from './budget.ts';
import type { Generated } from './generation.ts';
import { oneFunction, oneFunctionFromModule, oneObject, peerBundle } from './programs.ts';

/** What a program that uses one object weighs, bundled for a browser and minified. */
export async function measureBundles(generated: Generated): Promise<Measure[]> {
  const [object, one, direct, peer] = [
    await bundle(generated, oneObject),
    await bundle(generated, oneFunction),
    await bundle(generated, oneFunctionFromModule),
    await bundle(generated, peerBundle),
  ];
  return [
    {
      name: 'bundle, every function of one object',
      ours: `${kilobytes(object.length)}, ${kilobytes(gzipSync(object).length)} gzipped`,
      peer: kilobytes(peer.length),
      value: object.length,
      unit: 'bytes',
      budget: 15_000,
    },
    {
      name: 'bundle, one function of one object',
      ours: `${kilobytes(one.length)}, ${kilobytes(gzipSync(one).length)} gzipped`,
      value: one.length,
      unit: 'bytes',
      budget: 15_000,
    },
    {
      name: 'bundle, one function from its module',
      ours: `${kilobytes(direct.length)}, ${kilobytes(gzipSync(direct).length)} gzipped`,
      value: direct.length,
      unit: 'bytes',
    },
  ];
}

/** A program of a user as one file for a browser, minified. */
export async function bundle({ folder }: Generated, program: string): Promise<Uint8Array> {
  const entry = join(folder, 'src', 'bundled.ts');
  writeFileSync(entry, program);
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
