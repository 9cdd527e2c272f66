import { resolve } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { CodegenError, messageOf } from '../../errors.ts';
import type { Model } from '../../model/types.ts';
import { replaceFile } from '../../replace-file.ts';
import type { Simulator } from '../../simulate/simulator.ts';
import { flagOf, globalArgs, integerOf, textOf, workspaceArgs } from '../arguments.ts';
import type { Command } from '../arguments.ts';
import { readSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';
import type { RecordResult } from '../result.ts';
import { limitOf, seedOf } from '../serve/flags.ts';
import type { Seed } from '../serve/flags.ts';
import { requireUrl } from '../../generate/workspace.ts';

export const command: Command = {
  meta: {
    name: 'serve',
    description: 'Simulate the workspace in memory, over HTTP, for tests and offline work',
  },
  args: {
    port: { type: 'string', valueHint: 'port', description: 'Default: 4321; 0: any free port' },
    host: { type: 'string', valueHint: 'host', description: 'Default: 127.0.0.1, this machine only' },
    lock: {
      type: 'string',
      valueHint: 'path',
      description: 'The workspace to simulate (default: twenty.lock.json)',
    },
    demo: { type: 'boolean', description: 'Simulate a small demo workspace instead' },
    seed: {
      type: 'string',
      valueHint: 'file',
      description: 'A JSON file with the records to begin with; or a number: which records are made up',
    },
    records: {
      type: 'string',
      valueHint: 'number',
      description: 'How many records each object begins with (default: 25); with --record, at most (1000)',
    },
    record: {
      type: 'string',
      valueHint: 'file',
      description: 'Write such a file from the live workspace, with made-up values for all personal data',
    },
    latency: { type: 'string', valueHint: 'ms', description: 'How long an answer takes' },
    limit: {
      type: 'string',
      valueHint: 'number',
      description: 'Requests a minute, or in so many ms: 10/1000; with --record, how fast to read (100)',
    },
    watch: { type: 'boolean', description: 'Take up the lock anew whenever it changes' },
    key: { type: 'string', valueHint: 'key', description: 'The API key to accept (default: simulated-key)' },
    ...workspaceArgs,
    ...globalArgs,
  },
};

const defaultPort = 4321;
const defaultRecorded = 1000;

export const run: Runner = async (context) => {
  const { args, signal } = context;
  const port = integerOf(args, 'port', 0, 65_535) ?? defaultPort;
  const host = textOf(args, 'host') ?? '127.0.0.1';
  const apiKey = textOf(args, 'key') ?? 'simulated-key';
  const records = integerOf(args, 'records', 0, 100_000);
  const latency = integerOf(args, 'latency', 0, 3_600_000) ?? 0;
  const seed = seedOf(args);
  const limit = limitOf(args);
  const watches = flagOf(args, 'watch');
  if (watches && flagOf(args, 'demo'))
    throw new CodegenError('USAGE', '--watch follows a lock, and the demo workspace has none.');
  const file = textOf(args, 'record');
  if (file !== undefined) return record(context, resolve(context.cwd, file));
  const { model, source, lock } = await readModel(context);
  const [{ createSimulator }, { serve }, { wait }] = await Promise.all([
    import('../../simulate/simulator.ts'),
    import('../../simulate/server.ts'),
    import('../../simulate/wait.ts'),
  ]);
  const ofFile = seed !== undefined && 'file' in seed;
  const simulator = createSimulator({
    model,
    apiKey,
    limit,
    ...(seed !== undefined && 'number' in seed ? { seed: seed.number } : {}),
    ...(ofFile ? { records: 0 } : records === undefined ? {} : { records }),
  });
  await load(simulator, seed, context.cwd);
  const slow: Pick<Simulator, 'fetch'> = {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      await wait(latency, request.signal);
      return simulator.fetch(request);
    },
  };
  let server: Awaited<ReturnType<typeof serve>>;
  try {
    server = await serve(latency === 0 ? simulator : slow, { port, host });
  } catch (error) {
    const reason = messageOf(error);
    throw new CodegenError('PORT_UNAVAILABLE', `The server cannot listen on ${host}:${port}: ${reason}.`, {
      cause: error,
    });
  }
  const unfollow = watches && lock !== undefined ? await follow(context, lock, simulator) : undefined;
  signal.addEventListener(
    'abort',
    () => {
      unfollow?.();
      void server.close();
    },
    { once: true },
  );
  return {
    command: 'serve',
    exitCode: 0,
    url: server.url,
    apiKey,
    objects: model.objects.length,
    source,
    warnings: [],
  };
};

