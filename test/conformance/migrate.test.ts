import { describe, expect, it } from 'vitest';
import { diffModels } from '../../src/diff/diff.ts';
import { renamedIds, repin } from '../../src/model/repin.ts';
import { findImpact } from '../../src/refactor/impact.ts';
import { planMigration } from '../../src/refactor/migrate.ts';
import { programOf, renamedThroughout } from '../refactor/every-name.ts';
import { userProject } from '../refactor/project.ts';
import { recordedModel, recordingsFolder } from '../simulate/recorded.ts';

const folder = recordingsFolder();
if (folder === undefined) console.warn('No recordings: no program of theirs is migrated.');

describe.skipIf(folder === undefined)('a program that uses every name of the recorded workspace', () => {
  it('is found at every place, and carried to other names of every field and option', async () => {
    const before = await recordedModel(folder ?? '');
    const later = renamedThroughout(before);
    const after = repin(later, renamedIds(before, later));
    const project = userProject({});
    const program = programOf(project, before);
    project.write('src/app.ts', program);
    const changes = diffModels(before, later);
    const found = findImpact({ ...project, changes, before });
    const unused = found.filter(({ code, places = [] }) => code === 'FIELD_RENAMED' && places.length === 0);
    expect(unused.map(({ message }) => message)).toEqual([]);
    const { files, problems } = planMigration({ ...project, before, after, successors: [] });
    expect(problems).toEqual([]);
    expect(wordsOf(files[0]?.after ?? '')).toEqual(wordsOf(programOf(project, after)));
  }, 120_000);
});

/** The generated code sorts fields by name, so that they come in another order under other names. */
function wordsOf(program: string): readonly (readonly string[])[] {
  return program.split('\n').map((line) => (line.match(/\w+/gu) ?? []).toSorted());
}
