import { join } from 'node:path';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { renamedIds, repin } from '../../src/model/repin.ts';
import { planMigration } from '../../src/refactor/migrate.ts';
import { overlayOf } from '../../src/refactor/overlay.ts';
import { openProject } from '../../src/refactor/project.ts';
import { fixtureModel } from '../golden/workspaces.ts';
import { programOf, renamedThroughout } from './every-name.ts';
import { userProject } from './project.ts';

describe.each(['demo', 'odd', 'legacy'] as const)(
  'a program that uses every name of the %s workspace',
  (name) => {
    it('compiles, and does so still when every field and option has another name', async () => {
      const before = await fixtureModel(name);
      const later = renamedThroughout(before);
      const after = repin(later, renamedIds(before, later));
      const project = userProject();
      const program = programOf(project, before);
      const app = join('src', 'app.ts');
      for (const file of [
        'fields.ts',
        'objects.ts',
        'picklists.ts',
        'reexport.ts',
        'relations.ts',
        'script.js',
        'view.tsx',
      ])
        project.write(join('src', file), '');
      project.write(app, program);
      const overlay = overlayOf(project.output, project.generate(before));
      const { programs } = openProject({ ...project, overlay });
      const errors = programs
        .flatMap((one) => one.getSemanticDiagnostics())
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
      expect(errors).toEqual([]);
      const { files, problems } = planMigration({ ...project, before, after, successors: [] });
      expect(problems).toEqual([]);
      expect(files.map(({ file }) => file)).toEqual(['src/app.ts']);
      // It is the program that one would have written for the new names.
      expect(files[0]?.after).toBe(programOf(project, after));
    });
  },
);
