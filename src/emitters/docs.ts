import { basename } from 'node:path';
import { diffModels } from '../diff/diff.ts';
import { matchingOf } from '../diff/match.ts';
import type { RuleSettings } from '../diff/rules.ts';
import type { Emitter, GeneratedFile } from '../emit/types.ts';
import { readLock } from '../lock/file.ts';
import { findLockText } from '../lock/text.ts';
import type { Model } from '../model/types.ts';
import { emitHtml } from './docs/html.ts';
import { emitMarkdown } from './docs/markdown.ts';
import { packModel } from './docs/pack.ts';
import type { Changes } from './docs/pack.ts';

export interface DocsOptions {
  /** `docs/index.html`, `docs/index.md`, or both, which is the default. */
  readonly format?: 'html' | 'markdown' | 'both';
  /** What the page is called. Default: `Data model`. */
  readonly title?: string;
  /** The model that changes are told from: a lock, by its path from the working directory, or a model. */
  readonly since?: string | Model;
  /** How changes are classed otherwise than by default, as in `diff.rules` of the config. */
  readonly rules?: RuleSettings;
  /** The module that code imports the client from. Default: `./twenty/index` with the ending of imports. */
  readonly client?: string;
}

/**
 * A page of the data model to look at, in one HTML file that needs no network, and the same as Markdown with Mermaid.
 * @throws CodegenError those of readLock, of a lock that `since` names
 */
export function docs(options: DocsOptions = {}): Emitter {
  const { format = 'both', title = 'Data model', client } = options;
  return {
    name: 'docs',
    /** Read when it is asked for: the lock of before may have changed. */
    get fingerprint() {
      const { since } = options;
      if (typeof since !== 'string') return JSON.stringify(['docs', options]);
      const lock = findLockText(since);
      return lock === null ? undefined : JSON.stringify(['docs', options, lock]);
    },
    *emit(model, context): Iterable<GeneratedFile> {
      const words = { title, client: client ?? `./twenty/index${context.importExtension}` };
      const data = packModel(model, context, words, changesOf(model, options));
      if (format !== 'markdown') yield { path: 'docs/index.html', content: emitHtml(data) };
      if (format !== 'html') yield { path: 'docs/index.md', content: emitMarkdown(data) };
    },
  };
}

function changesOf(model: Model, { since, rules }: DocsOptions): Changes | undefined {
  if (since === undefined) return undefined;
  const before = typeof since === 'string' ? readLock(since) : since;
  return {
    name: typeof since === 'string' ? basename(since) : 'the model before',
    changes: diffModels(before, model, { rules, matchBy: matchingOf(before, model) }),
  };
}
