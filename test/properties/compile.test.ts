import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionsOf } from '../../src/emit/object/functions.ts';
import type { EmitContext } from '../../src/emit/types.ts';
import { propertyName } from '../../src/model/access.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Model } from '../../src/model/types.ts';
import { createProject, type Project, resolutionOptions, strictOptions } from '../golden/compiler.ts';
import { clientFiles } from '../golden/workspaces.ts';
import { namedWorkspace } from './named.ts';
import { hostileWorkspace } from './workspace.arbitrary.ts';

const seeds = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233];
const enums = ['const', 'union', 'enum'] as const;

interface Sample {
  readonly name: string;
  readonly model: Model;
  readonly enums: EmitContext['enums'];
}

const samples: readonly Sample[] = [
  { name: 'named', model: buildModel(namedWorkspace()).model, enums: 'const' },
  ...seeds.map((seed, index): Sample => {
    const [raw] = fc.sample(hostileWorkspace, { seed, numRuns: 1 });
    if (!raw) throw new Error(`nothing for seed ${seed}`);
    return { name: `seed-${seed}`, model: buildModel(raw).model, enums: enums[index % 3] ?? 'const' };
  }),
];

describe('clients of hostile workspaces', () => {
  let project: Project;
  beforeAll(() => {
    project = createProject();
    for (const sample of samples)
      project.add(clientFiles(sample.model, { enums: sample.enums }), `src/${sample.name}`);
  });
  afterAll(() => project.remove());

  it('type-check, all of them, as strictly as can be', async () => {
    const options = { ...strictOptions, ...resolutionOptions('nodenext'), erasableSyntaxOnly: false };
    const { output } = await project.compile('5.9', ['src'], options);
    expect(output).toBe('');
  }, 120_000);

  it.each(samples)('of $name load, and every function of every object works', async ({ name, model }) => {
    const built = load(project, name, model);
    const index = (await import(built('index'))) as Record<string, unknown>;
    const { createTwenty } = (await import(built('twenty'))) as {
      createTwenty(options: object): Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>;
    };
    let root = '';
    let value: unknown;
    const twenty = createTwenty({
      url: 'http://localhost',
      apiKey: 'key',
      rateLimit: false,
      fetch: (_url: string, { body }: { body: string }) => {
        const { query } = JSON.parse(body) as { query: string };
        return Promise.resolve(answer(query.includes(` ${root}`) ? { data: { [root]: value } } : {}));
      },
    });
    for (const object of model.objects) {
      const { namespace } = object.names;
      const functions = twenty[namespace] ?? {};
      expect(Object.keys(twenty)).toContain(namespace);
      expect(Object.keys(index)).toContain(namespace);
      // What no GraphQL schema can name cannot be asked for.
      const isAskable = object.fields.every((field) => /^[_A-Za-z]\w*$/.test(propertyName(field)));
      const options = isAskable ? {} : { select: { id: true } };
      for (const { name: fn, operation } of functionsOf(object)) {
        root = object.operations[operation] ?? '';
        // A merge asks for all fields, whatever is selected.
        if (fn === 'mergeMany' && !isAskable) continue;
        const known = answers[fn];
        value = known ? known[0] : fn.endsWith('Many') ? [{ id }] : { id };
        const got = await functions[fn]?.(...argumentsOf(fn, options));
        const want = known ? known[1] : value;
        expect({ [`${namespace}.${fn}`]: got }).toEqual({ [`${namespace}.${fn}`]: want });
      }
    }
  });
});

const id = 'c0000000-0000-4000-8000-000000000001';

/** What the server answers, and what the function then gives. */
const answers: Readonly<Record<string, readonly [unknown, unknown]>> = {
  findMany: [
    { edges: [], totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null } },
    { records: [], totalCount: 0, hasNextPage: false },
  ],
  count: [{ totalCount: 3 }, 3],
  aggregate: [{ totalCount: 3 }, { totalCount: 3 }],
  groupBy: [[{ groupByDimensionValues: [], totalCount: 3 }], [{ key: {}, totalCount: 3 }]],
  findDuplicates: [[{ edges: [{ node: { id } }] }], [[{ id }]]],
  mergeMany: [{ id }, { id }],
};

const answer = (body: object) => ({
  status: 200,
  headers: { get: () => 'application/json' },
  text: () => Promise.resolve(JSON.stringify(body)),
});

function argumentsOf(name: string, options: object): readonly unknown[] {
  const filter = { id: { eq: id } };
  if (name === 'findDuplicates') return [{ ids: [id], ...options }];
  if (name.startsWith('find')) return [{ filter, ...options }];
  if (name === 'count') return [{ filter }];
  if (name === 'aggregate') return [{ select: { totalCount: true } }];
  if (name === 'groupBy') return [{ groupBy: {} }];
  if (name === 'mergeMany') return [[id, id], options];
  if (name === 'createOne') return [{}, options];
  if (name === 'createMany') return [[{ id }], options];
  if (name === 'updateOne') return [id, {}, options];
  if (name === 'updateMany') return [filter, {}, options];
  return name.endsWith('One') ? [id, options] : [filter, options];
}

/** Compiles one client to JavaScript beside itself. @returns the address of a module of it. */
function load(project: Project, name: string, model: Model): (module: string) => string {
  const files = clientFiles(model, {});
  project.add(
    files.map(({ path }) => ({
      path: path.replace(/\.ts$/, '.js'),
      content: ts.transpileModule(readFileSync(join(project.folder, 'src', name, path), 'utf8'), {
        compilerOptions: {
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          isolatedModules: true,
        },
      }).outputText,
    })),
    `built/${name}`,
  );
  return (module) => pathToFileURL(join(project.folder, 'built', name, `${module}.js`)).href;
}
