/**
 * Measures the budgets, each as a ratio within this run, against the generator of twenty-client-sdk: `npm run bench`.
 * Exits with 1 when one is exceeded. Not a part of the tests: it takes minutes, and a busy machine blurs it.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isExceeded, table } from './budget.ts';
import { measureBundles } from './bundling.ts';
import { measureChecking } from './checking.ts';
import { layOut, measureGeneration } from './generation.ts';
import { measureOverhead } from './overhead.ts';
import { benchWorkspace, multiply } from './workspace.ts';

const parent = realpathSync(mkdtempSync(join(tmpdir(), 'twenty-codegen-bench-')));
try {
  const { source, model, described } = await benchWorkspace();
  const [one, ten, thirty] = [
    layOut(parent, model, described),
    layOut(parent, multiply(model, 10), described),
    layOut(parent, multiply(model, 30)),
  ];
  console.log(`On ${source}: ${one.objects} objects, ${ten.objects} and ${thirty.objects}.\n`);
  const measures = [
    ...measureGeneration(one, ten, thirty),
    ...measureChecking(one, ten),
    ...(await measureBundles(one)),
    ...(await measureOverhead(one)),
  ];
  console.log(table(measures));
  process.exitCode = measures.some(isExceeded) ? 1 : 0;
} finally {
  rmSync(parent, { recursive: true, force: true });
}
