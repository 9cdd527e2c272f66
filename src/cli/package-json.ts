/** What became of a package.json. */
export interface ScriptsAdded {
  readonly text: string;
  readonly added: readonly string[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Adds scripts to the text of a package.json. Only that is inserted, in the file's own indentation: every other byte stays.
 * A script that is there already, whatever it does, is left alone.
 * @throws SyntaxError where the text is not a JSON object
 */
export function addScripts(text: string, scripts: Readonly<Record<string, string>>): ScriptsAdded {
  const document: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new SyntaxError('it is not a JSON object');
  }
  const existing: unknown = (document as { scripts?: unknown }).scripts;
  if (
    existing !== undefined &&
    (typeof existing !== 'object' || existing === null || Array.isArray(existing))
  ) {
    throw new SyntaxError('its "scripts" is not an object');
  }
  const added = Object.keys(scripts).filter((name) => !Object.hasOwn(existing ?? {}, name));
  if (added.length === 0) return { text, added };
  const entries = added.map((name) => `${JSON.stringify(name)}: ${JSON.stringify(scripts[name])}`);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /\n([ \t]+)"/u.exec(text)?.[1] ?? '  ';
  const root = { start: text.indexOf('{'), end: text.lastIndexOf('}') };
  if (existing !== undefined) {
    return {
      text: insert(text, memberValue(text, root, 'scripts'), entries, indent, indent + indent, newline),
      added,
    };
  }
  const isOneLine = !text.trim().includes('\n') && text.trim() !== '{}';
  const lines = entries.map((entry) => `${newline}${indent}${indent}${entry}`).join(',');
  const member = isOneLine
    ? `"scripts": { ${entries.join(', ')} }`
    : `"scripts": {${lines}${newline}${indent}}`;
  return { text: insert(text, root, [member], '', indent, newline), added };
}

/** Puts members behind the last one of the object that spans a range (its braces). */
function insert(
  text: string,
  object: Range,
  members: readonly string[],
  closingIndent: string,
  defaultIndent: string,
  newline: string,
): string {
  const inside = text.slice(object.start + 1, object.end);
  const last = object.start + 1 + inside.trimEnd().length;
  const isEmpty = inside.trim() === '';
  const isOneLine = !isEmpty && !inside.includes('\n');
  if (isOneLine) {
    return `${text.slice(0, last)}${members.map((member) => `, ${member}`).join('')}${text.slice(last)}`;
  }
  const indent = /^\s*\n([ \t]*)"/u.exec(inside)?.[1] ?? defaultIndent;
  const lines = members.map((member) => `${newline}${indent}${member}`).join(',');
  if (isEmpty)
    return `${text.slice(0, object.start + 1)}${lines}${newline}${closingIndent}${text.slice(object.end)}`;
  return `${text.slice(0, last)},${lines}${text.slice(last)}`;
}

/** The braces of the object that a member of another object holds; the last such member counts, as for JSON.parse. */
function memberValue(text: string, parent: Range, name: string): Range {
  let found: Range | undefined;
  let depth = 0;
  let key = '';
  let start = -1;
  for (let index = parent.start; index <= parent.end; index++) {
    const character = text[index];
    if (character === '"') {
      const end = stringEnd(text, index);
      if (depth === 1 && /^\s*:/u.test(text.slice(end + 1)))
        key = JSON.parse(text.slice(index, end + 1)) as string;
      index = end;
    } else if (character === '{' || character === '[') {
      depth++;
      if (depth === 2) start = index;
    } else if (character === '}' || character === ']') {
      depth--;
      if (depth === 1 && key === name) found = { start, end: index };
    }
  }
  return found ?? parent;
}

function stringEnd(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}
