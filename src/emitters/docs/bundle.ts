import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * The page's code and style as one text each: what the names DOCS_SCRIPT and DOCS_STYLE stand for in html.ts, put there
 * when this package is built, and by vitest.
 */
export async function bundlePage(): Promise<Readonly<Record<'DOCS_SCRIPT' | 'DOCS_STYLE', string>>> {
  const [script, style] = await Promise.all(
    ['main.ts', 'style.css'].map(async (name) => {
      const { outputFiles } = await build({
        entryPoints: [join(import.meta.dirname, 'page', name)],
        bundle: true,
        minify: true,
        write: false,
        format: 'iife',
        target: ['chrome111', 'firefox115', 'safari16.4'],
        charset: 'ascii',
        legalComments: 'none',
      });
      return outputFiles[0]?.text.trimEnd() ?? '';
    }),
  );
  return { DOCS_SCRIPT: JSON.stringify(script), DOCS_STYLE: JSON.stringify(style) };
}
