import type {
  CheckResultReport,
  DoctorResult,
  DoctorStep,
  FitResult,
  GenerateResult,
  InitResult,
  OneResult,
  PullResult,
  RecordResult,
  ServeResult,
} from './result.ts';
import { printable } from './terminal.ts';
import type { Paint, Style } from './terminal.ts';
import type { Wording, Words } from './wording.ts';

export type { Wording, Words } from './wording.ts';

/** A result in words for a person. */
export function wordResult(result: OneResult, wording: Wording): Words {
  if ('primary' in result) return { out: '', err: fit(result, wording) };
  switch (result.command) {
    case 'init':
      return { out: '', err: init(result, wording) };
    case 'pull':
      return { out: '', err: pull(result, wording) };
    case 'generate':
      return { out: '', err: generate(result, wording) };
    case 'check':
      return result.word?.(wording) ?? checkWords(result, wording);
    case 'diff':
    case 'migrate':
      return result.word(wording);
    case 'doctor':
      return { out: result.steps.map((step) => doctorStep(step, wording.out)).join(''), err: doctor(result) };
    case 'record':
      return { out: '', err: record(result, wording) };
    case 'serve':
      return serve(result, wording);
  }
}

function init(result: InitResult, { err, path }: Wording): string {
  const config = path(result.config);
  const made = result.edits.filter(({ isMade }) => isMade);
  const declined = result.edits.filter(({ isMade }) => !isMade);
  const lines = [
    `Found ${result.found.join(', ')}`,
    ...(result.configCreated || declined.some(({ kind }) => kind === 'config')
      ? []
      : [`${config} is there already: left as it is`]),
    ...made.flatMap((edit) => [
      `${err('green', edit.isNew ? 'wrote' : 'edited')} ${path(edit.path)}`,
      ...patchLines(edit.patch, err),
    ]),
    ...declined.map((edit) => `left ${path(edit.path)} as it is`),
    ...(result.byHand.length > 0 ? ['', 'By hand:', ...result.byHand.map((step) => `  ${step}`)] : []),
    ...(result.next.length > 0 ? ['', 'Next:', ...result.next.map((step) => `  ${step}`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The lines of a patch that are added or taken away, each with its sign. */
function patchLines(patch: string, paint: Paint): readonly string[] {
  return patch
    .split('\n')
    .filter((line) => /^(?:[+](?![+]{2})|-(?!--))/u.test(line))
    .map((line) => `  ${paint(line.startsWith('+') ? 'green' : 'red', printable(line))}`);
}

function pull(result: PullResult, { err, path }: Wording): string {
  const what = `${count(result.objects, 'object')}, ${count(result.fields, 'field')}`;
  const done = result.lockChanged ? err('green', 'written') : 'unchanged';
  return `${path(result.lock)} ${done}: ${what} in ${duration(result.durationMs)}\n`;
}

function generate(result: GenerateResult, { err, path }: Wording): string {
  const { written, unchanged, removed, dryRun } = result;
  const lines = dryRun
    ? [...written.map((file) => `would write ${file}`), ...removed.map((file) => `would remove ${file}`)]
    : [];
  const would = dryRun ? 'would be ' : '';
  const counts = [
    `${written.length} ${would}written`,
    `${unchanged} unchanged`,
    `${removed.length} ${would}removed`,
  ].join(', ');
  const lock = result.lockChanged ? `; ${path(result.lock)} ${would}updated` : '';
  lines.push(
    `${err('green', path(result.output))}: ${count(result.objects, 'object')}; files: ${counts}${lock} (${duration(result.durationMs)})`,
  );
  return `${lines.join('\n')}\n`;
}

function fit({ workspace = '', primary, output, changes, durationMs }: FitResult, wording: Wording): string {
  const { err, path } = wording;
  const breaking = changes.filter((change) => change.class === 'breaking').length;
  const verdict =
    breaking === 0
      ? err('green', `fits ${workspace}`)
      : err('yellow', `does not fit ${workspace}: ${count(breaking, 'breaking difference')}`);
  const rest = changes.length - breaking;
  const others =
    rest === 0 ? '' : `; ${count(rest, 'difference')} that ${rest === 1 ? 'breaks' : 'break'} nothing`;
  return `${path(output)}, made for ${primary}, ${verdict}${others} (${duration(durationMs)})\n`;
}

/** Whether the output is what the lock gives. */
export function checkWords(result: CheckResultReport, { out, err, path }: Wording): Words {
  const groups: readonly (readonly [string, readonly string[]])[] = [
    ['stale', result.stale],
    ['missing', result.missing],
    ['edited', result.edited],
    ['extra', result.extra],
  ];
  const found = groups.filter(([, files]) => files.length > 0);
  const list = found
    .flatMap(([kind, files]) => files.map((file) => `${out('yellow', kind.padEnd(7))} ${file}\n`))
    .join('');
  if (found.length === 0) {
    const summary = `${path(result.output)} is what ${path(result.lock)} gives: ${count(result.unchanged, 'file')}`;
    return { out: '', err: `${err('green', summary)}\n` };
  }
  const counts = found.map(([kind, files]) => `${files.length} ${kind}`).join(', ');
  const advice = ['Run `twenty-codegen generate --offline` and commit the result.'];
  if (result.edited.length > 0)
    advice.push('What was edited by hand is lost then: move it out of the folder first.');
  if (result.extra.length > 0)
    advice.push('Extra files that twenty-codegen did not write have to be moved away by hand.');
  return {
    out: list,
    err: `${err('red', `${path(result.output)} is not what ${path(result.lock)} gives`)}: ${counts}\n${advice.join('\n')}\n`,
  };
}

const marks: Readonly<Record<DoctorStep['status'], readonly [Style, string]>> = {
  ok: ['green', 'ok     '],
  warning: ['yellow', 'warning'],
  failed: ['red', 'failed '],
  skipped: ['dim', 'skipped'],
};

function doctorStep(step: DoctorStep, paint: Paint): string {
  const [style, mark] = marks[step.status];
  const code = step.code === undefined ? '' : ` ${paint('dim', `[${step.code}]`)}`;
  const fix = step.fix === undefined ? '' : `        ${printable(step.fix)}\n`;
  return `${paint(style, mark)} ${paint('bold', step.name)}: ${printable(step.detail)}${code}\n${fix}`;
}

function doctor({ steps }: DoctorResult): string {
  const failed = steps.filter(({ status }) => status === 'failed').length;
  return failed === 0
    ? 'Everything that generate needs works.\n'
    : `${count(failed, 'problem')}. Begin with the first.\n`;
}

function record(result: RecordResult, { err, path }: Wording): string {
  const what = `${count(result.records, 'record')} of ${count(result.objects, 'object')}`;
  const next = `npx twenty-codegen serve --seed ${path(result.file)}`;
  return `${err('green', 'wrote')} ${path(result.file)}: ${what}, with made-up values\n\n  ${next}\n`;
}

function serve(result: ServeResult, { out, err }: Wording): Words {
  return {
    out: `${out('bold', result.url)} serves ${result.source}: ${count(result.objects, 'object')}, simulated in memory\n`,
    err: `\n  export TWENTY_API_URL=${result.url} TWENTY_API_KEY=${result.apiKey}\n\n${err('dim', 'Ctrl-C stops it.')}\n`,
  };
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
