import { describe, expect, test } from 'vitest';
import { annotation, toGithub } from '../../src/cli/diff/github.ts';
import { lockLines } from '../../src/cli/diff/lock-lines.ts';
import { toMarkdown } from '../../src/cli/diff/markdown.ts';
import type { Report } from '../../src/cli/diff/report.ts';
import { summary, toTerminal } from '../../src/cli/diff/terminal.ts';
import { painter } from '../../src/cli/terminal.ts';
import { diffModels } from '../../src/diff/diff.ts';
import { codeSpan, escapeMarkdown } from '../../src/diff/markdown.ts';
import type { Change } from '../../src/diff/types.ts';
import { serializeLock } from '../../src/lock/serialize.ts';
import { sampleField, sampleObject } from '../lock/sample.ts';
import {
  addField,
  changeField,
  changeObject,
  changeOptions,
  crm,
  removeField,
  removeObject,
} from './models.ts';

const plain = painter(false);

const after = changeObject(
  changeOptions(
    changeField(changeField(crm, 'person', 'jobTitle', { name: 'role' }), 'person', 'age', {
      isNullable: true,
    }),
    (list) => [...list, { id: 'id-LOST', value: 'LOST', label: 'Lost', color: 'red', position: 3 }],
  ),
  'company',
  { description: 'Who we sell to' },
);
const places = [
  { file: 'src/a.ts', line: 3, column: 7, text: 'select: { jobTitle: true },' },
  { file: 'src/b.tsx', line: 10, column: 1, text: 'person.jobTitle // `why` | 100%' },
];
const changes = diffModels(crm, after).map((change) =>
  change.code === 'FIELD_RENAMED' ? { ...change, places } : change,
);
const report: Report = { before: 'twenty.lock.json', after: 'crm.example.com', changes };

/** What an admin may call a thing, to see what happens. */
const hostile =
  '\u001B[31mred\u0007 *b* <img src=x onerror=alert(1)> [l](http://evil) @octocat #1 | `c` \u202Eevil\u2028::error::x\n%0A';
const hostileModel = changeField(crm, 'person', 'jobTitle', { label: hostile });
const hostileChanges = diffModels(crm, hostileModel);

describe('for a terminal', () => {
  test('changes come by class, the worst first, each with its places', () => {
    expect(toTerminal(report, plain)).toBe(`breaking (stops code that was right)
  person.age may be null now. [FIELD_BECAME_NULLABLE for readers]
  person.jobTitle is called role now. [FIELD_RENAMED]
    src/a.ts:3:7  select: { jobTitle: true },
    src/b.tsx:10:1  person.jobTitle // \`why\` | 100%

risky (may stop code that was right)
  person.stage (“How far”) has the new option LOST (“Lost”). [OPTION_ADDED]

safe (stops no code)
  company has another description. [OBJECT_DESCRIPTION_CHANGED]
`);
    expect(summary(report, plain)).toBe('twenty.lock.json → crm.example.com: 2 breaking, 1 risky, 1 safe\n');
  });

  test('nothing is nothing', () => {
    const none = { before: 'a', after: 'b', changes: [] };
    expect(toTerminal(none, plain)).toBe('');
    expect(summary(none, plain)).toBe('a → b: no changes\n');
  });

  test('no text of a workspace steers it, or turns the order of letters', () => {
    const text = toTerminal({ before: 'a', after: 'b', changes: hostileChanges }, plain);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029\u202A-\u202E]/u);
    expect(text.split('\n')).toHaveLength(3);
  });

  test('classes are coloured where colours are on', () => {
    expect(toTerminal(report, painter(true))).toContain('\u001B[31mbreaking\u001B[39m');
  });
});

