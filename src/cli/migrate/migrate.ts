import type { Settings } from '../../config/settings.ts';
import type { Change } from '../../diff/types.ts';
import type { GeneratedFile } from '../../emit/types.ts';
import type { ChangeCode } from '../../diff/rules.ts';
import { CodegenError } from '../../errors.ts';
import type { Warning } from '../../errors.ts';
import { writeLock } from '../../lock/file.ts';
import { serializeLock } from '../../lock/serialize.ts';
import { readLockText } from '../../lock/text.ts';
import { renamedIds, repin } from '../../model/repin.ts';
import type { Model } from '../../model/types.ts';
import { planMigration } from '../../refactor/migrate.ts';
import type { MigratedFile, Migration } from '../../refactor/migrate.ts';
import { flagOf, listOf } from '../arguments.ts';
import { describeChanges } from '../changes.ts';
import type { Context } from '../context.ts';
import { projectOptions } from '../impact.ts';
import { gitSide, lockSide } from '../diff/sides.ts';
import type { Side } from '../diff/sides.ts';
import { generateFiles } from '../../generate/files.ts';
import { fingerprint } from '../../generate/fingerprint.ts';
import { remember, writeGenerated } from '../../generate/generation.ts';
import type { MigrateResult } from '../result.ts';
import { painter } from '../terminal.ts';
import type { Paint } from '../terminal.ts';
import { pullModel } from '../../generate/workspace.ts';
import type { PulledModel } from '../../generate/workspace.ts';
import { applyFiles } from './apply.ts';
import { readSuccessors } from './successors.ts';
import { planText, wordMigration } from './words.ts';
import { requireCleanTree } from './work-tree.ts';

/** Changes that are carried through code. */
const carried: ReadonlySet<ChangeCode> = new Set<ChangeCode>([
  'OBJECT_RENAMED',
  'OBJECT_PLURAL_RENAMED',
  'FIELD_RENAMED',
  'RELATION_JOIN_COLUMN_CHANGED',
  'OPTION_RENAMED',
  'MORPH_RENAMED',
]);

/** What the code is written for, and what it is carried to. */
interface Step {
  /** The lock that the code is written for, in words. */
  readonly from: string;
  readonly before: Model;
  readonly after: Model;
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  /** Where the workspace was asked. */
  readonly pulled: PulledModel | null;
}

/**
 * Carries renames through the user's code, then generates. All that can be refused is, before the first file is written;
 * what was written is taken back where a later step fails.
 */
export async function migrate(
  context: Context,
  settings: Settings,
  since: string | undefined,
): Promise<MigrateResult> {
  const { args, cwd, reporter } = context;
  const dryRun = flagOf(args, 'dry-run');
  const step =
    since === undefined ? await fromLock(context, settings) : await fromPast(context, settings, since);
  const given = listOf(args, 'successor') ?? [];
  const successors = readSuccessors(given, step.before, step.after);
  const changes = step.changes.filter(({ code }) => carried.has(code));
  const isIdle = changes.length + successors.length === 0;
  reporter.progress('Looking through your code');
  const generated = isIdle ? [] : generateFiles(step.after, settings);
  const migration: Migration = isIdle
    ? { files: [], byHand: [], problems: [] }
    : planMigration({
        ...step,
        successors,
        ...projectOptions(context, settings),
        generate: (model) => (model === step.after ? generated : generateFiles(model, settings)),
      });
  const plan = { changes, successors: given, byHand: migration.byHand, problems: migration.problems };
  const warnings = [...step.warnings];
  let isShown = false;
  if (!dryRun && !isIdle) {
    if (!flagOf(args, 'allow-dirty')) {
      const files = migration.files.map(({ path }) => path);
      warnings.push(...(await requireCleanTree(cwd, files, [settings.output, settings.lock])));
    }
    isShown = await confirm(context, (paint) => planText(plan, migration.files, paint));
  }
  const {
    written,
    removed,
    warnings: more,
  } = isIdle
    ? { written: [], removed: [], warnings: [] }
    : await write(context, settings, step, migration.files, generated, dryRun);
  const result = {
    command: 'migrate',
    exitCode: migration.problems.length > 0 ? 1 : 0,
    dryRun,
    output: settings.output,
    lock: settings.lock,
    from: step.from,
    ...plan,
    files: migration.files.map(({ file, places }) => ({ file, places })),
    written,
    removed,
    warnings: [...warnings, ...more],
  } as const;
  return { ...result, word: (wording) => wordMigration(result, migration.files, wording, isShown) };
}

/**
 * From the lock to the workspace, where what was renamed is renamed in the generated code, too. Where the lock was brought
 * up to the workspace already (by `generate`, by a watch), the code is written for the lock as it was committed.
 */
async function fromLock(context: Context, settings: Settings): Promise<Step> {
  const lock = lockSide(context, settings.lock);
  const pulled = await pullModel(context, settings);
  const committed = pulled.lockChanged ? null : await committedSide(context, settings);
  const { name: from, model: before } = committed ?? lock;
  const { model, deactivated, warnings } = pulled;
  const changes = describeChanges(before, model, settings, { deactivated });
  return { from, before, after: repin(model, renamedIds(before, model)), changes, warnings, pulled };
}

/** Null where there is no git, or no lock in its last commit. */
async function committedSide(context: Context, settings: Settings): Promise<Side | null> {
  try {
    return await gitSide(context, 'HEAD', settings.lock);
  } catch (error) {
    if (error instanceof CodegenError && error.code.startsWith('GIT_')) return null;
    throw error;
  }
}

/** From the lock as it was to the lock as it is, whose names are pinned already. */
async function fromPast(context: Context, settings: Settings, since: string): Promise<Step> {
  const before = await gitSide(context, since, settings.lock);
  const { model: after } = lockSide(context, settings.lock);
  const changes = describeChanges(before.model, after, settings);
  return { from: before.name, before: before.model, after, changes, warnings: [], pulled: null };
}

/** Where a person can answer: shows the plan and asks. Whether it was shown. */
async function confirm({ args, reporter }: Context, plan: (paint: Paint) => string): Promise<boolean> {
  const { terminal, json } = reporter.options;
  if (flagOf(args, 'yes') || json || !terminal.isInteractive || !process.stdin.isTTY) return false;
  reporter.clear();
  terminal.err(plan(painter(terminal.colour.err)));
  const { confirm: ask } = await import('@clack/prompts');
  if ((await ask({ message: 'Write this?', output: process.stderr })) !== true)
    throw new CodegenError('ABORTED', 'Nothing was written.');
  return true;
}

async function write(
  context: Context,
  settings: Settings,
  { after, pulled }: Step,
  files: readonly MigratedFile[],
  generated: readonly GeneratedFile[],
  dryRun: boolean,
): Promise<Pick<MigrateResult, 'written' | 'removed' | 'warnings'>> {
  const lockText = pulled === null ? readLockText(settings.lock) : serializeLock(after);
  const applied = dryRun ? null : applyFiles(files);
  try {
    const inputs = await fingerprint(settings, lockText, context.version);
    const output = await writeGenerated(context, settings, { files: generated, inputs }, { dryRun });
    if (pulled !== null && !dryRun) {
      writeLock(settings.lock, after);
      await remember(context, settings, { lockText, state: pulled.state });
    }
    return output;
  } catch (error) {
    applied?.undo();
    throw error;
  }
}
