import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { docs } from '../../../../src/emitters/docs.ts';
import type { DocsOptions } from '../../../../src/emitters/docs.ts';
import type { Model } from '../../../../src/model/types.ts';
import { context } from '../../../emitters/docs/models.ts';

/** Debian's package puts it there; CHROME_PATH says where another one is. */
export const chromePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
export const hasChrome = existsSync(chromePath);

/** A page in a browser, and all that it did that a page of ours must not do. */
export interface Opened {
  readonly page: Page;
  /** Errors and warnings of the console, errors that nobody caught, dialogs, requests, what its policy turned away. */
  readonly wrongs: readonly string[];
  /** Goes to an address of the page. */
  go(hash: string): Promise<void>;
  close(): Promise<void>;
}

export interface Studio {
  open(model: Model, options?: DocsOptions, browser?: BrowserContextOptions, hash?: string): Promise<Opened>;
  close(): Promise<void>;
}

export async function openStudio(): Promise<Studio> {
  const folder = mkdtempSync(join(tmpdir(), 'twenty-codegen-docs-'));
  const browser: Browser = await chromium.launch({
    executablePath: chromePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  let files = 0;
  return {
    async open(model, options = {}, settings = {}, hash = '') {
      files += 1;
      const path = join(folder, `${files}.html`);
      const [file] = [...docs({ ...options, format: 'html' }).emit(model, context)];
      writeFileSync(path, file?.content ?? '');
      const session = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...settings,
      });
      const page = await session.newPage();
      const wrongs: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') wrongs.push(message.text());
      });
      page.on('pageerror', (error) => wrongs.push(error.message));
      page.on('dialog', (dialog) => {
        wrongs.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      const own = pathToFileURL(path).href;
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(own) && !url.startsWith('data:')) wrongs.push(`request: ${url}`);
      });
      await page.goto(`${own}${hash}`);
      const go = async (to: string): Promise<void> => {
        await page.goto(`${own}${to}`);
        await settled(page);
      };
      await settled(page);
      return { page, wrongs, go, close: () => session.close() };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** When all is drawn and still. */
async function settled(page: Page): Promise<void> {
  await page.waitForSelector('main > article, main > .map:not(.busy)');
  await page.waitForTimeout(120);
}
