import { primariesOf } from '../../config/workspaces.ts';
import { connectionArgs, globalArgs, outputArgs, textOf, workspaceArgs } from '../arguments.ts';
import type { Command } from '../arguments.ts';
import { readChosenSettings } from '../context.ts';
import type { Runner } from '../context.ts';
import { impactArgs } from '../impact.ts';
import { inEach } from '../several.ts';
import { outputFlags } from './generate.ts';
import { selectionArgs } from './pull.ts';

export const command: Command = {
  meta: {
    name: 'migrate',
    description:
      'Carry what was renamed in the CRM (objects, fields, options) through your TypeScript, then generate. Shows the plan first; refuses where git has uncommitted changes',
  },
  args: {
    'dry-run': { type: 'boolean', description: 'Print the patch, and write nothing' },
    yes: { type: 'boolean', alias: 'y', description: 'Do not ask before writing' },
    'allow-dirty': { type: 'boolean', description: 'Also where git has uncommitted changes' },
    successor: {
      type: 'string',
      valueHint: 'object.field=field',
      description: 'A field that takes the place of one that was removed: person.city=town',
    },
    since: {
      type: 'string',
      valueHint: 'revision',
      description:
        'Your code is written for the lock as it was at a git revision, and goes to the lock as it is: no workspace is asked',
    },
    tsconfig: impactArgs.tsconfig,
    ...outputArgs,
    ...selectionArgs,
    ...workspaceArgs,
    ...connectionArgs,
    ...globalArgs,
  },
};

export const run: Runner = async (context) => {
  const { args } = context;
  const { chosen, all } = await readChosenSettings(context, outputFlags(args));
  const { migrate } = await import('../migrate/migrate.ts');
  return inEach('migrate', primariesOf(chosen, all), (settings) =>
    migrate(context, settings, textOf(args, 'since')),
  );
};
