import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { renamedIds, repin } from '../../src/model/repin.ts';
import type { Model } from '../../src/model/types.ts';
import { type Migration, planMigration } from '../../src/refactor/migrate.ts';
import type { Successor } from '../../src/refactor/renames.ts';
import { changeField, changeObject, renameField, renameObject, renameOption } from './changed.ts';
import { demoModel, type TestProject, userProject } from './project.ts';

const before = demoModel();

function plan(
  project: TestProject,
  later: Model,
  successors: readonly Successor[] = [],
  from = before,
): Migration {
  const after = repin(later, renamedIds(from, later));
  return planMigration({ ...project, before: from, after, successors });
}

/** Everything at once: fields, a relation, an option, an object with its relations. */
const later = [
  (model: Model) => renameField(model, 'person', 'city', 'town'),
  (model: Model) => renameField(model, 'person', 'company', 'employer'),
  (model: Model) => renameField(model, 'opportunity', 'stage', 'phase'),
  (model: Model) => renameOption(model, 'opportunity', 'phase', 'MEETING', 'TALK'),
  (model: Model) => renameObject(model, 'subscription', 'plan', 'plans'),
].reduce((model, change) => change(model), before);

describe('a migration of the whole project', () => {
  let project: TestProject;
  let migration: Migration;
  beforeAll(() => {
    project = userProject();
    migration = plan(project, later);
  });

  it('leaves a project that compiles', () => {
    expect(migration.problems).toEqual([]);
  });

  it('lists what only a person can judge', () => {
    const own = 'its own type has a key city, which has another name now';
    const text = (name: string): string => `a string that reads like the name ${name}`;
    expect(migration.byHand.map(({ file, text: line, reason }) => [file, line, reason])).toEqual([
      ['src/fields.ts', 'await people.createMany(client, /*city*/ rows);', own],
      ['src/fields.ts', "await people.createOne(client, /*city*/ { ...row, jobTitle: 'x' });", own],
      ['src/fields.ts', "console.log(address.city, 'city', { city: 1 }.city);", text('city')],
      ['src/picklists.ts', "type Kind = 'MEETING' | 'CALL';", text('MEETING')],
      ['src/picklists.ts', "const kind: Kind = 'MEETING';", text('MEETING')],
      ['src/picklists.ts', "console.log(kind, 'MEETING');", text('MEETING')],
    ]);
  });

  it('changes names, and nothing else', () => {
    const words = (text: string): readonly string[] => text.match(/\w+|[^\w\s]/gu) ?? [];
    for (const { before: old, after } of migration.files) {
      expect(after.split('\n').length).toBe(old.split('\n').length);
      const known = new Set(words(old));
      const added = new Set(words(after).filter((word) => !known.has(word)));
      for (const word of added)
        expect(word).toMatch(
          /^(?:town|employer(?:Id)?|phase|TALK|OpportunityPhase|opportunityPhaseOptions|plans?|Plan|targetPlan|\w+Town|as|:)$/u,
        );
    }
  });

  it.each(['typescript', 'typescript-6', 'typescript-7'])('is what %s compiles, too', (name) => {
    const copy = userProject();
    for (const { file, after } of migration.files) copy.write(file, after);
    const after = repin(later, renamedIds(before, later));
    for (const { path, content } of copy.generate(after)) copy.write(`src/twenty/${path}`, content);
    const bin = join(import.meta.dirname, '../../node_modules', name, 'bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [bin, '-p', copy.folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('can be taken back by the renames taken back', () => {
    const copy = userProject();
    for (const { file, after } of migration.files) copy.write(file, after);
    const renamed = repin(later, renamedIds(before, later));
    const back = plan(copy, { ...before, objects: pinnedAs(before, renamed) }, [], renamed);
    expect(back.problems).toEqual([]);
    for (const { file, after } of back.files) copy.write(file, after);
    const again = plan(copy, later);
    for (const { file, after } of again.files) copy.write(file, after);
    for (const { file, after } of migration.files) expect(copy.read(file)).toBe(after);
  });
});

/** A model's objects with the names that another model's lock has pinned. */
function pinnedAs(model: Model, pinned: Model): Model['objects'] {
  const names = new Map(pinned.objects.map((object) => [object.id, object.names]));
  return model.objects.map((object) => ({ ...object, names: names.get(object.id) ?? object.names }));
}

describe('a rename', () => {
  const migrated = (text: string, to: Model, successors: readonly Successor[] = []): string => {
    const project = userProject({ 'src/a.ts': text });
    const { files, problems } = plan(project, to, successors);
    expect(problems).toEqual([]);
    return files[0]?.after ?? text;
  };
  const town = renameField(before, 'person', 'city', 'town');
  const plans = renameObject(before, 'subscription', 'plan', 'plans');

  it('keeps the names of variables', () => {
    expect(
      migrated(
        "import type { Person } from './twenty/index.js';\nexport const f = ({ city = '', ...rest }: Person) => [city, rest];\nexport const g = (city: string): Partial<Person> => ({ city });\n",
        town,
      ),
    ).toBe(
      "import type { Person } from './twenty/index.js';\nexport const f = ({ town: city = '', ...rest }: Person) => [city, rest];\nexport const g = (city: string): Partial<Person> => ({ town: city });\n",
    );
  });

  it('keeps an import’s old name where the new one is taken', () => {
    expect(
      migrated(
        "import { createClient, subscriptions } from './twenty/index.js';\nconst plans = ['a'];\nawait subscriptions.findMany(createClient(), { filter: { id: { in: plans } } });\n",
        plans,
      ),
    ).toBe(
      "import { createClient, plans as subscriptions } from './twenty/index.js';\nconst plans = ['a'];\nawait subscriptions.findMany(createClient(), { filter: { id: { in: plans } } });\n",
    );
  });

  it('keeps line ends, and what is not of the project', () => {
    expect(
      migrated(
        "import { people } from './twenty/index.js';\r\n// city\r\nexport const a = [people.fields.city, 'city'];\r\n",
        town,
      ),
    ).toBe(
      "import { people } from './twenty/index.js';\r\n// city\r\nexport const a = [people.fields.town, 'city'];\r\n",
    );
  });

  it('moves the path of an object’s module', () => {
    expect(
      migrated(
        "import * as subscriptions from './twenty/objects/subscription.js';\nexport type S = import('./twenty/objects/subscription.js').Subscription;\nexport const a = subscriptions.fields;\n",
        plans,
      ),
    ).toBe(
      "import * as plans from './twenty/objects/plan.js';\nexport type S = import('./twenty/objects/plan.js').Plan;\nexport const a = plans.fields;\n",
    );
  });

  it('goes to the successor that was named for a removed field', () => {
    const gone = changeField(before, 'person', 'city', () => null);
    const text = "import { people } from './twenty/index.js';\nexport const a = people.fields.city;\n";
    expect(migrated(text, gone, [{ object: 'person', field: 'city', successor: 'jobTitle' }])).toBe(
      "import { people } from './twenty/index.js';\nexport const a = people.fields.jobTitle;\n",
    );
  });

  it('leaves a key that is known only when the program runs to a person', () => {
    const project = userProject({
      'src/a.ts':
        "import type { Person } from './twenty/index.js';\nexport const read = (person: Person, key: 'city' | 'jobTitle') => person[key];\n",
    });
    const { byHand, problems } = plan(project, town);
    expect(byHand.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'a string that reads like the name city'],
      [2, 'a key known at run time only, which may be city'],
    ]);
    expect(problems.map(({ line }) => line)).toEqual([2]);
  });

  it('is told from a removal: what no longer compiles is listed', () => {
    const project = userProject({
      'src/a.ts': "import { people } from './twenty/index.js';\nexport const a = people.fields.city;\n",
    });
    const { files, problems } = plan(
      project,
      changeField(before, 'person', 'city', () => null),
    );
    expect(files).toEqual([]);
    expect(problems).toEqual([
      {
        file: 'src/a.ts',
        line: 2,
        column: 32,
        text: 'export const a = people.fields.city;',
        message: expect.stringContaining("TS2339: Property 'city' does not exist"),
      },
    ]);
  });

  it('does not take errors that were there before for its own', () => {
    const project = userProject({ 'src/a.ts': "export const a: number = 'x';\n" });
    expect(plan(project, town)).toEqual({ files: [], byHand: [], problems: [] });
  });

  it('reads the code for which the client was generated, whatever lies in the folder', () => {
    const project = userProject({
      'src/a.ts': "import { people } from './twenty/index.js';\nexport const a = people.fields.city;\n",
    });
    // As after a pull of a colleague's commit: the client is new already.
    for (const { path, content } of project.generate(town)) {
      const file = join(project.output, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    expect(plan(project, town).files.map(({ after }) => after)).toEqual([
      "import { people } from './twenty/index.js';\nexport const a = people.fields.town;\n",
    ]);
    rmSync(project.output, { recursive: true });
  });

  it('of a removed object leaves its uses as problems', () => {
    const project = userProject({
      'src/a.ts':
        "import { subscriptions } from './twenty/index.js';\nexport const a = subscriptions.fields;\n",
    });
    const { problems } = plan(
      project,
      changeObject(before, 'subscription', () => null),
    );
    expect(problems.map(({ line }) => line)).toEqual([1]);
  });
});
