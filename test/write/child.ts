import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { newFolder } from './folder.ts';

/** A real process that writes the versions given, one after the other, for ever or once. */
export async function buildWriter(): Promise<string> {
  const path = join(newFolder(), 'writer.mjs');
  await build({
    stdin: {
      contents: `
        import { writeOutput } from './src/write/write.ts';
        import { versionFiles } from './test/write/files.ts';
        const [directory, sequence, mode] = process.argv.slice(2);
        do {
          for (const version of sequence) {
            const files = Object.entries(versionFiles(version)).map(([path, content]) => ({ path, content }));
            await writeOutput({ directory, files, toolVersion: '1' });
          }
        } while (mode === 'for-ever');
      `,
      resolveDir: join(import.meta.dirname, '..', '..'),
      loader: 'ts',
    },
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return path;
}

export function startWriter(
  writer: string,
  directory: string,
  sequence: string,
  mode: 'once' | 'for-ever',
): ChildProcess {
  return spawn(process.execPath, [writer, directory, sequence, mode], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
