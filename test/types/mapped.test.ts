import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TypeMappings } from '../../src/emit/types.ts';
import { createProject, resolutionOptions, strictOptions } from '../golden/compiler.ts';
import type { Version } from '../golden/compiler.ts';
import { clientFiles, fixtureModel } from '../golden/workspaces.ts';
import { compare, compilerErrors, expectations } from './expectations.ts';

const types: TypeMappings = {
  DATE_TIME: {
    type: 'Temporal.Instant',
    import: "import { Temporal } from '../temporal.js'",
    parse: 'Temporal.Instant.from',
    serialize: '(value) => value.toString()',
  },
  DATE: {
    type: 'Temporal.PlainDate',
    import: "import { Temporal } from '../temporal.js';",
    parse: 'Temporal.PlainDate.from',
    serialize: '(value) => value.toString()',
  },
  RAW_JSON: {
    'subscription.usage': { type: 'Usage', import: "import type { Usage } from '../usage.js'" },
  },
};

/** Classes of private state, as Temporal's are: nothing else is taken for one. */
const classes = ['Instant', 'PlainDate']
  .map(
    (name) => `export class ${name} {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  static from(text: string): ${name} {
    return new ${name}(text);
  }
  toString(): string {
    return this.#text;
  }
}
`,
  )
  .join('');

const program = `
import { createClient, opportunities, people, subscriptions, tasks } from './twenty/index.js';
import type { Person, Subscription, TaskCreateInput } from './twenty/index.js';
import { createTwenty } from './twenty/twenty.js';
import { exactly } from './equal.js';
import { Temporal } from './temporal.js';
import type { Usage } from './usage.js';

const client = createClient();
const at = Temporal.Instant.from('2026-01-01T00:00:00Z');
const day = Temporal.PlainDate.from('2026-01-01');

export async function accepted(): Promise<void> {
  exactly<Temporal.Instant>()({} as Person['createdAt']);
  exactly<Temporal.Instant | null>()({} as Person['deletedAt']);
  exactly<Temporal.PlainDate | null>()({} as Person['birthday']);
  exactly<Temporal.PlainDate>()({} as Subscription['startsOn']);
  exactly<Usage | null>()({} as Subscription['usage']);
  const { records } = await people.findMany(client, {
    filter: { createdAt: { gte: at, in: [at] }, birthday: { lt: day }, company: { createdAt: { is: 'NULL' } } },
    select: {
      birthday: true,
      company: { createdAt: true },
      noteTargets: { filter: { createdAt: { gt: at } }, select: { createdAt: true } },
    },
  });
  exactly<Temporal.PlainDate | null | undefined>()(records[0]?.birthday);
  exactly<Temporal.Instant | undefined>()(records[0]?.company?.createdAt);
  exactly<Temporal.Instant | undefined>()(records[0]?.noteTargets.records[0]?.createdAt);
  exactly<Subscription>()(
    await subscriptions.createOne(client, { startsOn: day, renewsOn: null, usage: { seats: 3 } }),
  );
  const data: TaskCreateInput = { dueAt: at, createdAt: at };
  exactly<{ dueAt: Temporal.Instant | null }>()(
    await tasks.createOne(client, data, { select: { dueAt: true } }),
  );
  exactly<{ minCloseDate: Temporal.Instant | null; countUniqueValuesCloseDate: number | null }>()(
    await opportunities.aggregate(client, { select: { minCloseDate: true, countUniqueValuesCloseDate: true } }),
  );
  const [group] = await createTwenty().subscriptions.groupBy({
    groupBy: { startsOn: true, renewsOn: { granularity: 'MONTH' } },
    select: { maxRenewsOn: true },
  });
  exactly<Temporal.PlainDate | null | undefined>()(group?.key.startsOn);
  exactly<string | null | undefined>()(group?.key.renewsOn);
  const [exact] = await subscriptions.groupBy(client, { groupBy: { renewsOn: { granularity: 'NONE' } } });
  exactly<Temporal.PlainDate | null | undefined>()(exact?.key.renewsOn);
  exactly<Temporal.PlainDate | null | undefined>()(group?.maxRenewsOn);
}

export async function refused(): Promise<void> {
  await tasks.createOne(client, {
    dueAt: '2026-01-01T00:00:00Z', // error: 'string' is not assignable to type 'Instant'
  });
  await tasks.updateOne(client, 'x', {
    dueAt: day, // error: 'PlainDate' is not assignable to type 'Instant'
  });
  await subscriptions.createOne(client, { startsOn: at }); // error: 'Instant' is not assignable to type 'PlainDate'
  await subscriptions.createOne(client, {
    startsOn: day,
    usage: { seats: 'three' }, // error: 'string' is not assignable to type 'number'
  });
  await people.findMany(client, {
    filter: { createdAt: { gte: '2026-01-01' } }, // error: 'string' is not assignable to type 'Instant'
  });
  await people.updateMany(
    client,
    { birthday: { in: ['2026-01-01'] } }, // error: 'string' is not assignable to type 'PlainDate'
    {},
  );
  const task = await tasks.findOneOrThrow(client, { id: 'x' });
  task.dueAt.toString(); // error: possibly 'null'
  const { records } = await people.findMany(client, { select: { createdAt: true } });
  records[0]?.createdAt.slice(0, 10); // error: 'slice' does not exist on type 'Instant'
}
`;

const usage = `export interface Usage {
  readonly seats: number;
}
`;

const project = createProject();
afterAll(() => project.remove());

beforeAll(async () => {
  project.add(clientFiles(await fixtureModel('demo'), { types }), 'src/twenty');
  project.add(
    [
      { path: 'temporal.ts', content: "export * as Temporal from './classes.js';\n" },
      { path: 'classes.ts', content: classes },
      { path: 'usage.ts', content: usage },
      { path: 'equal.ts', content: readFileSync(join(import.meta.dirname, 'equal.ts'), 'utf8') },
      { path: 'program.ts', content: program },
    ],
    'src',
  );
});

describe.concurrent('what a user writes with types of values mapped', { timeout: 120_000 }, () => {
  it.each(['5.9', '7'] satisfies Version[])(
    'is accepted, or refused at the very line, on TypeScript %s',
    async (version) => {
      const options = { ...strictOptions, ...resolutionOptions('nodenext') };
      const { output } = await project.compile(version, ['src'], options);
      const result = compare(expectations('src/program.ts', program), compilerErrors(output));
      expect(result.expected).toHaveLength(8);
      expect(result.actual).toEqual(result.expected);
    },
  );
});
