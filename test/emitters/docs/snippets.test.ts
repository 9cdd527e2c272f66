import { afterAll, describe, expect, it } from 'vitest';
import { snippetsOf } from '../../../src/emitters/docs/page/snippets.ts';
import type { EmitContext } from '../../../src/emit/types.ts';
import type { Model } from '../../../src/model/types.ts';
import { createProject, resolutionOptions, strictOptions } from '../../golden/compiler.ts';
import { clientFiles, fixtureModel, fixtureNames } from '../../golden/workspaces.ts';
import { pageOf } from './models.ts';

const project = createProject();
afterAll(() => project.remove());

const styles: readonly Partial<EmitContext>[] = [{ enums: 'const' }, { enums: 'union' }, { enums: 'enum' }];
const cells = fixtureNames.flatMap((name) => styles.map((style) => ({ name, style, enums: style.enums })));

/** One module for each object, as a reader would paste its code. */
function paste(model: Model, style: Partial<EmitContext>, folder: string): number {
  const page = pageOf(model, style);
  project.add(clientFiles(model, style), `${folder}/twenty`);
  let count = 0;
  for (const item of page.objects) {
    const { setup, snippets } = snippetsOf(page, item);
    count += snippets.length;
    const code = snippets.map((snippet) => `{\n${snippet.code}\n}`).join('\n');
    project.add([{ path: `${item.slug}.pasted.ts`, content: `${setup}\n${code}\n` }], folder);
  }
  return count;
}

describe('the code that a page shows', () => {
  it.each(cells)('compiles as it is in the $name workspace, with picklists as $enums', async (cell) => {
    const folder = `${cell.name}-${cell.enums}`;
    expect(paste(await fixtureModel(cell.name), cell.style, folder)).toBeGreaterThan(50);
    const { exitCode, output } = await project.compile('7', [`${folder}/*.ts`], {
      ...strictOptions,
      ...resolutionOptions('nodenext'),
      declaration: false,
      isolatedDeclarations: false,
      // Whoever pastes code uses what it reads.
      noUnusedLocals: false,
      erasableSyntaxOnly: cell.enums !== 'enum',
    });
    expect(output).toBe('');
    expect(exitCode).toBe(0);
  });

  it('has some for every function that an object has', async () => {
    for (const name of fixtureNames) {
      const page = pageOf(await fixtureModel(name));
      for (const item of page.objects)
        expect(snippetsOf(page, item).snippets.map((snippet) => snippet.name)).toEqual(item.functions);
    }
  });

  it('asks for fields, options and relations of that very object', async () => {
    const page = pageOf(await fixtureModel('demo'));
    const item = page.byName.get('opportunity');
    if (!item) throw new Error('no opportunity');
    const { setup, snippets } = snippetsOf(page, item);
    const codeOf = (name: string) => snippets.find((snippet) => snippet.name === name)?.code;
    expect(setup).toBe(
      "import { createClient, OpportunityStage, micros, opportunities } from './twenty/index.js';\n\nconst client = createClient();\n",
    );
    expect(codeOf('findMany')).toContain('stage: { in: [OpportunityStage.NEW, OpportunityStage.SCREENING] }');
    expect(codeOf('findMany')).toContain('company: { id: true, name: true }');
    expect(codeOf('groupBy')).toContain('groupBy: { stage: true }');
    expect(codeOf('updateOne')).toContain('stage: OpportunityStage.SCREENING');
    expect(codeOf('createOne')).toContain("amount: { amountMicros: micros(1250.5), currencyCode: 'EUR' }");
  });

  it('writes no value of a type that the config gives, of which it knows none', async () => {
    const mapping = { type: 'Date', parse: '(text) => new Date(text)', serialize: '(value) => `${value}`' };
    const page = pageOf(await fixtureModel('demo'), { types: { DATE: mapping, DATE_TIME: mapping } });
    const item = page.byName.get('subscription');
    if (!item) throw new Error('no subscription');
    const { snippets } = snippetsOf(page, item);
    expect(snippets.map(({ code }) => code).join('\n')).not.toContain('2026');
    expect(snippets.find(({ name }) => name === 'createOne')?.code).toContain(
      'startsOn: null! /* of your own type */',
    );
  });
});