/** @throws CodegenError SEED_UNREADABLE, SEED_INVALID */
async function load(simulator: Simulator, seed: Seed | undefined, cwd: string): Promise<void> {
  if (seed === undefined || 'number' in seed) return;
  const { readSeedFile } = await import('../../simulate/seed/file.ts');
  const { data, where } = readSeedFile(resolve(cwd, seed.file));
  simulator.load(data, where);
}

/** @returns what ends it */
async function follow({ reporter }: Context, lock: string, simulator: Simulator): Promise<() => void> {
  const { followLock } = await import('../serve/follow.ts');
  return followLock(
    lock,
    (model) => {
      simulator.remodel(model);
      const objects = model.objects.length;
      reporter.tell({
        document: { event: 'remodelled', at: new Date().toISOString(), lock, objects },
        words: ({ err, path }) => ({ out: '', err: `${err('green', 'took up')} ${path(lock)}\n` }),
      });
    },
    (error) =>
      reporter.tell({
        document: { event: 'failing', at: new Date().toISOString(), lock },
        words: () => ({ out: '', err: 'The workspace stays as it was.\n' }),
        error,
        isProblem: true,
      }),
  );
}

/** @throws CodegenError those of the settings, the lock and the network; SEED_UNWRITABLE */
async function record(context: Context, file: string): Promise<RecordResult> {
  const { args, signal, reporter } = context;
  if (flagOf(args, 'demo') || seedOf(args) !== undefined)
    throw new CodegenError(
      'USAGE',
      '--record reads the live workspace: it goes with neither --demo nor --seed.',
    );
  const settings = await readSettings(context);
  const lock = lockOf(context, settings);
  const [{ recordWorkspace }, { readLock }] = await Promise.all([
    import('../serve/record/record.ts'),
    import('../../lock/file.ts'),
  ]);
  const recording = await recordWorkspace({
    url: requireUrl(settings),
    apiKey: settings.apiKey() ?? '',
    model: readLock(lock),
    most: integerOf(args, 'records', 1, 100_000) ?? defaultRecorded,
    limit: limitOf(args) ?? { requests: 100, perMs: 60_000 },
    timeoutMs: settings.timeoutMs,
    signal,
    onProgress: (text) => reporter.progress(text),
  });
  try {
    replaceFile(file, recording.text);
  } catch (error) {
    const reason = messageOf(error);
    throw new CodegenError('SEED_UNWRITABLE', `The records cannot be written to ${file}: ${reason}.`, {
      cause: error,
    });
  }
  const { objects, records, warnings } = recording;
  return { command: 'record', exitCode: 0, file, objects, records, warnings };
}

function lockOf({ args, cwd }: Context, settings: Settings): string {
  const given = textOf(args, 'lock');
  return given === undefined ? settings.lock : resolve(cwd, given);
}

interface Source {
  readonly model: Model;
  /** In words. */
  readonly source: string;
  /** The path of the lock. */
  readonly lock?: string;
}

async function readModel(context: Context): Promise<Source> {
  const given = textOf(context.args, 'lock');
  if (flagOf(context.args, 'demo')) {
    if (given !== undefined) throw new CodegenError('USAGE', '--demo and --lock exclude each other.');
    const [{ demo }, { modelOf }] = await Promise.all([
      import('../../../fixtures/demo.ts'),
      import('../../../fixtures/modern.ts'),
    ]);
    return { model: modelOf(demo), source: 'the demo workspace' };
  }
  const lock =
    given === undefined ? (await readSettings(context, {}, haveOneLock)).lock : resolve(context.cwd, given);
  const { readLock } = await import('../../lock/file.ts');
  return { model: readLock(lock), source: lock, lock };
}

function haveOneLock(one: Settings, other: Settings): boolean {
  return one.lock === other.lock;
}
