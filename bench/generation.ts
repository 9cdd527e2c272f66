import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { serializeLock } from '../src/lock/serialize.ts';
import type { Model } from '../src/model/types.ts';
import { kilobytes, megabytes, seconds } from './budget.ts';
import type { Measure } from './budget.ts';
import { peakMemory, takeTurns } from './processes.ts';
import type { Command } from './processes.ts';
import { schemaText } from './workspace.ts';

const root = resolve(import.meta.dirname, '..');
const cli = join(root, 'dist', 'cli.js');

/** Two clients of one model, side by side in a folder: src/twenty is ours, src/peer that of twenty-client-sdk. */
export interface Generated {
  readonly folder: string;
  readonly objects: number;
  readonly first: Command;
  readonly second: Command;
  readonly peer: Command;
}

/** Lays out a project for a model; the clients are there once the commands have run. */
export function layOut(parent: string, model: Model, described?: GraphQLSchema): Generated {
  const objects = model.objects.length;
  const folder = join(parent, String(objects));
  const ours = join(folder, 'src', 'twenty');
  const peer = join(folder, 'src', 'peer');
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  writeFileSync(join(folder, 'twenty.lock.json'), serializeLock(model));
  writeFileSync(join(folder, 'schema.graphql'), schemaText(model, described));
  const remove = (path: string) => (): void => rmSync(path, { recursive: true, force: true });
  const args = [cli, 'generate', '--offline', '--quiet'];
  return {
    folder,
    objects,
    first: { args, cwd: folder, before: remove(ours) },
    second: { args, cwd: folder },
    peer: {
      args: [join(import.meta.dirname, 'peer.mjs'), join(folder, 'schema.graphql'), peer],
      cwd: folder,
      before: remove(peer),
    },
  };
}

/** Whole processes, on one workspace, on one ten times and on one thirty times as large. */
export function measureGeneration(small: Generated, large: Generated, largest: Generated): Measure[] {
  const bare: Command = { args: ['-e', '0'], cwd: small.folder };
  const one = takeTurns({ bare, ours: small.first, again: small.second, peer: small.peer }, 9);
  const ten = takeTurns({ ours: large.first, again: large.second, peer: large.peer }, 3);
  const thirty = takeTurns({ ours: largest.first, again: largest.second }, 3);
  const memory = {
    bare: peakMemory(bare),
    one: peakMemory(small.first),
    ten: peakMemory(large.first),
    thirty: peakMemory(largest.first),
    peer: peakMemory(small.peer),
    peerTen: peakMemory(large.peer),
  };
  const size = (generated: Generated): string => `${generated.objects} objects`;
  return [
    { name: 'node that does nothing', ours: seconds(one.bare) },
    {
      name: `generate --offline, ${size(small)}`,
      ours: seconds(one.ours),
      peer: seconds(one.peer),
      value: one.ours / one.peer,
      unit: 'of the peer',
      budget: 0.3,
    },
    {
      name: `generate --offline, ${size(large)}`,
      ours: seconds(ten.ours),
      peer: seconds(ten.peer),
      value: ten.ours / ten.peer,
      unit: 'of the peer',
      budget: 0.12,
    },
    {
      name: `the second run, ${size(small)}`,
      ours: seconds(one.again),
      value: one.again / one.bare,
      unit: 'of bare node',
      budget: 1.5,
    },
    { name: `the second run, ${size(large)}`, ours: seconds(ten.again) },
    { name: `the second run, ${size(largest)}`, ours: seconds(thirty.again) },
    {
      name: `time above bare node, ${size(largest)}`,
      ours: seconds(thirty.ours),
      value: (thirty.ours - one.bare) / (ten.ours - one.bare),
      unit: `of ${size(large)}`,
      budget: 3.75,
    },
    {
      name: `peak memory, ${size(small)}`,
      ours: megabytes(memory.one),
      peer: megabytes(memory.peer),
      value: memory.one / memory.bare,
      unit: 'of bare node',
    },
    {
      name: `peak memory, ${size(large)}`,
      ours: megabytes(memory.ten),
      peer: megabytes(memory.peerTen),
      value: memory.ten / memory.bare,
      unit: 'of bare node',
    },
    {
      name: `memory above bare node, ${size(largest)}`,
      ours: megabytes(memory.thirty),
      value: (memory.thirty - memory.bare) / (memory.ten - memory.bare),
      unit: `of ${size(large)}`,
      budget: 3.75,
    },
    sourceSize(small),
  ];
}

function sourceSize({ folder, objects }: Generated): Measure {
  const source = (path: string): boolean => path.endsWith('.ts') && !path.includes('/runtime/');
  const ours = folderSize(join(folder, 'src', 'twenty'), source);
  const peer = folderSize(join(folder, 'src', 'peer'), () => true);
  return {
    name: 'source, the runtime aside',
    ours: kilobytes(ours),
    peer: `${megabytes(peer)} with its bundle`,
    value: Math.round(ours / objects),
    unit: 'bytes an object',
    budget: 10_000,
  };
}

function folderSize(folder: string, isCounted: (path: string) => boolean): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isCounted)
    .reduce((size, path) => size + readFileSync(path).length, 0);
}
