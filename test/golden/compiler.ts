import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { GeneratedFile } from '../../src/emit/types.ts';

const modules = resolve(import.meta.dirname, '../../node_modules');

/** The compilers that generated code must satisfy, each a package of its own. */
export const versions = { '5.9': 'typescript', '6': 'typescript-6', '7': 'typescript-7' } as const;

export type Version = keyof typeof versions;

export const resolutions = ['nodenext', 'node16', 'bundler'] as const;

export type Resolution = (typeof resolutions)[number];

/** As strict as a user's project can be. */
export const strictOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  declaration: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
} as const;

export function resolutionOptions(resolution: Resolution): object {
  return { module: resolution === 'bundler' ? 'esnext' : resolution, moduleResolution: resolution };
}

export interface Compilation {
  readonly exitCode: number | null;
  readonly output: string;
}

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a compiler in a process of its own, no more of them at a time than there are cores. */
export async function tsc(version: Version, args: readonly string[], cwd: string): Promise<Compilation> {
  if (running >= availableParallelism()) await new Promise<void>((start) => waiting.push(start));
  running += 1;
  try {
    return await run(join(modules, versions[version], 'bin', 'tsc'), args, cwd);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function run(bin: string, args: readonly string[], cwd: string): Promise<Compilation> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, '--pretty', 'false', ...args], { cwd });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode, output: Buffer.concat(chunks).toString() }));
  });
}

/** A temporary project of ES modules, outside the repository so that nothing of it is found by accident. */
export interface Project {
  readonly folder: string;
  add(files: readonly GeneratedFile[], under?: string): void;
  /** Compiles the folders `include` with these options. */
  compile(version: Version, include: readonly string[], options: object): Promise<Compilation>;
  remove(): void;
}

export function createProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twenty-codegen-compile-')));
  let configs = 0;
  const write = (path: string, content: string): void => {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  };
  write('package.json', '{"type":"module"}\n');
  return {
    folder,
    add(files, under = '.') {
      for (const { path, content } of files) write(join(under, path), content);
    },
    compile(version, include, options) {
      configs += 1;
      const name = `tsconfig.${configs}.json`;
      write(name, JSON.stringify({ compilerOptions: options, include }));
      return tsc(version, ['-p', name], folder);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The folder of the type packages that the repository has installed. */
export const typeRoot: string = join(modules, '@types');
