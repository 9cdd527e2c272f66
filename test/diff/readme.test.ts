import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../src/diff/rules.ts';
import type { Rule } from '../../src/diff/rules.ts';

test("the README's table of changes is the table of rules", () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const rows = readme.split('\n').flatMap((line) => {
    const [, code, classing, why] = /^\| `([A-Z_]+)`\s*\| (\S.*?)\s*\| (\S.*?)\s*\|$/u.exec(line) ?? [];
    return code === undefined ? [] : [[code, classing, why]];
  });
  const expected = Object.entries<Rule>(rules).map(([code, rule]) => {
    const audience = rule.breaks.length === 1 ? ` for ${rule.breaks.join()}` : '';
    return [code, rule.class + audience, rule.why];
  });
  expect(rows).toEqual(expected);
});
