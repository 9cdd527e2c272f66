import type { ts } from 'ts-morph';
import { byCodePoint } from '../model/order.ts';
import { shownPath, type UserProject } from './project.ts';
import type { Place } from '../diff/types.ts';

/** Where an offset is in a file, as a person finds it. */
export function placeAt(file: ts.SourceFile, offset: number, project: UserProject): Place {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  const start = file.getPositionOfLineAndCharacter(line, 0);
  const end = file.text.indexOf('\n', start);
  return {
    file: shownPath(project, file.fileName),
    line: line + 1,
    column: character + 1,
    text: file.text.slice(start, end === -1 ? undefined : end).trim(),
  };
}

/** Each place once, by file, line and column. */
export function sortedPlaces(places: readonly Place[]): readonly Place[] {
  const unique = new Map(places.map((place) => [`${place.file}:${place.line}:${place.column}`, place]));
  return [...unique.values()].toSorted(
    (a, b) => byCodePoint(a.file, b.file) || a.line - b.line || a.column - b.column,
  );
}
