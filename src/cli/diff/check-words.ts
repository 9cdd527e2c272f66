import { join } from 'node:path';
import { codeSpan, escapeMarkdown } from '../../diff/markdown.ts';
import { countText } from '../../diff/report.ts';
import type { Context } from '../context.ts';
import type { CheckResultReport, LiveReport } from '../result.ts';
import { checkWords, count } from '../words.ts';
import type { Wording, Words } from '../wording.ts';
import { formatOf, repositoryPath } from './format.ts';
import { annotation, toGithub } from './github.ts';
import { hasDrift } from './live.ts';
import type { Live } from './live.ts';
import { toMarkdown } from './markdown.ts';
import type { Report } from './report.ts';
import { toTerminal } from './terminal.ts';

/** The answers of `check`, each by itself, in the format asked for. The second one is there with --live. */
export function wordCheck(
  result: CheckResultReport,
  live: Live | null,
  context: Context,
  wording: Wording,
): Words {
  const format = formatOf(context);
  if (format === 'markdown') return { out: markdown(result, live, wording), err: '' };
  const first = checkWords(result, wording);
  if (format === 'github') {
    const files = annotateFiles(result, context);
    return live === null
      ? { out: files, err: first.err }
      : {
          out: files + annotateDrift(result, live, wording),
          err: first.err + conclusion(result, live, wording),
        };
  }
  if (live === null) return first;
  const list = toTerminal(reportOf(result, live, wording), wording.out);
  return {
    out: [first.out, list].filter((text) => text !== '').join('\n'),
    err: `${list === '' ? '' : '\n'}${first.err}${conclusion(result, live, wording)}`,
  };
}

function reportOf({ lock }: CheckResultReport, { report }: Live, { path }: Wording): Report {
  return { before: path(lock), after: report.name, changes: report.changes };
}

function conclusion({ lock }: CheckResultReport, { report }: Live, { err, path }: Wording): string {
  const isDrift = hasDrift(report);
  const advice =
    isDrift && report.primary === null ? 'Run `twenty-codegen generate` and commit the result.\n' : '';
  return `${err(isDrift ? 'red' : 'green', verdictOf(report, path(lock)))}\n${advice}`;
}

function markdown(result: CheckResultReport, live: Live | null, wording: Wording): string {
  const { path } = wording;
  const files = filesOf(result);
  const [output, lock] = [path(result.output), path(result.lock)].map((name) => escapeMarkdown(name));
  const first =
    files.length === 0
      ? `${output} is what ${lock} gives.\n`
      : `**${output} is not what ${lock} gives:**\n\n${files.map(([kind, file]) => `- ${kind}: ${codeSpan(file)}\n`).join('')}`;
  if (live === null) return first;
  const verdict = escapeMarkdown(verdictOf(live.report, path(result.lock)));
  const second = hasDrift(live.report) ? `**${verdict}.**\n` : `${verdict}.\n`;
  const report = reportOf(result, live, wording);
  return [first, second, ...(report.changes.length > 0 ? [toMarkdown(report)] : [])].join('\n');
}

function annotateFiles(result: CheckResultReport, context: Context): string {
  return filesOf(result)
    .map(([kind, file]) =>
      annotation({
        level: 'error',
        title: `OUTPUT_${kind.toUpperCase()}`,
        message: `${file} is ${kind}: the output is not what the lock gives.`,
        file: repositoryPath(context, join(result.output, file)),
      }),
    )
    .join('');
}

function annotateDrift(result: CheckResultReport, live: Live, wording: Wording): string {
  const { report, anchors } = live;
  const message = `${verdictOf(report, wording.path(result.lock))}.`;
  const drift = { level: 'error', title: 'LOCK_DRIFT', message, file: anchors.file, line: 1 } as const;
  return (hasDrift(report) ? annotation(drift) : '') + toGithub(reportOf(result, live, wording), anchors);
}

function filesOf({
  stale,
  missing,
  edited,
  extra,
}: CheckResultReport): readonly (readonly [string, string])[] {
  return Object.entries({ stale, missing, edited, extra }).flatMap(([kind, files]) =>
    files.map((file) => [kind, file] as const),
  );
}

/** Whether the lock is what the workspace has, in a sentence without its full stop. */
function verdictOf(live: LiveReport, lock: string): string {
  const { name, primary, isEqual, isRemembered, changes, silenced } = live;
  const quiet = silenced > 0 ? `; ${count(silenced, 'change')} that the config silences` : '';
  if (primary !== null) {
    const fits = hasDrift(live) ? 'does not fit' : 'fits';
    return `the code made for ${primary} ${fits} ${name}${changes.length > 0 ? `: ${countText(changes)}` : ''}${quiet}`;
  }
  if (isEqual) return `${lock} is what ${name} has${isRemembered ? ', unchanged since it was read' : ''}`;
  if (changes.length > 0) return `${lock} is not what ${name} has: ${countText(changes)}${quiet}`;
  if (silenced > 0)
    return `${lock} is what ${name} has, but for ${count(silenced, 'change')} that the config silences`;
  return `${lock} is not what ${name} has: names in the generated code differ`;
}
