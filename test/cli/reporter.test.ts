import { describe, expect, test } from 'vitest';
import { CodegenError } from '../../src/errors.ts';
import { createReporter } from '../../src/cli/reporter.ts';
import type { Reporter, ReporterOptions } from '../../src/cli/reporter.ts';

function reporterOf(
  options: Partial<ReporterOptions> = {},
  isInteractive = false,
): { reporter: Reporter; out: () => string; err: () => string } {
  const written = { out: '', err: '' };
  const reporter = createReporter({
    terminal: {
      out: (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      isInteractive,
      colour: { out: false, err: false },
    },
    json: false,
    quiet: false,
    debug: false,
    cwd: '/project',
    ...options,
  });
  return { reporter, out: () => written.out, err: () => written.err };
}

describe('an error', () => {
  test('is told with its code, its details and what to do, on stderr', () => {
    const { reporter, out, err } = reporterOf();
    const error = new CodegenError('CONFIG_INVALID', 'It is wrong.', { fix: 'Mend it.', details: ['a: b'] });
    expect(reporter.error(error, 'pull')).toBe(2);
    expect(err()).toBe('error It is wrong. [CONFIG_INVALID]\n  a: b\nMend it.\n');
    expect(out()).toBe('');
  });

  test('that nobody foresaw is UNEXPECTED, its stack shown with --debug only', () => {
    const plain = reporterOf();
    expect(plain.reporter.error(new TypeError('x is not a function'), null)).toBe(6);
    expect(plain.err()).toMatch(
      /^error TypeError: x is not a function \[UNEXPECTED\]\nRun again with --debug/u,
    );
    expect(plain.err()).not.toMatch(/^\s+at /mu);
    const debug = reporterOf({ debug: true });
    debug.reporter.error(new Error('outer', { cause: new Error('inner') }), null);
    expect(debug.err()).toMatch(/^\s+at /mu);
    expect(debug.err()).toContain('Caused by: Error: inner');
    const json = reporterOf({ json: true });
    json.reporter.error('a string', 'check');
    expect(JSON.parse(json.out())).toMatchObject({
      ok: false,
      exitCode: 6,
      command: 'check',
      error: { code: 'UNEXPECTED' },
    });
  });

  test('never shows a secret, nor lets text steer the terminal', () => {
    const { reporter, err } = reporterOf({ debug: true });
    reporter.hide('s3cr3t-key');
    reporter.error(new Error('sent s3cr3t-key \u001B[2J', { cause: new Error('Bearer s3cr3t-key') }), null);
    expect(err()).not.toContain('s3cr3t');
    expect(err().split('\n')[0]).not.toContain('\u001B');
  });
});

describe('progress', () => {
  test('is one changing line on a terminal, and gone before the next message', () => {
    const { reporter, err } = reporterOf({}, true);
    reporter.progress('Reading');
    reporter.progress('Writing');
    expect(err()).toBe('\r\u001B[KReading …\r\u001B[KWriting …');
    reporter.error(new CodegenError('USAGE', 'no'), null);
    expect(err()).toContain('Writing …\r\u001B[Kerror no');
  });

  test('is a line each elsewhere, and nothing with --quiet or --json', () => {
    const plain = reporterOf();
    plain.reporter.progress('Reading');
    expect(plain.err()).toBe('Reading\n');
    for (const options of [{ quiet: true }, { json: true }]) {
      const silent = reporterOf(options);
      silent.reporter.progress('Reading');
      expect(silent.err() + silent.out()).toBe('');
    }
  });
});
