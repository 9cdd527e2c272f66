import { stripVTControlCharacters } from 'node:util';

/** Where words go, and whether it is a person who reads them there. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** stderr is a terminal. */
  readonly isInteractive: boolean;
  readonly colour: { readonly out: boolean; readonly err: boolean };
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const colour = (stream: NodeJS.WriteStream): boolean => {
    if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
    return (env['FORCE_COLOR'] ?? '') !== '' ? env['FORCE_COLOR'] !== '0' : stream.isTTY;
  };
  // A reader that has seen enough (`| head`) is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    isInteractive: stderr.isTTY && env['TERM'] !== 'dumb',
    colour: { out: colour(stdout), err: colour(stderr) },
  };
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export type Paint = (style: Style, text: string) => string;

export function painter(isOn: boolean): Paint {
  return (style, text) => (isOn ? `\u001B[${codes[style][0]}m${text}\u001B[${codes[style][1]}m` : text);
}

export function withoutColour(text: string): string {
  return stripVTControlCharacters(text);
}

/** Text from a server or a file on one line of a terminal, without what could steer it. */
export function printable(text: string): string {
  return [...text].map((character) => (isControl(character) ? ' ' : character)).join('');
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    (code < 0x20 && character !== '\n') || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029
  );
}
