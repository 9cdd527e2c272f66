import { execPath } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolutionOptions, strictOptions, typeRoot } from '../../golden/compiler.ts';
import type { Project } from '../../golden/compiler.ts';
import { runInPage, runInWorker } from './contexts.ts';
import { expected } from './expected.ts';
import { addBundled, addWorker, bundle, createApp } from './project.ts';
import type { Bundle } from './project.ts';
import { onWorkspace, runCommand } from './run.ts';

let project: Project;

beforeAll(async () => {
  project = await createApp();
});

afterAll(() => project.remove());

describe('one program with a client', () => {
  it('compiles, and needs no more than to have its types taken away', async () => {
    const { output } = await project.compile('7', ['*.ts'], {
      ...strictOptions,
      ...resolutionOptions('nodenext'),
      allowImportingTsExtensions: true,
      types: ['node'],
      typeRoots: [typeRoot],
    });
    expect(output).toBe('');
  });

  it('does all that it should on the Node that runs here', async () => {
    await addBundled(project);
    const result = await onWorkspace((target) =>
      runCommand([execPath, 'bundled.js'], target, project.folder),
    );
    expect(result).toEqual(expected);
  });

  it('does the same in a page, with what browsers have', async () => {
    const page = await bundle(project, 'program.ts', {
      platform: 'browser',
      format: 'iife',
      globalName: 'app',
    });
    expectWeb(page);
    expect(await onWorkspace((target) => runInPage(page.text, target))).toEqual(expected);
  });

  it('does the same in a worker, with what workers have', async () => {
    const worker = await addWorker(project);
    expectWeb(worker);
    expect(await onWorkspace((target) => runInWorker(worker.text, target))).toEqual(expected);
  });
});

/** Nothing of Node, by import or by name; the environment is asked for only where there is one. */
function expectWeb({ text, imports }: Bundle): void {
  expect(imports).toEqual([]);
  expect(text.match(/\brequire\(|\bnode:|\bBuffer\b|\bprocess\.(?!env\b)\w+|__dirname/g)).toBeNull();
}
