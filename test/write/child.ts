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
        process.stdout.write('begun');
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
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Once it is about to write: until then, starting Node takes the time that it takes. */
export function begun(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.stdout?.once('data', resolve));
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
