import { relative } from 'node:path';
import { CodegenError, messageOf } from '../errors.ts';
import type { Generated } from '../generate/generation.ts';

const longestList = 20;

/** An error as a bundler shows it: what happened, its code, the facts, and what to do. */
export function wordFailure(error: unknown): string {
  if (!(error instanceof CodegenError)) return messageOf(error);
  const { message, code, details, fix } = error;
  const more = details.length - longestList;
  const lines = details.slice(0, longestList).map((detail) => `  ${detail}`);
  if (more > 0) lines.push(`  … and ${more} more`);
  return [`${message} [${code}]`, ...lines, fix].join('\n');
}

/** What was generated; null where nothing was written. */
export function wordGenerated({ output, written, removed }: Generated, root: string): string | null {
  if (written.length + removed.length === 0) return null;
  const counts = [
    ...(written.length > 0 ? [`${written.length} written`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ];
  return `${relative(root, output) || '.'}: files: ${counts.join(', ')}`;
}
