import * as fc from 'fast-check';

/** Pieces of text that end a literal, a comment, a template, a line or a script somewhere, or hide something. */
const sharp = [
  '*/',
  '/*',
  '//',
  '/**',
  "'",
  '"',
  '`',
  '${x}',
  '\\',
  '\\u0027',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u0085',
  '\u2028',
  '\u2029',
  '\uFEFF',
  '\u202E',
  '\u200B',
  '\uD800',
  '\uDC00',
  '😀',
  '</script>',
  '<!--',
  '-->',
  ']]>',
  '@ts-ignore',
  '@ts-nocheck',
  '@deprecated ',
  '{@link x}',
  '@',
  '{',
  '*',
  '/',
  '<',
  '#__PURE__',
  '\u0000*/\u0000',
  '*\u200B/',
  ';process.exit(1);',
  "';globalThis.escaped=1;'",
  '*/globalThis.escaped=1;/*',
  ' '.repeat(120),
  'x'.repeat(130),
];

/** Any text, mostly such as breaks careless generators. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...sharp), { maxLength: 6 }).map((parts) => parts.join('')),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...sharp), fc.string({ maxLength: 8 })), { maxLength: 8 })
      .map((parts) => parts.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }))
      .map((units) => units.map((unit) => String.fromCharCode(unit)).join('')),
  },
);

/** Names that mean something to the language, to the generated code or to a file system. */
export const hostileNames = [
  ...'class default function constructor __proto__ prototype then toString valueOf hasOwnProperty'.split(' '),
  ...'Promise Record Object Array String Symbol Error Omit Partial globalThis undefined NaN'.split(' '),
  ...'promise record object string number boolean any unknown never symbol bigint void null'.split(' '),
  ...'await async yield let static enum interface type of keyof readonly unique infer is as'.split(' '),
  ...'client runtime index page select fields workspace options clientOptions bind Methods micros'.split(' '),
  ...'findMany findOne createOne createMany createClient createTwenty twenty twentyClient twentyError'.split(
    ' ',
  ),
  ...'person Person PERSON personSelect personTypes personObject personFilterInput fullName actor'.split(' '),
  ...'pagePromise jsonValue address currency links opportunityStage opportunity picklistOption'.split(' '),
  ...'con CON nul aux prn com1 LPT9 filters composites objects and or not id first filter orderBy'.split(' '),
  '../../etc/passwd',
  '..\\..\\windows',
  '/etc/passwd',
  'C:\\evil',
  'a/b',
  'a\\b',
  'a.b',
  '.',
  '..',
  '',
  ' ',
  '1st',
  '42',
  'ünïcödé',
  '名前',
  "a';globalThis.escaped=1;//",
  'a*/b',
  'a\nb',
  'a\u2028b',
  '${x}',
] as const;

export const hostileName: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...hostileNames) },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z][A-Za-z\d]{0,12}$/) },
);
