import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { simulate } from '../../../src/testing/index.ts';
import type { SimulateOptions, Simulation } from '../../../src/testing/index.ts';
import { createPacked, repositoryFile } from './packed.ts';
import type { PackedProject } from './packed.ts';

/*
 * The projects of examples/, each installed from its package.json in a folder of its own, built, and run on a simulated
 * workspace. Where npm cannot install one, its test is skipped and says why.
 */

const examples = join(import.meta.dirname, '..', '..', '..', 'examples');
const lock = join(examples, 'twenty.lock.json');
const apiKey = 'examples-key-that-no-bundle-may-hold';
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** The files of an example but for what is generated, with its dependencies installed. */
async function installed(name: string): Promise<PackedProject | { readonly reason: string }> {
  const names = readdirSync(join(examples, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(examples, name).length + 1))
    .filter(
      (path) => !/(?:^|[\\/])(?:node_modules|dist|twenty|\.next)[\\/]|(?:\.tsbuildinfo|\.csv)$/u.test(path),
    );
  const files = Object.fromEntries(names.map((path) => [path, repositoryFile('examples', name, path)]));
  const project = await createPacked(
    { ...files, '../twenty.lock.json': repositoryFile('examples', 'twenty.lock.json') },
    [],
  );
  if (!('reason' in project)) closing.push(() => project.remove());
  return project;
}

interface Workspace {
  readonly crm: Simulation;
  readonly env: Readonly<Record<string, string>>;
}

async function workspace(options: SimulateOptions = {}): Promise<Workspace> {
  const crm = simulate({ lock, apiKey, ...options });
  closing.push(() => crm.close());
  return {
    crm,
    env: { TWENTY_API_URL: await crm.listen(), TWENTY_API_KEY: apiKey, NEXT_TELEMETRY_DISABLED: '1' },
  };
}

async function built(project: PackedProject): Promise<void> {
  const { code, output } = await project.npm(['run', 'build']);
  expect(code, output).toBe(0);
}

it.concurrent(
  'the script brings 10,000 people in, once, and tells how far it is',
  { timeout: 240_000 },
  async ({ skip, expect }) => {
    const project = await installed('sync');
    if ('reason' in project) return skip(`npm cannot install it here: ${project.reason}`);
    await built(project);
    expect((await project.npm(['run', 'csv'])).code).toBe(0);
    const { crm, env } = await workspace({ limit: { requests: 100, perMs: 60_000 } });
    const first = await project.npm(['start'], env);
    expect(first.output).toContain('500 companies and 10000 people are in the CRM.');
    expect(first.output).toMatch(/People: 200 of 10000, \d+ s left\n/u);
    expect(first.code).toBe(0);
    expect(crm.asked('people', 'createMany')).toHaveLength(50);
    const people = crm.records('people');
    expect(people).toHaveLength(10_000);
    expect(people.filter(({ companyId }) => companyId === null)).toEqual([]);

    // Again, with less of it, and with a server that fails in the middle.
    project.add({ 'people.csv': people300(repeatable(project)) });
    crm.travel(60_000);
    crm.fail({ object: 'people', operation: 'createMany', nth: 2, kind: 'error', code: 'FORBIDDEN' });
    const again = await project.npm(['start'], env);
    expect(again.code).toBe(1);
    expect(again.output).toMatch(/Not finished: Simulated FORBIDDEN 200 records were written before\./u);
    expect(crm.records('people')).toHaveLength(10_000);
  },
);

function repeatable({ folder }: PackedProject): string {
  return readFileSync(join(folder, 'people.csv'), 'utf8');
}

function people300(csv: string): string {
  return csv.split('\n').slice(0, 301).join('\n');
}

it.concurrent(
  'the React app lists, filters, pages and edits, without the key in its bundle',
  { timeout: 240_000 },
  async ({ skip, expect }) => {
    const project = await installed('react');
    if ('reason' in project) return skip(`npm cannot install it here: ${project.reason}`);
    await built(project);
    const assets = join(project.folder, 'dist', 'assets');
    const bundle = readdirSync(assets)
      .map((name) => readFileSync(join(assets, name), 'utf8'))
      .join('');
    expect(bundle).not.toContain(apiKey);
    const { crm, env } = await workspace();
    crm.add('people', [
      { name: { firstName: 'Ada', lastName: 'Zeta' }, jobTitle: 'Engineer', company: { name: 'Acme' } },
      ...Array.from({ length: 24 }, (_, index) => ({
        name: { firstName: 'Person', lastName: `Number ${String(index).padStart(2, '0')}` },
        jobTitle: 'Analyst',
        companyId: null,
      })),
    ]);
    const server = await project.start('vite', ['preview', '--port', '0', '--host', '127.0.0.1'], env);
    closing.push(() => server.stop());
    expect((await fetch(server.url)).status).toBe(200);
    if (chromium === undefined) return skip('There is no Chromium here: the app was built and served only.');
    const { chromium: driver } = await import('playwright-core');
    const browser = await driver.launch({ executablePath: chromium, args: ['--no-sandbox'] });
    closing.push(() => browser.close());
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(server.url);
    const status = page.getByRole('status');
    await page.getByRole('rowheader', { name: 'Person Number 00' }).waitFor();
    expect(await status.textContent()).toBe('1–10 of 25');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('rowheader', { name: 'Person Number 10' }).waitFor();
    expect(await status.textContent()).toBe('11–20 of 25');
    await page.getByRole('searchbox').fill('acme');
    await page.getByRole('rowheader', { name: 'Ada Zeta' }).waitFor();
    expect(await status.textContent()).toBe('1–1 of 1');
    await page.getByRole('button', { name: 'Job title of Ada Zeta: Engineer' }).click();
    await page.getByRole('textbox', { name: 'Job title of Ada Zeta' }).fill('Countess');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Job title of Ada Zeta: Countess' }).waitFor();
    expect(crm.askedOnce('people', 'updateOne').arguments['data']).toEqual({ jobTitle: 'Countess' });
    await page.getByRole('searchbox').fill('nobody of this name');
    await page.getByText('Nobody found.').waitFor();
    expect(problems).toEqual([]);
    crm.fail({ object: 'people', kind: 'error', code: 'FORBIDDEN', message: 'You may not read people.' });
    await page.getByRole('searchbox').fill('ada');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toBe('You may not read people.');
  },
);

it.concurrent(
  'the Next.js app answers its page and its route handler',
  { timeout: 240_000 },
  async ({ skip, expect }) => {
    const project = await installed('next');
    if ('reason' in project) return skip(`npm cannot install it here: ${project.reason}`);
    await built(project);
    const { crm, env } = await workspace();
    const server = await project.start('next', ['start', '-p', '0'], env);
    closing.push(() => server.stop());
    const post = (body: object): Promise<Response> =>
      fetch(`${server.url}/api/people`, { method: 'POST', body: JSON.stringify(body) });
    const ada = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
    const created = await post(ada);
    expect(created.status).toBe(201);
    expect(crm.records('people')).toMatchObject([{ name: { firstName: 'Ada', lastName: 'Lovelace' } }]);
    expect((await post(ada)).status).toBe(409);
    expect((await post({ ...ada, email: 'nowhere' })).status).toBe(422);
    expect((await post({})).status).toBe(422);
    const found = await fetch(`${server.url}/api/people?q=love`);
    expect(await found.json()).toMatchObject({
      totalCount: 1,
      people: [{ emails: { primaryEmail: 'ada@example.com' } }],
    });
    expect(await (await fetch(server.url)).text()).toMatch(/Ada.*Lovelace/su);
  },
);
