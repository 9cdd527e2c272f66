import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../src/model/types.ts';
import { createProject, resolutionOptions, strictOptions } from './compiler.ts';
import { cells, folderOf } from './matrix.ts';
import { anyProbe, blindProbe } from './probe.ts';
import { clientFiles, fixtureModel, fixtureNames } from './workspaces.ts';

const project = createProject();
afterAll(() => project.remove());

const models = new Map<string, Model>();
beforeAll(async () => {
  for (const name of fixtureNames) {
    const model = await fixtureModel(name);
    models.set(name, model);
    for (const { context } of cells) {
      project.add(clientFiles(model, context), `${folderOf(context)}/${name}`);
    }
    project.add([...clientFiles(model), anyProbe(model)], `probe/${name}`);
  }
});

describe.concurrent('the generated clients compile', { timeout: 120_000 }, () => {
  it.each(cells)('on TypeScript $version, $name', async ({ version, context, options }) => {
    const { exitCode, output } = await project.compile(version, [folderOf(context)], options);
    expect(output).toBe('');
    expect(exitCode).toBe(0);
  });
});

describe('the generated clients hold no any', { timeout: 120_000 }, () => {
  it.each(fixtureNames)('in the text of %s, nor a comment that silences the compiler', (name) => {
    for (const { path, content } of clientFiles(models.get(name) as Model)) {
      expect(anyKeywords(path, content)).toEqual([]);
      expect(content).not.toMatch(/@ts-(?:nocheck|ignore|expect-error)/);
    }
  });

  it('in what the compiler makes of their types', async () => {
    const options = { ...strictOptions, ...resolutionOptions('nodenext'), isolatedDeclarations: false };
    expect(await project.compile('5.9', ['probe/*/probe.ts'], options)).toEqual({ exitCode: 0, output: '' });
  });

  it('which a probe asserts that sees any where it is', async () => {
    project.add([blindProbe], 'probe/demo');
    const options = { ...strictOptions, ...resolutionOptions('nodenext'), isolatedDeclarations: false };
    const { output } = await project.compile('5.9', ['probe/demo/blind.ts'], options);
    const first = blindProbe.content.split('\n').indexOf('none<Anys<any>>();') + 1;
    const lines = [...output.matchAll(/blind\.ts\((\d+),/g)].map((match) => Number(match[1]) - first);
    expect(lines).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

function anyKeywords(path: string, content: string): string[] {
  const file = ts.createSourceFile(path, content, ts.ScriptTarget.ES2022);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${path}:${node.pos}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
