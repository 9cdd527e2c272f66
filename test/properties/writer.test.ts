import * as fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { comment, literal, memberKey, propertyKey, union } from '../../src/emit/writer.ts';
import { hostileName, hostileText } from './text.arbitrary.ts';

const text = fc.oneof(hostileText, hostileName);

function parse(source: string): ts.SourceFile {
  const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.ES2022, true);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  expect(parseDiagnostics.map(({ messageText }) => messageText)).toEqual([]);
  return file;
}

const evaluate = (expression: string): unknown => new Function(`"use strict"; return (${expression});`)();

/** What breaks a line, hides text from a reader, or cannot be written to a file. */
const unseen =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

describe('literal', () => {
  it('is one string literal that is the text, for any text', () => {
    fc.assert(
      fc.property(text, (value) => {
        const [statement, ...others] = parse(`${literal(value)};`).statements;
        expect(others).toEqual([]);
        const expression =
          statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
        expect(expression?.kind).toBe(ts.SyntaxKind.StringLiteral);
        expect((expression as ts.StringLiteral).text).toBe(value);
        expect(evaluate(literal(value))).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('is one line that shows all it holds, survives UTF-8, and ends no script of a page', () => {
    fc.assert(
      fc.property(text, (value) => {
        const code = literal(value);
        expect(code).not.toMatch(unseen);
        expect(Buffer.from(code, 'utf8').toString('utf8')).toBe(code);
        expect(code).not.toMatch(/<\/|<!/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('comment', () => {
  const paragraphs = fc.array(fc.oneof(text, fc.constant(undefined)), { maxLength: 4 });
  const indent = fc.constantFrom('', '  ', '      ');

  it('is one doc comment or nothing, whatever the text', () => {
    fc.assert(
      fc.property(paragraphs, indent, (texts, before) => {
        const code = comment(texts, before);
        const ranges = ts.getLeadingCommentRanges(`${code}x`, 0) ?? [];
        if (code === '') return;
        expect(ranges).toHaveLength(1);
        expect(ranges[0]).toMatchObject({ pos: before.length, end: code.length - 1 });
        expect(code.slice(before.length)).toMatch(/^\/\*\*\s[^]*\*\/\n$/);
        // Whatever follows it is code again.
        expect(parse(`${code}const after = 1;`).statements).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('says nothing to a compiler: no tag, no directive, no link, no end of a page’s script', () => {
    fc.assert(
      fc.property(paragraphs, (texts) => {
        const code = comment(texts);
        const [declaration] = parse(`${code}export const after = 1;`).statements;
        expect(declaration && ts.getJSDocTags(declaration)).toEqual([]);
        expect(code).not.toMatch(/<\/|<!/);
        const { commentDirectives = [] } = parse(`${code}const after = 1;`) as unknown as {
          commentDirectives?: readonly unknown[];
        };
        expect(commentDirectives).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('shows all it holds and survives UTF-8', () => {
    fc.assert(
      fc.property(paragraphs, (texts) => {
        const code = comment(texts);
        for (const line of code.split('\n')) expect(line).not.toMatch(unseen);
        expect(Buffer.from(code, 'utf8').toString('utf8')).toBe(code);
      }),
      { numRuns: 1000 },
    );
  });

  it('wraps text at words, so that lines stay readable', () => {
    const code = comment(['word '.repeat(60)], '  ');
    expect(code.split('\n').every((line) => line.length <= 110)).toBe(true);
    expect(code.split('\n').length).toBeGreaterThan(3);
  });

  it('keeps what a text says', () => {
    expect(comment(['Ends */ here, `and` ${more}: "quotes".'])).toBe(
      '/** Ends *\\/ here, `and` ${more}: "quotes". */\n',
    );
  });
});

describe('keys', () => {
  it('of an object give the property back, an own one, whatever its name', () => {
    fc.assert(
      fc.property(text, (name) => {
        const value = evaluate(`{ ${propertyKey(name)}: 1 }`) as object;
        expect(Object.entries(value)).toEqual([[name, 1]]);
      }),
      { numRuns: 1000 },
    );
  });

  it('of an interface give the member back, whatever its name', () => {
    fc.assert(
      fc.property(text, (name) => {
        const [declaration, ...others] = parse(`interface X {\n  ${memberKey(name)}?: string;\n}`).statements;
        expect(others).toEqual([]);
        if (!declaration || !ts.isInterfaceDeclaration(declaration)) throw new Error('no interface');
        expect(declaration.members).toHaveLength(1);
        const key = declaration.members[0]?.name;
        expect(key && (ts.isIdentifier(key) || ts.isStringLiteral(key)) ? key.text : undefined).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('union', () => {
  it('is one type of as many members, on one line or several', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (values) => {
        const [declaration, ...others] = parse(union('export type X =', values.map(literal))).statements;
        expect(others).toEqual([]);
        if (!declaration || !ts.isTypeAliasDeclaration(declaration)) throw new Error('no type');
        const { type } = declaration;
        const members = ts.isUnionTypeNode(type) ? type.types : [type];
        const read = members
          .filter(({ kind }) => kind !== ts.SyntaxKind.NeverKeyword)
          .map((member) =>
            ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal)
              ? member.literal.text
              : undefined,
          );
        expect(read).toEqual(values);
      }),
    );
  });
});
