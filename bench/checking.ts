import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { seconds } from './budget.ts';
import type { Measure } from './budget.ts';
import type { Generated } from './generation.ts';
import { mistakes, peerMistakes, peerSmall, small, smallFromModules, threeLevels } from './programs.ts';

const tsc = resolve(import.meta.dirname, '../node_modules/typescript/bin/tsc');

type Resolution = 'bundler' | 'nodenext';

interface Checked {
  /** Milliseconds. */
  readonly checkTime: number;
  readonly instantiations: number;
  /** Lines of the program that have an error. */
  readonly errorLines: readonly number[];
}

/** What the compiler, TypeScript 5.9, has to do for a user's program. */
export function measureChecking(one: Generated, ten: Generated): Measure[] {
  const times = fastest({
    empty: { in: one, program: 'export {};\n' },
    ours: { in: one, program: small },
    peer: { in: one, program: peerSmall },
    modules: { in: one, program: smallFromModules },
    ten: { in: ten, program: small },
    tenModules: { in: ten, program: smallFromModules },
  });
  const size = `${ten.objects} objects`;
  return [
    { name: 'check time of an empty program', ours: seconds(times.empty.checkTime) },
    {
      name: 'check time of a small program',
      ours: seconds(times.ours.checkTime),
      peer: seconds(times.peer.checkTime),
      value: times.ours.checkTime / times.peer.checkTime,
      unit: 'of the peer',
      budget: 0.3,
    },
    {
      name: 'its instantiations',
      ours: times.ours.instantiations.toLocaleString('en-US'),
      peer: times.peer.instantiations.toLocaleString('en-US'),
      value: times.ours.instantiations,
      budget: 3000,
    },
    ...Object.entries(threeLevels).map(([name, text]) => {
      const more = check(one, small + text).instantiations - times.ours.instantiations;
      return {
        name: `instantiations of a select, ${name}`,
        ours: more.toLocaleString('en-US'),
        value: more,
        budget: 1000,
      };
    }),
    {
      name: `the small program, ${size}, from modules`,
      ours: seconds(times.tenModules.checkTime),
      value: times.tenModules.checkTime / times.modules.checkTime,
      unit: `of ${one.objects} objects`,
      budget: 1.2,
    },
    {
      name: 'its instantiations',
      ours: times.tenModules.instantiations.toLocaleString('en-US'),
      value: times.tenModules.instantiations / times.modules.instantiations,
      unit: `of ${one.objects} objects`,
      budget: 1.2,
    },
    {
      name: `the small program, ${size}, from the index`,
      ours: seconds(times.ten.checkTime),
      value: times.ten.checkTime / times.ours.checkTime,
      unit: `of ${one.objects} objects`,
    },
    ...(['bundler', 'nodenext'] as const).map((resolution) => ({
      name: `of eight mistakes, caught under ${resolution}`,
      ours: String(caught(one, mistakes, resolution)),
      peer: String(caught(one, peerMistakes, resolution)),
      value: caught(one, mistakes, resolution),
      budget: 8,
      atLeast: true,
    })),
  ];
}

/** The shortest check of each of several, which take turns: whatever else runs only lengthens it. */
function fastest<K extends string>(
  programs: Readonly<Record<K, { readonly in: Generated; readonly program: string }>>,
): Readonly<Record<K, Checked>> {
  const best = new Map<K, Checked>();
  for (let round = 0; round < 5; round++) {
    for (const name of Object.keys(programs) as K[]) {
      const { in: generated, program } = programs[name];
      const checked = check(generated, program);
      if (checked.errorLines.length > 0) throw new Error(`The program ${name} does not compile.`);
      const known = best.get(name);
      if (known === undefined || checked.checkTime < known.checkTime) best.set(name, checked);
    }
  }
  return Object.fromEntries(best) as Record<K, Checked>;
}

/** How many of the lines marked as mistakes have an error. */
function caught(generated: Generated, program: string, resolution: Resolution): number {
  const marked = program
    .split('\n')
    .flatMap((line, index) => (line.endsWith('// mistake') ? [index + 1] : []));
  const { errorLines } = check(generated, program, resolution);
  return marked.filter((line) => errorLines.includes(line)).length;
}

function check({ folder }: Generated, program: string, resolution: Resolution = 'bundler'): Checked {
  writeFileSync(join(folder, 'src', 'program.ts'), program);
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    module: resolution === 'bundler' ? 'esnext' : resolution,
    moduleResolution: resolution,
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['src/program.ts'] }),
  );
  const { stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', '.', '--pretty', 'false', '--extendedDiagnostics'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const figure = (name: string): number =>
    Number(new RegExp(String.raw`^${name}:\s+([\d.]+)`, 'm').exec(stdout)?.[1] ?? Number.NaN);
  return {
    checkTime: figure('Check time') * 1000,
    instantiations: figure('Instantiations'),
    errorLines: [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error/gm)].map((match) => {
      if (match[1] !== 'src/program.ts') throw new Error(`An error outside the program:\n${match[0]}`);
      return Number(match[2]);
    }),
  };
}
