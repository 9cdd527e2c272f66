import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, version } from 'node:process';
import { afterAll, beforeAll, it } from 'vitest';
import type { Project } from '../golden/compiler.ts';
import { addBundled, addWorker, createApp } from './platforms/project.ts';
import { onWorkspace, runCommand } from './platforms/run.ts';
import { install, runtimes } from './platforms/runtimes.ts';

/*
 * The program of platforms/app on runtimes that npm installs for as long as the tests run. Where one is not to be had,
 * its tests are skipped and say why.
 */

const folder = mkdtempSync(join(tmpdir(), 'twenty-codegen-runtimes-'));

// All at once, beside whatever the tests do until they need them.
const installing = runtimes.map((runtime) => ({ runtime, installed: install(runtime, folder) }));

const files = { TypeScript: 'command.ts', 'a bundle': 'bundled.js', 'a web worker': 'host.ts' } as const;

const cases = installing.flatMap((one) =>
  (Object.keys(files) as (keyof typeof files)[])
    .filter((form) => form !== 'a web worker' || one.runtime.hasWebWorkers)
    .map((form) => [one.runtime.name, form, one] as const),
);

let project: Project;
let here: unknown;

beforeAll(async () => {
  project = await createApp();
  await Promise.all([addBundled(project), addWorker(project)]);
  here = await onWorkspace((target) => runCommand([execPath, 'bundled.js'], target, project.folder));
});

afterAll(async () => {
  await Promise.all(installing.map(({ installed }) => installed));
  rmSync(folder, { recursive: true, force: true });
  project?.remove();
});

it.concurrent.for(cases)(
  '%s does with the program as %s what the Node here does',
  { timeout: 180_000 },
  async ([name, form, { runtime, installed }], { expect, skip }) => {
    const found = await installed;
    if ('reason' in found) return skip(`${name} is not to be had here: ${found.reason}`);
    const command = [found.bin, ...runtime.args, files[form]] as const;
    const there = await onWorkspace((target) => runCommand(command, target, project.folder));
    expect(there, `${name} ${found.version}, unlike Node ${version}`).toEqual(here);
  },
);
