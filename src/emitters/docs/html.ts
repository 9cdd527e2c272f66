import { createHash } from 'node:crypto';
import { escapeHtml, scriptJson } from './escape.ts';
import type { PageData } from './page/data.ts';

/** What is made of page/: bundle.ts. */
declare const DOCS_SCRIPT: string;
declare const DOCS_STYLE: string;

/** Nothing but this page's own code and style, by their digests; no request goes anywhere. */
function policy(script: string, style: string): string {
  const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

const favicon =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#4f63e7"/><path d="M5 5h2.5v2.5H5zM8.500 8.500H11V11H8.500zM6.200 7.500V10h2.300" fill="none" stroke="#fff" stroke-width="1.200"/></svg>',
  );

/** docs/index.html: everything in one file. A formatter is to leave what has a digest as it is. */
export function emitHtml(data: PageData): string {
  // Named once, since the texts stand in place of the names.
  const [script, style] = [DOCS_SCRIPT, DOCS_STYLE];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy(script, style)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="generator" content="twenty-codegen" />
    <title>${escapeHtml(data.title)}</title>
    <link rel="icon" href="${favicon}" />
    <!-- prettier-ignore -->
    <style>${style}</style>
  </head>
  <body>
    <div id="app"></div>
    <noscript>This page needs JavaScript. It asks for nothing from any network.</noscript>
    <!-- prettier-ignore -->
    <script type="application/json" id="data">${scriptJson(data)}</script>
    <!-- prettier-ignore -->
    <script>${script}</script>
  </body>
</html>
`;
}
