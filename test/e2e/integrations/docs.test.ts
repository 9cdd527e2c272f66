import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildModel } from '../../../src/model/build.ts';
import type { Model } from '../../../src/model/types.ts';
import { largeModel } from '../../emitters/docs/models.ts';
import { fixtureModel } from '../../golden/workspaces.ts';
import { hostileWorkspace } from '../../properties/workspace.arbitrary.ts';
import { chromePath, hasChrome, openStudio } from './docs/browser.ts';
import type { Opened, Studio } from './docs/browser.ts';

const contrast = readFileSync(join(import.meta.dirname, 'docs/contrast.js'), 'utf8');

if (!hasChrome)
  console.warn(
    `No Chromium at ${chromePath} (CHROME_PATH names another): the page of docs() is not looked at.`,
  );

describe.skipIf(!hasChrome)('the page of docs(), in Chromium', { timeout: 120_000 }, () => {
  let studio: Studio;
  let demo: Model;
  beforeAll(async () => {
    demo = await fixtureModel('demo');
    studio = await openStudio();
  });
  afterAll(() => studio.close());

  /** Opens, does, and sees that nothing went wrong on the way. */
  async function on(opening: Promise<Opened>, act: (opened: Opened) => Promise<void>): Promise<void> {
    const opened = await opening;
    try {
      await act(opened);
      expect(opened.wrongs).toEqual([]);
    } finally {
      await opened.close();
    }
  }

  const text = (opened: Opened, selector: string): Promise<string | null> =>
    opened.page.locator(selector).first().textContent();
  const hash = ({ page }: Opened): Promise<string> => page.evaluate('location.hash');
  const zoom = ({ page }: Opened): Promise<number> =>
    page.evaluate('new DOMMatrix(getComputedStyle(document.querySelector(".world")).transform).a');

  it('shows every object and every relation, and asks the network for nothing', async () => {
    await on(studio.open(demo, { title: 'Demo' }), async (opened) => {
      expect(await opened.page.title()).toBe('Demo');
      expect(await opened.page.locator('.card').count()).toBe(8);
      expect(await opened.page.locator('.line').count()).toBe(12);
      const seen = await opened.page.evaluate(`[...document.querySelectorAll('.card')].every((card) => {
        const { left, top, right, bottom } = card.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      })`);
      expect(seen).toBe(true);
    });
  });

  it('finds an option by the keyboard, and shows its field', async () => {
    await on(studio.open(demo), async (opened) => {
      const { keyboard } = opened.page;
      await keyboard.press('/');
      await keyboard.type('health');
      expect(await text(opened, '#results [aria-selected=true]')).toContain('Health care');
      expect(await opened.page.locator('#search').getAttribute('aria-activedescendant')).toBe('result-0');
      await keyboard.press('Enter');
      await opened.page.waitForSelector('tr.wanted');
      expect(await hash(opened)).toBe('#/object/company/segments');
      expect(await text(opened, 'h1')).toBe('Companies');
      expect(await text(opened, 'tr.wanted .anchor')).toBe('Segments');
      expect(await opened.page.locator('tr.wanted .pill').first().getAttribute('data-color')).not.toBe(null);
    });
  });

  it('goes through its results with arrows, and closes them with Escape', async () => {
    await on(studio.open(demo), async (opened) => {
      const { keyboard } = opened.page;
      await keyboard.press('/');
      await keyboard.type('company');
      const first = await text(opened, '#results [aria-selected=true] code');
      await keyboard.press('ArrowDown');
      expect(await text(opened, '#results [aria-selected=true] code')).not.toBe(first);
      await keyboard.press('ArrowUp');
      expect(await text(opened, '#results [aria-selected=true] code')).toBe(first);
      await keyboard.press('Escape');
      expect(await opened.page.locator('#results').isVisible()).toBe(false);
    });
  });

  it('chooses an object, keeps to its neighbours, and goes back', async () => {
    await on(studio.open(demo), async (opened) => {
      const { page } = opened;
      await page.locator('.card', { hasText: 'workspaceMember' }).click();
      expect(await hash(opened)).toBe('#/map/workspaceMember');
      expect(await text(opened, '.panel h2')).toBe('Workspace member');
      expect(await page.locator('.card').count()).toBe(8);
      await page.locator('.panel button', { hasText: 'Focus' }).click();
      await expect.poll(() => page.locator('.card').count()).toBe(3);
      expect(await hash(opened)).toBe('#/map/workspaceMember/1');
      await page.locator('.focus button', { hasText: '2' }).click();
      await expect.poll(() => page.locator('.card').count()).toBeGreaterThan(4);
      await page.goBack();
      await expect.poll(() => page.locator('.card').count()).toBe(3);
      await page.locator('.panel a.primary').click();
      expect(await text(opened, 'h1')).toBe('Workspace members');
      await page.goBack();
      await expect.poll(() => page.locator('.panel h2').textContent()).toBe('Workspace member');
    });
  });

  it('hides the objects of the system, and shows names instead of fields', async () => {
    await on(studio.open(demo), async ({ page }) => {
      expect(await page.locator('.card .row').count()).toBeGreaterThan(20);
      await page.locator('.switch').click();
      await expect.poll(() => page.locator('.card').count()).toBe(6);
      await page.locator('.tools button', { hasText: 'Names' }).click();
      await expect.poll(() => page.locator('.card .row').count()).toBe(0);
    });
  });

  it('zooms by wheel, buttons and keys, about the pointer, and fits again', async () => {
    await on(studio.open(demo), async (opened) => {
      const { page } = opened;
      const before = await zoom(opened);
      const card = page.locator('.card', { hasText: 'opportunity' }).first();
      const at = await card.boundingBox();
      if (!at) throw new Error('no box');
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
      await page.mouse.wheel(0, -300);
      await expect.poll(() => zoom(opened)).toBeGreaterThan(before * 1.3);
      const then = await card.boundingBox();
      expect(Math.abs((then?.x ?? 0) + (then?.width ?? 0) / 2 - (at.x + at.width / 2))).toBeLessThan(3);
      await page.getByRole('button', { name: 'Fit to window' }).click();
      await expect.poll(async () => Math.abs((await zoom(opened)) - before)).toBeLessThan(0.01);
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await expect.poll(() => zoom(opened)).toBeGreaterThan(before * 1.2);
      await page.locator('.surface').focus();
      await page.keyboard.press('0');
      await expect.poll(async () => Math.abs((await zoom(opened)) - before)).toBeLessThan(0.01);
    });
  });

  it('is dragged, which chooses nothing', async () => {
    await on(studio.open(demo), async (opened) => {
      const { page } = opened;
      const card = page.locator('.card').first();
      const before = await card.boundingBox();
      if (!before) throw new Error('no box');
      await page.mouse.move(before.x + 40, before.y + 20);
      await page.mouse.down();
      await page.mouse.move(before.x + 90, before.y + 60, { steps: 5 });
      await page.mouse.move(before.x + 140, before.y + 80, { steps: 5 });
      await page.mouse.up();
      await expect
        .poll(async () => Math.abs(((await card.boundingBox())?.x ?? 0) - before.x - 100))
        .toBeLessThan(12);
      expect(await hash(opened)).toBe('');
    });
  });

  it('is used by the keyboard alone: boxes by arrows, a page by Enter', async () => {
    await on(studio.open(demo), async (opened) => {
      const { keyboard } = opened.page;
      await opened.page.locator('.surface').focus();
      await keyboard.press('ArrowRight');
      const focused = () => opened.page.evaluate('document.activeElement?.getAttribute("aria-label")');
      const first = await focused();
      expect(first).toMatch(/\d+ fields/);
      await keyboard.press('ArrowRight');
      expect(await focused()).not.toBe(first);
      await keyboard.press('Enter');
      await expect.poll(() => hash(opened)).toMatch(/^#\/map\//);
      await keyboard.press('Enter');
      await expect.poll(() => hash(opened)).toMatch(/^#\/object\//);
      expect(await opened.page.evaluate('document.activeElement?.tagName')).toBe('H1');
      const outline = await opened.page.evaluate(`(() => {
        const link = document.querySelector('.top nav a');
        link.focus({ focusVisible: true });
        return getComputedStyle(link).outlineStyle;
      })()`);
      expect(outline).toBe('solid');
    });
  });

  it('shows code for each function, and copies it', async () => {
    const allowed = { permissions: ['clipboard-read', 'clipboard-write'] };
    await on(studio.open(demo, {}, allowed, '#/object/opportunity'), async (opened) => {
      const { page } = opened;
      expect(await page.getByRole('tab').count()).toBe(16);
      await page.getByRole('tab', { name: 'updateOne' }).click();
      const shown = await text(opened, '[role=tabpanel]:not([hidden]) pre');
      expect(shown).toContain('stage: OpportunityStage.SCREENING');
      await page.locator('[role=tabpanel]:not([hidden]) .copy').click();
      await expect.poll(() => text(opened, '[role=tabpanel]:not([hidden]) .copy')).toBe('Copied');
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(shown);
      await page.getByRole('tab', { name: 'updateOne' }).focus();
      await page.keyboard.press('ArrowRight');
      expect(await text(opened, '[role=tab][aria-selected=true]')).toBe('updateMany');
      expect(await text(opened, '[role=tabpanel]:not([hidden]) pre')).not.toBe(shown);
    });
  });

  it('leads from a relation to the other object and its field', async () => {
    await on(studio.open(demo, {}, {}, '#/object/person'), async (opened) => {
      await opened.page.locator('.inverse a', { hasText: 'people' }).click();
      expect(await hash(opened)).toBe('#/object/company/people');
      expect(await text(opened, 'tr.wanted code')).toBe('people');
    });
  });

  it('is dark where the system is, and where the reader says so, from then on', async () => {
    const isDark = ({ page }: Opened): Promise<boolean> =>
      page.evaluate(
        'Number(/\\d+/.exec(getComputedStyle(document.documentElement).backgroundColor)[0]) < 60',
      );
    await on(studio.open(demo, {}, { colorScheme: 'dark' }), async (opened) => {
      expect(await isDark(opened)).toBe(true);
      await opened.page.getByRole('button', { name: 'Light colours' }).click();
      expect(await isDark(opened)).toBe(false);
      await opened.page.reload();
      expect(await isDark(opened)).toBe(false);
    });
    await on(studio.open(demo, {}, { colorScheme: 'light' }), async (opened) => {
      expect(await isDark(opened)).toBe(false);
    });
  });

  it.each(['light', 'dark'] as const)('has text that stands out from its ground, %s', async (colorScheme) => {
    const since: Model = { ...demo, objects: demo.objects.slice(1) };
    await on(studio.open(demo, { since }, { colorScheme }), async (opened) => {
      for (const view of ['#/objects', '#/object/opportunity', '#/object/person', '#/changes']) {
        await opened.go(view);
        expect(await opened.page.evaluate(contrast)).toEqual([]);
      }
    });
  });

  it('fits a screen of 320 pixels', async () => {
    const since: Model = { ...demo, objects: demo.objects.slice(1) };
    await on(studio.open(demo, { since }, { viewport: { width: 320, height: 640 } }), async (opened) => {
      for (const view of ['#/', '#/map/person', '#/objects', '#/object/opportunity', '#/changes']) {
        await opened.go(view);
        const over = await opened.page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect([view, over]).toEqual([view, 0]);
      }
    });
  });

  it('prints a page of an object with all its code, without what is of no use on paper', async () => {
    await on(studio.open(demo, {}, {}, '#/object/opportunity'), async ({ page }) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.top').isVisible()).toBe(false);
      expect(await page.locator('[role=tabpanel]:visible').count()).toBe(16);
    });
  });

  it('runs nothing that a workspace says', async () => {
    const odd = await fixtureModel('odd');
    const hostile = fc.sample(hostileWorkspace, { numRuns: 4, seed: 5 }).map((raw) => buildModel(raw).model);
    for (const model of [odd, ...hostile]) {
      const before = { ...model, objects: model.objects.slice(1) };
      await on(
        studio.open(model, { title: '</title><script>alert(1)</script>', since: before }),
        async (opened) => {
          for (const { names } of model.objects.slice(0, 3)) {
            await opened.go(`#/object/${encodeURIComponent(names.file)}`);
            expect(await opened.page.locator('h1').count()).toBe(1);
            await opened.go(`#/map/${encodeURIComponent(names.file)}/1`);
          }
          await opened.go('#/changes');
          await opened.page.fill('#search', '</');
          expect(await opened.page.evaluate('globalThis.escaped')).toBe(undefined);
          expect(await opened.page.locator('script').count()).toBe(2);
          expect(await opened.page.locator('main script, main img, main iframe').count()).toBe(0);
        },
      );
    }
  });

  it('says so where an address leads nowhere', async () => {
    await on(studio.open(demo, {}, {}, '#/object/nobody'), async (opened) => {
      expect(await text(opened, 'h1')).toBe('There is no such object');
    });
  });

  it('does not lag with 300 objects', async () => {
    await on(studio.open(largeModel(300)), async ({ page }) => {
      await expect.poll(() => page.locator('.card').count()).toBe(300);
      await page.waitForTimeout(1000);
      const session = await page.context().newCDPSession(page);
      // What the page itself computes, whatever else this machine does.
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const spent = async (): Promise<number> => {
        const { metrics } = await session.send('Performance.getMetrics');
        return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Infinity);
      };
      const steps = 60;
      const moves: Readonly<Record<string, string>> = {
        zoom: `surface.dispatchEvent(new WheelEvent('wheel', { deltaY: step < 30 ? -40 : 40, clientX: 640, clientY: 400, cancelable: true }))`,
        pan: `surface.dispatchEvent(new PointerEvent(step === 0 ? 'pointerdown' : 'pointermove', { pointerId: 1, clientX: 300 + step * 5, clientY: 300 }))`,
      };
      for (const [name, move] of Object.entries(moves)) {
        const before = await spent();
        await page.evaluate(`(async () => {
          const surface = document.querySelector('.surface');
          surface.setPointerCapture = () => {};
          surface.hasPointerCapture = () => true;
          for (let step = 0; step < ${steps}; step += 1) {
            ${move};
            await new Promise(requestAnimationFrame);
          }
        })()`);
        // A frame at 60 a second has 16.7 ms.
        expect([name, ((await spent()) - before) / steps < 16]).toEqual([name, true]);
      }
      const before = await spent();
      await page.keyboard.press('/');
      await page.keyboard.type('field 7');
      expect((await spent()) - before).toBeLessThan(700);
    });
  });
});
