import { oneLine } from '../../diff/text.ts';
import type { Change, ChangeClass } from '../../diff/types.ts';
import type { Report } from './report.ts';

const levels: Readonly<Record<ChangeClass, Level>> = { breaking: 'error', risky: 'warning', safe: 'notice' };

type Level = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  /** Relative to the repository's root, with forward slashes. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface Anchors {
  /** The lock, relative to the repository's root; absent where none of the two sides is a file. */
  readonly file?: string | undefined;
  /** The line of the lock that a change concerns. */
  readonly lineOf: (change: Change) => number;
  /** A place's file, relative to the repository's root. */
  readonly placeFile: (file: string) => string;
}

/** The changes as annotations of GitHub Actions: at the lock, and at each place of the user's code that they concern. */
export function toGithub({ changes }: Report, { file, lineOf, placeFile }: Anchors): string {
  return changes
    .flatMap((change) => {
      const common = { level: levels[change.class], title: change.code, message: change.message };
      const at = file === undefined ? {} : { file, line: lineOf(change) };
      const { places = [] } = change;
      return [
        annotation({ ...common, ...at }),
        ...places.map((place) =>
          annotation({ ...common, file: placeFile(place.file), line: place.line, column: place.column }),
        ),
      ];
    })
    .join('');
}

/** `::error file=…,line=…,col=…,title=…::message` */
export function annotation({ level, file, line, column, title, message }: Annotation): string {
  const properties = Object.entries({ file, line, col: column, title }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${level} ${properties.join(',')}::${escapeData(oneLine(message))}\n`;
}

/** As the runner undoes it. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
