import { isIdentifier } from '../model/names.ts';

/**
 * The only place where text from a workspace becomes code. Whatever the text holds, `literal` gives one string
 * literal, `comment` one comment, and `propertyKey` one property key.
 */

/** A string literal in single quotes. Only what could end it, break a line or hide from a reader is escaped. */
export function literal(text: string): string {
  return `'${text.replaceAll(unsafeInLiteral, escapeCharacter)}'`;
}

/** Control characters; line and paragraph separators; what reorders or hides text: a reviewer sees what the compiler sees. */
const hidden = String.raw`\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF`;
/** Which no file can hold. */
const loneSurrogate = String.raw`[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]`;
/** Besides those: quote and backslash; the joiner of emoji; `<` before `/` or `!`, for whoever puts code into a page. */
const unsafeInLiteral = new RegExp(String.raw`['\\\u200D${hidden}]|<(?=[/!])|${loneSurrogate}`, 'g');
const unsafeInComment = new RegExp(`[${hidden}]|${loneSurrogate}`, 'g');

const short: Readonly<Record<string, string>> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '<': '\\x3C',
};

function escapeCharacter(character: string): string {
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A property key: as it is where that is an identifier, otherwise quoted; `__proto__`, which would set a prototype, computed. */
export function propertyKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return isIdentifier(name) ? name : literal(name);
}

/** A member of an interface: there `__proto__` is a name as any other. */
export function memberKey(name: string): string {
  return name === '__proto__' ? name : propertyKey(name);
}

const widest = 110;

/** Whether a line, with its line break, is short enough. */
export function fits(line: string): boolean {
  return line.length <= widest + 1;
}

/**
 * A doc comment, on one line where it fits. Each paragraph is folded to one line of text and wrapped.
 *
 * @param indent white space before each line.
 */
export function comment(paragraphs: readonly (string | undefined)[], indent = ''): string {
  const texts = paragraphs.map((text) => commentText(text ?? '')).filter((text) => text !== '');
  if (texts.length === 0) return '';
  const [only = ''] = texts;
  const single = `${indent}/** ${only} */\n`;
  if (texts.length === 1 && fits(single)) return single;
  const lines = texts.flatMap((text, index) => {
    const wrapped = wrap(text.split(' '), widest - indent.length - 3);
    return index === 0 ? wrapped : ['', ...wrapped];
  });
  return `${indent}/**\n${lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('')}${indent} */\n`;
}

/** Text that cannot end a comment, start a tag of its own, or hide anything. */
function commentText(text: string): string {
  // Most text is plain, and there is much of it.
  if (!/[^\w .,;:()'&!?/-]| {2}/.test(text)) return text.trim();
  return (
    text
      .replaceAll(/\s+/g, ' ')
      .replaceAll(unsafeInComment, '\uFFFD')
      // A zero-width joiner joins emoji into one; elsewhere it hides.
      .replaceAll(
        /(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|\u200D(?!\p{Extended_Pictographic})/gu,
        '\uFFFD',
      )
      .replaceAll('*/', '*\\/')
      // For whoever puts code into a page.
      .replaceAll(/<(?=[/!])/g, '<\\')
      // A description is prose: an @ in it must not be read as a tag, nor {@link} as a link.
      .replaceAll(/(^|[\s{*])@/g, '$1\\@')
      .trim()
  );
}

/** Words on as few lines as hold them, none of them wider. */
export function wrap(words: readonly string[], width: number = widest): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** `a | b`, on one line where it fits behind `start`, else one member a line. */
export function union(start: string, members: readonly string[], end = ';'): string {
  if (members.length === 0) return `${start} never${end}\n`;
  const line = `${start} ${members.join(' | ')}${end}\n`;
  return fits(line) ? line : `${start}\n${members.map((member) => `  | ${member}`).join('\n')}${end}\n`;
}

/** A constant that a maker of the runtime makes, which bundlers leave out where nobody uses it. */
export function madeBy(maker: string, name: string, args: string, type: string): string {
  const call = `export const ${name} = /* @__PURE__ */ runtime.${maker}`;
  const as = ` as runtime.${type};\n`;
  const line = `${call}(${args})${as}`;
  return fits(line) ? line : `${call}(\n  ${args},\n)${as}`;
}

/** A union of many short members, as many on a line as fit. */
export function unionLines(members: readonly string[]): string {
  const [first = 'never', ...rest] = members;
  return wrap([first, ...rest.map((member) => `| ${member}`)], widest - 2)
    .map((line) => `  ${line}\n`)
    .join('');
}

/** An import of names, on one line where it fits. */
export function importLine(names: readonly string[], from: string): string {
  const isTypeOnly = names.every((name) => name.startsWith('type '));
  const bare = isTypeOnly ? names.map((name) => name.slice('type '.length)) : names;
  const keyword = isTypeOnly ? 'import type' : 'import';
  const line = `${keyword} { ${bare.join(', ')} } from ${literal(from)};\n`;
  return fits(line)
    ? line
    : `${keyword} {\n${bare.map((name) => `  ${name},\n`).join('')}} from ${literal(from)};\n`;
}

export const header =
  '// Generated by twenty-codegen from the data model of a Twenty workspace. Do not edit: run `twenty-codegen generate`.\n\n';
