/** An error that a line must have: `// error: part of its message` at the line's end. */
export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly fragment: string;
}

export interface CompilerError {
  readonly file: string;
  readonly line: number;
  /** With the lines that explain it. */
  readonly message: string;
}

/** @param file as the compiler names it */
export function expectations(file: string, source: string): Expectation[] {
  return source.split('\n').flatMap((text, index) => {
    const fragment = /\/\/ error: (.+)$/.exec(text)?.[1];
    return fragment === undefined ? [] : [{ file, line: index + 1, fragment }];
  });
}

/** The errors in the output of `tsc --pretty false`; a line that is none and explains none is an error of its own. */
export function compilerErrors(output: string): CompilerError[] {
  const errors: { file: string; line: number; message: string }[] = [];
  for (const text of output.split(/\r?\n/)) {
    const match = /^(.+?)\((\d+),\d+\): error (TS\d+: .*)$/.exec(text);
    const last = errors.at(-1);
    if (match) {
      const [, file = '', line = '', message = ''] = match;
      errors.push({ file: file.replaceAll('\\', '/'), line: Number(line), message });
    } else if (text.startsWith(' ') && last) {
      last.message += `\n${text}`;
    } else if (text !== '') {
      errors.push({ file: '', line: 0, message: text });
    }
  }
  return errors;
}

/**
 * What must be, and what is, as lists that are equal when every error is where it must be with the text that it must
 * have, and there is no other.
 */
export function compare(
  expected: readonly Expectation[],
  errors: readonly CompilerError[],
): { readonly expected: readonly string[]; readonly actual: readonly string[] } {
  const open = [...expected];
  const actual = errors.map(({ file, line, message }) => {
    const index = open.findIndex(
      (one) => one.file === file && one.line === line && message.includes(one.fragment),
    );
    const [met] = index === -1 ? [] : open.splice(index, 1);
    return met ? text(met) : `${file}:${line} ${message}`;
  });
  return { expected: expected.map(text).toSorted(), actual: actual.toSorted() };
}

function text({ file, line, fragment }: Expectation): string {
  return `${file}:${line} ${fragment}`;
}
