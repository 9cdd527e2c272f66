import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeOutput } from '../../src/write/write.ts';
import { begun, buildWriter, ended, startWriter } from './child.ts';
import { versionFiles } from './files.ts';
import { contents, generated, newFolder } from './folder.ts';

let writer: string;
beforeAll(async () => {
  writer = await buildWriter();
});

const wholes = { A: versionFiles('A'), B: versionFiles('B') };

/** Runs once more, and names what is then not as it should be. */
async function repair(folder: string, version: 'A' | 'B'): Promise<readonly string[]> {
  const code = await ended(startWriter(writer, folder, version, 'once'));
  const found = contents(folder);
  const expected = new Set([...Object.keys(wholes[version]), '.twenty-codegen.json']);
  return [
    ...(code === 0 ? [] : [`exit code ${code}`]),
    ...Object.entries(wholes[version]).flatMap(([path, text]) =>
      found[path] === text ? [] : [`${path} not repaired`],
    ),
    ...Object.keys(found).filter((path) => !expected.has(path)),
  ];
}

describe('a kill at any moment', () => {
  test(
    'leaves every file whole, old or new, and the next run repairs everything',
    { timeout: 120_000 },
    async () => {
      const folder = newFolder();
      const broken: string[] = [];
      let mixed = 0;
      for (let round = 0; round < 40; round++) {
        const child = startWriter(writer, folder, 'AB', 'for-ever');
        await begun(child);
        await sleep(Math.random() * 120);
        child.kill('SIGKILL');
        await ended(child);
        const left = Object.entries(generated(folder));
        const halves = left.filter(([path, text]) => text !== wholes.A[path] && text !== wholes.B[path]);
        broken.push(...halves.map(([path]) => `${path} after kill ${round}`));
        if (new Set(left.map(([, text]) => text.slice(-3))).size > 1) mixed++;
        // Only every fourth time, so that kills also pile up.
        if (round % 4 === 3) broken.push(...(await repair(folder, round % 8 === 3 ? 'A' : 'B')));
      }
      expect(broken).toEqual([]);
      // Else the kills all fell between runs, and the test has shown nothing.
      expect(mixed).toBeGreaterThan(0);
    },
  );
});

describe('several runs at once on one folder', () => {
  test('all succeed, and the folder is what one of them wrote', { timeout: 60_000 }, async () => {
    const folder = newFolder();
    for (let round = 0; round < 5; round++) {
      const runs = ['A', 'B', 'AB', 'BA', 'ABAB'].map((sequence) =>
        startWriter(writer, folder, sequence, 'once'),
      );
      expect(await Promise.all(runs.map(ended))).toEqual([0, 0, 0, 0, 0]);
      const result = contents(folder);
      const version = 'onlyA/file0.ts' in result ? 'A' : 'B';
      expect(generated(folder)).toEqual(wholes[version]);
      expect(Object.keys(result).filter((path) => path.startsWith('.'))).toEqual(['.twenty-codegen.json']);
    }
  });
});

describe('the lock of a folder', () => {
  const files = [{ path: 'a.ts', content: 'a' }];
  const write = (directory: string): ReturnType<typeof writeOutput> =>
    writeOutput({ directory, files, toolVersion: '1', lock: { waitMs: 150 } });
  const lockOf = (folder: string, holder: object): string => {
    const path = join(folder, '.twenty-codegen.lock');
    writeFileSync(path, JSON.stringify({ started: 0, files: {}, ...holder }));
    return path;
  };

  test('held by a living process is respected, and names it', async () => {
    const folder = newFolder();
    lockOf(folder, { pid: process.ppid, host: hostname() });
    await expect(write(folder)).rejects.toMatchObject({
      code: 'OUTPUT_BUSY',
      message: expect.stringContaining(`process ${process.ppid} on`),
    });
  });

  test('of a process that is gone is taken over', async () => {
    const folder = newFolder();
    const child = startWriter(writer, folder, '', 'once');
    await ended(child);
    lockOf(folder, { pid: child.pid, host: hostname() });
    expect((await write(folder)).written).toEqual(['a.ts']);
  });

  test('of our own number but an earlier process, as containers have, is taken over', async () => {
    const folder = newFolder();
    lockOf(folder, { pid: process.pid, host: hostname() });
    expect((await write(folder)).written).toEqual(['a.ts']);
  });

  test('of another machine is respected until it is old', async () => {
    const folder = newFolder();
    const path = lockOf(folder, { pid: 1, host: 'elsewhere' });
    await expect(write(folder)).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
    utimesSync(path, Date.now() / 1000 - 600, Date.now() / 1000 - 600);
    expect((await write(folder)).written).toEqual(['a.ts']);
  });

  test('without content is taken over once it is older than a moment', async () => {
    const folder = newFolder();
    const path = join(folder, '.twenty-codegen.lock');
    writeFileSync(path, '');
    await expect(write(folder)).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
    utimesSync(path, Date.now() / 1000 - 5, Date.now() / 1000 - 5);
    expect((await write(folder)).written).toEqual(['a.ts']);
  });

  test('tells a run after a kill which new files are ours, so that they may be replaced or removed', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'x'));
    writeFileSync(join(folder, 'a.ts'), 'earlier a');
    writeFileSync(join(folder, 'x/gone.ts'), 'gone');
    const digestOfGone = '2a0ba8c7cc3bbeac9ba59c5b1bd4f6a7fb0f2b64ac6cf4f3e2a9bd4e6bf7d9c5';
    lockOf(folder, {
      pid: 0,
      host: hostname(),
      files: { 'a.ts': ['?'], 'x/gone.ts': [digestOfGone], '../up': ['?'] },
    });
    const result = await write(folder);
    expect(result.written).toEqual(['a.ts']);
    expect(result.warnings.map(({ code }) => code)).toEqual(['OUTPUT_EDITED', 'OUTPUT_KEPT']);
  });
});
