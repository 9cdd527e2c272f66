import { relative, resolve, sep } from 'node:path';
import type { Change } from '../../diff/types.ts';
import type { Context } from '../context.ts';
import { textOf } from '../arguments.ts';
import type { Wording, Words } from '../wording.ts';
import { toGithub } from './github.ts';
import type { Anchors } from './github.ts';
import { lockLines } from './lock-lines.ts';
import { toMarkdown } from './markdown.ts';
import type { Report } from './report.ts';
import type { Side } from './sides.ts';
import { summary, toTerminal } from './terminal.ts';

export type Format = 'terminal' | 'markdown' | 'github';

/** The format asked for; JSON is not worded. */
export function formatOf({ args }: Pick<Context, 'args'>): Format {
  const given = textOf(args, 'format');
  return given === 'markdown' || given === 'github' ? given : 'terminal';
}

/** A report in the format asked for. */
export function wordReport(
  report: Report,
  format: Format,
  anchors: Anchors,
  { out, err }: Pick<Wording, 'out' | 'err'>,
): Words {
  const last = summary(report, err);
  if (format === 'markdown') return { out: toMarkdown(report), err: '' };
  if (format === 'github') return { out: toGithub(report, anchors), err: last };
  return { out: toTerminal(report, out), err: `${report.changes.length > 0 ? '\n' : ''}${last}` };
}

/**
 * Where annotations go: to the lock that is on disk, and to the places in the user's project.
 * @param projectFolder what the places' files are relative to
 */
export function anchorsOf(
  context: Pick<Context, 'cwd' | 'env'>,
  before: Side,
  after: Side,
  projectFolder = context.cwd,
): Anchors {
  const placeFile = (file: string): string => repositoryPath(context, resolve(projectFolder, file));
  const side = [after, before].find(({ file }) => file !== undefined);
  if (side?.file === undefined) return { lineOf: () => 1, placeFile };
  let find: ((change: Change) => number) | undefined;
  return {
    file: repositoryPath(context, side.file),
    lineOf: (change) => (find ??= lockLines(side.text ?? '', before.model, after.model))(change),
    placeFile,
  };
}

/** As GitHub wants it: relative to the root of the checkout. */
export function repositoryPath({ cwd, env }: Pick<Context, 'cwd' | 'env'>, path: string): string {
  const root = env['GITHUB_WORKSPACE'] || cwd;
  const short = relative(root, path);
  return (short.startsWith('..') ? path : short).replaceAll(sep, '/');
}
