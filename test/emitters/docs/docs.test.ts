import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { docs } from '../../../src/emitters/docs.ts';
import type { DocsOptions } from '../../../src/emitters/docs.ts';
import { escapeHtml, scriptJson } from '../../../src/emitters/docs/escape.ts';
import { mermaidText } from '../../../src/emitters/docs/mermaid.ts';
import { unpack } from '../../../src/emitters/docs/page/data.ts';
import type { PageData } from '../../../src/emitters/docs/page/data.ts';
import { diffModels } from '../../../src/diff/diff.ts';
import { serializeLock } from '../../../src/lock/serialize.ts';
import { buildModel } from '../../../src/model/build.ts';
import type { Model, ModelField } from '../../../src/model/types.ts';
import { fixtureModel, fixtureNames } from '../../golden/workspaces.ts';
import { hostileText } from '../../properties/text.arbitrary.ts';
import { hostileWorkspace, shuffled } from '../../properties/workspace.arbitrary.ts';
import { context, dataOf, largeModel } from './models.ts';

/** `UPDATE_GOLDEN=1` takes what is generated now for right. */
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';
const golden = join(import.meta.dirname, '../../golden/docs');

function filesOf(model: Model, options: DocsOptions = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...docs(options).emit(model, context)].map(({ path, content }) => [path, content]),
  );
}

const htmlOf = (model: Model, options: DocsOptions = {}): string =>
  filesOf(model, options)['docs/index.html'] ?? '';
const markdownOf = (model: Model, options: DocsOptions = {}): string =>
  filesOf(model, options)['docs/index.md'] ?? '';

