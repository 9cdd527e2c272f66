import { describe, expect, test } from 'vitest';
import { introspect } from '../../src/introspect/introspect.ts';
import { createProbe } from '../../src/introspect/probe.ts';
import type { Probe } from '../../src/introspect/probe.ts';
import type { FetchLike } from '../../src/introspect/transport.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { Simulator } from '../../src/simulate/simulator.ts';
import { changeField } from '../diff/models.ts';
import { model } from '../simulate/ask.ts';

type Refuses = (path: string, body: string) => boolean;

/** A simulated server, and what it was asked; it does not know the questions that it refuses. */
function server(refuses: Refuses = () => false): {
  readonly simulator: Simulator;
  readonly asked: string[];
  readonly options: { readonly url: string; readonly apiKey: string; readonly fetch: FetchLike };
} {
  const simulator = createSimulator({ model, apiKey: 'key', records: 0, workspace: { metadataVersion: 7 } });
  const asked: string[] = [];
  const fetch: FetchLike = async (url, init) => {
    const path = new URL(url).pathname;
    asked.push(`${path} ${/query (\w+)/u.exec(init.body ?? '')?.[1] ?? ''}`);
    if (refuses(path, init.body ?? '')) {
      return Response.json(
        { errors: [{ message: 'Cannot query field', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
        { status: 400 },
      );
    }
    return simulator.fetch(url, init);
  };
  return { simulator, asked, options: { url: 'https://crm.example.com', apiKey: 'key', fetch } };
}

const unversioned: Refuses = (_path, body) => body.includes('metadataVersion');
const relabelled = changeField(model, 'person', 'jobTitle', { label: 'Job' });

async function versionsOf(probe: Probe, times: number): Promise<readonly string[]> {
  const versions: string[] = [];
  for (let time = 0; time < times; time++) versions.push((await probe.read()).version);
  return versions;
}

describe('a probe', () => {
  test("asks for the metadata's version, one small question each time", async () => {
    const { simulator, asked, options } = server();
    const probe = await createProbe(options);
    expect(await probe.read()).toMatchObject({
      version: 'v7',
      workspaceId: expect.stringMatching(/^[0-9a-f-]{36}$/u),
    });
    simulator.remodel(relabelled);
    expect(await versionsOf(probe, 2)).toEqual(['v8', 'v8']);
    expect(asked).toEqual(['/metadata Workspace', '/metadata Workspace', '/metadata Workspace']);
    await probe.close();
  });

  test('finds what a server has in place of the version, and then asks for no more than that', async () => {
    const { simulator, asked, options } = server(unversioned);
    const probe = await createProbe(options);
    const [first, second] = await versionsOf(probe, 2);
    expect(first).toMatch(/^h[0-9a-f]{32}$/u);
    expect(second).toBe(first);
    simulator.remodel(relabelled);
    expect(await versionsOf(probe, 1)).not.toEqual([first]);
    simulator.remodel(model);
    expect(await versionsOf(probe, 1)).toEqual([first]);
    expect(asked.slice(asked.indexOf('/metadata WorkspaceModel'))).toEqual(
      Array.from({ length: 4 }, () => '/metadata WorkspaceModel'),
    );
    await probe.close();
  });

  test('takes the metadata from REST where /metadata does not list it', async () => {
    const { simulator, asked, options } = server(
      (path, body) => unversioned(path, body) || body.includes('WorkspaceModel'),
    );
    const probe = await createProbe(options);
    const [first] = await versionsOf(probe, 1);
    simulator.remodel(relabelled);
    expect(await versionsOf(probe, 1)).not.toEqual([first]);
    expect(asked.filter((path) => path.startsWith('/rest/'))).toHaveLength(2);
    await probe.close();
  });

  test('looks again for a version after a failure: the server may be a newer one', async () => {
    let isOld = true;
    let isDown = false;
    const { options } = server((path, body) => isDown || (isOld && unversioned(path, body)));
    const probe = await createProbe(options);
    expect(await versionsOf(probe, 1)).toEqual([expect.stringMatching(/^h/u)]);
    isDown = true;
    await expect(probe.read()).rejects.toMatchObject({ code: 'REQUEST_REFUSED' });
    [isOld, isDown] = [false, false];
    expect(await versionsOf(probe, 1)).toEqual(['v7']);
    await probe.close();
  });

  test.each([
    ['with a version', undefined],
    ['without one', unversioned],
  ])('finds the state that reading the whole workspace finds, %s', async (_name, refuses) => {
    const { asked, options } = server(refuses);
    const { state } = await introspect(options);
    // The version is asked for before all that it is to be the version of.
    expect(asked[0]).toBe('/metadata Workspace');
    const probe = await createProbe(options);
    expect(await probe.read()).toEqual(state);
    await probe.close();
  });
});