describe('as Markdown', () => {
  test('what is safe is folded', () => {
    expect(toMarkdown(report)).toBe(`### CRM model: 2 breaking, 1 risky, 1 safe

\`twenty.lock.json\` → \`crm.example.com\`

#### Breaking

- person.age may be null now. \`FIELD_BECAME_NULLABLE\` for readers
- person.jobTitle is called role now. \`FIELD_RENAMED\`
  - \`src/a.ts:3\` \`select: { jobTitle: true },\`
  - \`src/b.tsx:10\` \`\` person.jobTitle // \`why\` | 100% \`\`

#### Risky

- person.stage (“How far”) has the new option LOST (“Lost”). \`OPTION_ADDED\`

<details>
<summary>Safe (1)</summary>

- company has another description. \`OBJECT_DESCRIPTION_CHANGED\`

</details>
`);
  });

  test('text of a workspace is text', () => {
    expect(escapeMarkdown(hostile)).toBe(
      String.raw`�\[31mred� \*b\* \<img src=x onerror=alert(1)\> \[l\](http\://evil) @<!-- -->octocat #<!-- -->1 \| \`c\` �evil ::error::x %0A`,
    );
    expect(escapeMarkdown('1. www.evil.com a@b.c GH-12')).toBe(
      String.raw`\1. www.<!-- -->evil.com a@<!-- -->b.c GH-<!-- -->12`,
    );
    expect(escapeMarkdown('- [x] ~~a~~ &amp; _b_ $x$ {c} \\')).toBe(
      String.raw`\- \[x\] \~\~a\~\~ \&amp; \_b\_ \$x\$ \{c\} \\`,
    );
    const comment = toMarkdown({ before: 'a', after: 'b', changes: hostileChanges });
    expect(comment).not.toMatch(/(?<!\\)<(?!!-- -->|\/?(?:details|summary)>)/u);
    expect(comment.replaceAll(/`+[^`]*`+/gu, '')).not.toMatch(/@(?!<!-- -->)/u);
  });

  test('code holds any text', () => {
    expect(codeSpan('a')).toBe('`a`');
    expect(codeSpan('`a``b')).toBe('``` `a``b ```');
    expect(codeSpan('')).toBe('`  `');
  });

  test('many changes, and many places of one, are counted: a comment has an end', () => {
    const [first] = changes;
    if (first === undefined) throw new Error('there are no changes');
    const place = { file: 'a.ts', line: 1, column: 1, text: 'x' };
    const thirty = Array.from({ length: 30 }, (_, index) => ({ ...place, line: index + 1 }));
    const many = Array.from({ length: 1000 }, (_, index): Change => ({
      ...first,
      field: `f${index}`,
      places: thirty,
    }));
    const text = toMarkdown({
      before: 'a',
      after: 'b',
      changes: many,
    });
    expect(text).toContain('…and 800 more.');
    expect(text).toContain('  - and 10 more\n');
    expect(text).toContain('### CRM model: 1000 breaking');
  });
});

describe('as annotations in GitHub Actions', () => {
  const lock = serializeLock(after);
  const lineOf = lockLines(lock, crm, after);
  const lineWith = (text: string): number => lock.split('\n').findIndex((line) => line.includes(text)) + 1;

  test('each change stands at its line of the lock, and at each place that it concerns', () => {
    const text = toGithub(report, {
      file: 'crm/twenty.lock.json',
      lineOf,
      placeFile: (file) => `crm/${file}`,
    });
    const at = `file=crm/twenty.lock.json,line=`;
    expect(text).toBe(
      [
        `::error ${at}${lineWith('"name":"age"')},title=FIELD_BECAME_NULLABLE::person.age may be null now.`,
        `::error ${at}${lineWith('"name":"role"')},title=FIELD_RENAMED::person.jobTitle is called role now.`,
        `::error file=crm/src/a.ts,line=3,col=7,title=FIELD_RENAMED::person.jobTitle is called role now.`,
        `::error file=crm/src/b.tsx,line=10,col=1,title=FIELD_RENAMED::person.jobTitle is called role now.`,
        `::warning ${at}${lineWith('"name":"stage"')},title=OPTION_ADDED::person.stage (“How far”) has the new option LOST (“Lost”).`,
        `::notice ${at}${lineWith('"nameSingular": "company"')},title=OBJECT_DESCRIPTION_CHANGED::company has another description.`,
        '',
      ].join('\n'),
    );
  });

  test('without a lock there is no file', () => {
    const text = toGithub(
      { before: 'staging', after: 'production', changes },
      { lineOf: () => 1, placeFile: String },
    );
    expect(text).toMatch(/^::error title=FIELD_BECAME_NULLABLE::/u);
  });

  test('nothing ends a property, a message, or a line', () => {
    const line = annotation({
      level: 'error',
      title: 'a,b:c%',
      message: hostile,
      file: 'a b,c:d.ts',
      line: 1,
    });
    expect(line).toBe(
      '::error file=a b%2Cc%3Ad.ts,line=1,title=a%2Cb%3Ac%25::' +
        '�[31mred� *b* <img src=x onerror=alert(1)> [l](http://evil) @octocat #1 | `c` �evil ::error::x %250A\n',
    );
  });

  test('lines are those of the field, else of the object, else the first', () => {
    const model = {
      ...addField(removeField(crm, 'person', 'stage'), 'person', sampleField('city', { id: 'new' })),
      objects: [
        ...addField(removeField(crm, 'person', 'stage'), 'person', sampleField('city', { id: 'new' }))
          .objects,
        sampleObject('pet', []),
      ],
    };
    const text = serializeLock(model);
    const find = lockLines(text, crm, model);
    const lines = text.split('\n');
    const where = (change: Pick<Change, 'object' | 'field'>): string | undefined =>
      lines[find({ code: 'FIELD_ADDED', class: 'safe', breaks: [], message: '', ...change }) - 1]?.trim();
    expect(where({ object: 'person', field: 'city' })).toContain('"name":"city"');
    expect(where({ object: 'person', field: 'stage' })).toContain('"nameSingular": "person"');
    expect(where({ object: 'pet' })).toContain('"nameSingular": "pet"');
    expect(where({})).toBe('{');
    const gone = lockLines(serializeLock(removeObject(crm, 'note')), crm, removeObject(crm, 'note'));
    expect(gone({ code: 'OBJECT_REMOVED', class: 'breaking', breaks: [], message: '', object: 'note' })).toBe(
      1,
    );
  });
});