/** What stands in each script and style element. */
function inlined(html: string, tag: 'script' | 'style'): readonly string[] {
  return [...html.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^]*?)</${tag}>`, 'g'))].map(
    ([, text = '']) => text,
  );
}

function dataIn(html: string): PageData {
  return JSON.parse(inlined(html, 'script')[0] ?? '') as PageData;
}

describe('docs()', () => {
  it('writes a page and the same as Markdown, or one of them', async () => {
    const model = await fixtureModel('demo');
    expect(Object.keys(filesOf(model))).toEqual(['docs/index.html', 'docs/index.md']);
    expect(Object.keys(filesOf(model, { format: 'html' }))).toEqual(['docs/index.html']);
    expect(Object.keys(filesOf(model, { format: 'markdown' }))).toEqual(['docs/index.md']);
  });

  it.each(fixtureNames)('gives of %s what was reviewed', async (name) => {
    const model = await fixtureModel(name);
    const html = htmlOf(model);
    const files = {
      'index.md': markdownOf(model),
      'data.json': `${JSON.stringify(dataIn(html), null, 1)}\n`,
    };
    for (const [file, content] of Object.entries(files)) {
      const path = join(golden, name, file);
      if (isUpdating) {
        mkdirSync(join(golden, name), { recursive: true });
        writeFileSync(path, content);
      }
      expect(content).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
    }
  });

  it('gives the same bytes whatever the order in which a server lists', () => {
    fc.assert(
      fc.property(hostileWorkspace, (raw) => {
        expect(filesOf(buildModel(shuffled(raw)).model)).toEqual(filesOf(buildModel(raw).model));
      }),
      { numRuns: 40 },
    );
  });

  it('stays small: the page itself, and what each object adds', () => {
    const [few, many] = [30, 300].map((count) => htmlOf(largeModel(count)).length);
    expect(htmlOf({ capabilities: [], actorSources: [], objects: [] }).length).toBeLessThan(96_000);
    expect(((many ?? 0) - (few ?? 0)) / 270).toBeLessThan(2500);
  });
});

describe('the page', () => {
  it('allows its own code and style and nothing else', async () => {
    const html = htmlOf(await fixtureModel('demo'));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const digest = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const [, code] = inlined(html, 'script');
    const [style] = inlined(html, 'style');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${digest(code)}`,
      `style-src ${digest(style)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/);
    expect(code).not.toMatch(/https?:\/\/(?!www\.w3\.org|example\.)/);
  });

  it('holds nothing of a workspace but in its title and its data, where it ends neither', () => {
    const plain = htmlOf({ capabilities: [], actorSources: [], objects: [] });
    const shell = (html: string) => html.replace(inlined(html, 'script')[0] ?? '', '');
    fc.assert(
      fc.property(hostileWorkspace, hostileText, (raw, title) => {
        const { model } = buildModel(raw);
        const html = htmlOf(model);
        expect(shell(html)).toBe(shell(plain));
        expect(inlined(html, 'script')[0]).not.toMatch(/[<>&\u2028\u2029]/);
        expect(dataIn(html)).toEqual(JSON.parse(JSON.stringify(dataOf(model))));
        const named = htmlOf(model, { title });
        expect(/<title>([^]*?)<\/title>/.exec(named)?.[1]).toBe(escapeHtml(title));
        expect(named.split('<').length).toBe(html.split('<').length);
      }),
      { numRuns: 60 },
    );
  });

  it('is still allowed its code after a formatter of the user went over it', async () => {
    const html = htmlOf(await fixtureModel('odd'));
    const formatted = await format(html, { parser: 'html' });
    expect(inlined(formatted, 'script')).toEqual(inlined(html, 'script'));
    expect(inlined(formatted, 'style')).toEqual(inlined(html, 'style'));
  });

  it('has all of the model that it shows', async () => {
    for (const name of fixtureNames) {
      const model = await fixtureModel(name);
      const again = unpack(dataIn(htmlOf(model))).model;
      const shown = ({ id: _id, universalIdentifier: _same, picklist, ...field }: ModelField) => ({
        ...field,
        ...(picklist && {
          picklist: {
            name: picklist.name,
            options: picklist.options.map(({ id: _option, ...option }) => option),
          },
        }),
      });
      for (const [index, object] of model.objects.entries()) {
        const other = again.objects[index];
        expect(other?.names).toEqual(object.names);
        expect(other?.fields.map(shown)).toMatchObject(object.fields.map(shown));
      }
    }
  });
});

describe('what changed', () => {
  async function twoModels(): Promise<readonly [Model, Model]> {
    const after = await fixtureModel('demo');
    const before: Model = {
      ...after,
      objects: after.objects
        .filter(({ nameSingular }) => nameSingular !== 'task')
        .map((object) => ({
          ...object,
          fields: object.fields.map((field) => (field.name === 'city' ? { ...field, name: 'town' } : field)),
        })),
    };
    return [before, after];
  }

  it('is told in the words of diff, from a model or from a lock', async () => {
    const [before, after] = await twoModels();
    const folder = mkdtempSync(join(tmpdir(), 'twenty-codegen-since-'));
    const lock = join(folder, 'old.lock.json');
    writeFileSync(lock, serializeLock(before));
    const expected = diffModels(before, after).map(({ message }) => message);
    const given = dataIn(htmlOf(after, { since: before })).since;
    const read = dataIn(htmlOf(after, { since: lock })).since;
    rmSync(folder, { recursive: true });
    expect(given?.changes.map(({ message }) => message)).toEqual(expected);
    expect(read?.changes).toEqual(given?.changes);
    expect([given?.name, read?.name]).toEqual(['the model before', 'old.lock.json']);
    expect(given?.changes.find(({ code }) => code === 'FIELD_RENAMED')).toMatchObject({
      class: 'breaking',
      object: 'person',
      field: 'city',
    });
    expect(markdownOf(after, { since: before })).toContain(
      '### breaking: stops code that was right (1)\n\n- person.town (“City”) is called city now. `FIELD_RENAMED`\n',
    );
  });

  it('is classed as the rules say', async () => {
    const [before, after] = await twoModels();
    const { since } = dataIn(htmlOf(after, { since: before, rules: { FIELD_RENAMED: 'off' } }));
    expect(since?.changes.map(({ code }) => code)).not.toContain('FIELD_RENAMED');
  });

  it('is an error where the lock is not there', async () => {
    const model = await fixtureModel('demo');
    expect(() => filesOf(model, { since: 'nowhere/old.lock.json' })).toThrow(
      expect.objectContaining({ code: 'LOCK_MISSING' }),
    );
  });
});

describe('the Markdown', () => {
  it('has a picture of a small workspace, and of a large one by areas', async () => {
    const demo = markdownOf(await fixtureModel('demo'));
    expect(demo.match(/```mermaid/g)).toHaveLength(1);
    expect(demo).toContain('Person }o--o| Company : "company / people"');
    expect(demo).toContain('NoteTarget }o..o| Person : "targetPerson / noteTargets"');
    expect(markdownOf(largeModel(300)).match(/```mermaid/g)?.length).toBeGreaterThan(10);
  });

  it('numbers objects that are called as Mermaid calls something of its own', async () => {
    const odd = markdownOf(await fixtureModel('odd'));
    expect(odd).toMatch(/^ {2}Object\d+\["Class"\]$/m);
    expect(odd).not.toMatch(/^ {2}Class\b/m);
  });

  it('keeps the texts of a workspace in their cells, fences and lines', () => {
    fc.assert(
      fc.property(hostileWorkspace, (raw) => {
        const { model } = buildModel(raw);
        const lines = markdownOf(model).split('\n');
        const fences = lines.filter((line) => line.startsWith('```'));
        expect(fences.length % 2).toBe(0);
        expect(new Set(fences)).toEqual(
          new Set(model.objects.length > 0 ? ['```mermaid', '```', ...fences] : []),
        );
        expect(fences.filter((fence) => !/^```(?:mermaid|ts)?$/.test(fence))).toEqual([]);
        const rows = lines.filter((line) => line.startsWith('|'));
        for (const row of rows) expect(row.replaceAll(/\\./g, '').split('|').length).toBe(7);
        for (const line of lines.filter((each) => /^#+ /.test(each)))
          expect(line).not.toMatch(/[^\\]<(?!!--)/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('text', () => {
  it('ends no tag, attribute or script', () => {
    expect(escapeHtml(`<a href='x' title="y">&\0\uD800`)).toBe(
      '&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;\uFFFD\uFFFD',
    );
    expect(escapeHtml('😀')).toBe('😀');
    expect(scriptJson({ a: '</script><!--\u2028\u2029' })).toBe(
      String.raw`{"a":"\u003c/script\u003e\u003c!--\u2028\u2029"}`,
    );
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(scriptJson(text)).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(scriptJson(text))).toBe(JSON.parse(JSON.stringify(text)));
      }),
    );
  });

  it('ends no string of Mermaid', () => {
    expect(mermaidText('a "b" `c`\n--> %%')).toBe('a #34;b#34; #96;c#96; --#62; #37;#37;');
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(mermaidText(text)).toMatch(/^(?:[\p{L}\p{M}\p{N} .,/()'_-]|#\d+;)+$/u);
      }),
    );
  });
});
