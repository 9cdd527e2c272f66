import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask, askForEdits } from '../../src/cli/questions.ts';
import type { Edit } from '../../src/cli/init/edit.ts';

/** A terminal that answers as somebody at the keys would: each entry is typed when the question before it was answered. */
function typing(...entries: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (data: Buffer) => (shown += data.toString()));
  const typed = (async () => {
    for (const entry of entries) {
      await sleep(30);
      input.write(entry);
    }
  })();
  return { streams: { input, output }, shown: () => shown, typed };
}

const enter = '\r';
const down = '\u001B[B';
const space = ' ';
const ctrlC = '\u0003';

const edit = (kind: Edit['kind']): Edit => ({
  kind,
  title: `edit of ${kind}`,
  path: `/project/${kind}`,
  before: null,
  after: '',
});
const edits = (['config', 'scripts', 'plugin'] as const).map(edit);

describe('the questions of init', () => {
  it('are where the server is and where the client goes', async () => {
    const { streams, shown } = typing('https://crm.example.com', enter, 'src/crm', enter);
    const asked = { url: undefined, output: undefined, usualOutput: 'lib/twenty', needsUrl: true };
    expect(await ask(asked, streams)).toEqual({ url: 'https://crm.example.com', output: 'src/crm' });
    expect(shown()).toContain('Where is your Twenty server?');
    expect(shown()).toContain('Where shall the client go?');
  });

  it('take Enter alone for what is usual', async () => {
    const { streams } = typing(enter, enter);
    const asked = { url: undefined, output: undefined, usualOutput: 'lib/twenty', needsUrl: true };
    expect(await ask(asked, streams)).toEqual({ url: undefined, output: 'lib/twenty' });
  });

  it('ask again where the answer is no URL', async () => {
    const { streams, shown } = typing('ftp://crm', enter, '\u0015', 'https://crm.example.com', enter, enter);
    const asked = { url: undefined, output: undefined, usualOutput: 'src/twenty', needsUrl: true };
    expect((await ask(asked, streams)).url).toBe('https://crm.example.com');
    expect(shown()).toMatch(/http/u);
  });

  it('are not about what flags and the environment say', async () => {
    const { streams, shown } = typing();
    const asked = { url: undefined, output: 'crm', usualOutput: 'src/twenty', needsUrl: false };
    expect(await ask(asked, streams)).toEqual({ url: undefined, output: 'crm' });
    expect(shown()).not.toContain('?');
  });

  it('let every edit be declined', async () => {
    const all = typing(enter);
    expect(await askForEdits(edits, all.streams)).toEqual(['config', 'scripts', 'plugin']);
    expect(all.shown()).toContain('edit of plugin');

    const some = typing(down, space, enter);
    expect(await askForEdits(edits, some.streams)).toEqual(['config', 'plugin']);

    const none = typing(space, down, space, down, space, enter);
    expect(await askForEdits(edits, none.streams)).toEqual([]);
  });

  it('end with Ctrl-C, as the whole program does', async () => {
    let signals = 0;
    const count = () => (signals += 1);
    process.on('SIGINT', count);
    onTestFinished(() => void process.off('SIGINT', count));
    const { streams } = typing(ctrlC);
    await expect(askForEdits(edits, streams)).rejects.toMatchObject({ code: 'ABORTED' });
    expect(signals).toBe(1);
  });
});
