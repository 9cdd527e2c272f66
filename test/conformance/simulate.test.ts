import { beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulate/simulator.ts';
import type { Model } from '../../src/model/types.ts';
import { readRecording, recordedModel, recordingsFolder } from '../simulate/recorded.ts';
import { readExchanges, readUnordered, replay } from '../simulate/replay.ts';
import type { Exchange, IdMap, Replayed } from '../simulate/replay.ts';

/** How many recorded exchanges the simulated workspace answers as the real server did. They may rise, never fall. */
const floors = { graphql: 945, rest: 188 };

/** The exchanges that are answered differently, by why. None would mislead who tests a program of theirs. */
const differences: Readonly<Record<string, readonly string[]>> = {
  'which groups a limit leaves, where nothing puts them in order': [
    'group-by-typename',
    'group-by-limit',
    'rest-group-by-two-fields-order-limit',
  ],
  'a workspace member whom the CRM itself made: nothing that an API key writes is like it': [
    'rest-list-depth-1',
    'rest-company-depth-1',
  ],
  'ids, icons and settings that the lock does not hold': [
    'metadata-current-workspace',
    'rest-metadata-objects-limit-1',
    'create-files-too-many',
  ],
  'the CRM’s own search, among members that the replay lacks; no generated client calls it': [
    'search-core-query',
  ],
};

const folder = recordingsFolder();
if (folder === undefined)
  console.warn('No recordings of a real server found: simulator conformance is skipped.');

const key = 'recorded-key';
const member = '20202020-0687-4c41-b707-ed1bfca972a7';

const post = (query: string, variables: Readonly<Record<string, unknown>> = {}): RequestInit => ({
  method: 'POST',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables }),
});

async function freshSimulator(model: Model, more: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const current = readRecording(folder ?? '', 'current-workspace.json') as {
    data: { currentWorkspace: { displayName: string; metadataVersion: number } };
  };
  const { displayName, metadataVersion } = current.data.currentWorkspace;
  const simulator = createSimulator({
    model,
    apiKey: key,
    apiKeyName: 'lab key',
    records: 0,
    envelope: 'legacy',
    workspace: { displayName, metadataVersion },
    ...more,
  });
  const data = {
    id: member,
    name: { firstName: 'Tim', lastName: 'Apple' },
    userEmail: 'tim@apple.dev',
    userId: '20202020-9e3b-46d4-a556-88b9ddc2b034',
  };
  await simulator.fetch(
    'http://simulated.example/graphql',
    post('mutation($data: WorkspaceMemberCreateInput!) { createWorkspaceMember(data: $data) { id } }', {
      data,
    }),
  );
  return simulator;
}

/** Exchanges recorded under other circumstances: a rate limit, other keys, a restricted role. */
async function earlier(exchange: Exchange, model: Model): Promise<{ simulator: Simulator; key: string }> {
  const { name } = exchange;
  if (name.startsWith('earlier-ratelimited')) {
    const simulator = await freshSimulator(model, { limit: { requests: 3, perMs: 60_000 } });
    for (let i = 0; i < 3; i++) {
      await simulator.fetch('http://simulated.example/graphql', post('{ people { totalCount } }'));
    }
    return { simulator, key };
  }
  const simulator = await freshSimulator(model, {
    expiredKeys: ['expired'],
    revokedKeys: ['revoked'],
    permissions: { dataModel: !name.includes('restricted-role') },
  });
  const used = ['expired', 'revoked', 'tampered'].find((kind) => name.startsWith(`earlier-${kind}`));
  return { simulator, key: used ?? key };
}

/** What REST answers to a change of many, and the relations of a record. */
function isUnorderedRest({ request }: Exchange): boolean {
  if (!request.path.startsWith('/rest')) return false;
  return /^(?:PATCH|DELETE)$/.test(request.method) || request.path.includes('depth=1');
}

/** Groups that the request puts into no order: the database gives them as it finds them. */
function isUnorderedGrouping({ request }: Exchange): boolean {
  const text = `${request.path}${JSON.stringify(request.body ?? '')}`;
  return /GroupBy\(|\/groupBy\?/.test(text) && !/orderBy:|order_by=/.test(text);
}

describe.skipIf(folder === undefined)('the simulated workspace, against the recorded exchanges', () => {
  const results = new Map<Exchange, Replayed>();

  beforeAll(async () => {
    const model = await recordedModel(folder ?? '', { includeInactive: true });
    const unordered = readUnordered(folder ?? '');
    const ids: IdMap = new Map();
    const main = await freshSimulator(model);
    for (const exchange of readExchanges(folder ?? '')) {
      const used = exchange.name.startsWith('earlier-')
        ? await earlier(exchange, model)
        : { simulator: main, key };
      // Lists that many-mutations answer, and relations nested in a mutation's record, have no order.
      const isUnordered =
        unordered.has(exchange.name) ||
        /[{ ](?:update|delete|destroy|restore)[A-Z]/.test(JSON.stringify(exchange.request.body ?? '')) ||
        isUnorderedRest(exchange) ||
        isUnorderedGrouping(exchange);
      results.set(exchange, await replay(exchange, used.simulator.fetch, used.key, ids, isUnordered));
    }
  }, 60_000);

  const kinds = {
    graphql: (exchange: Exchange) => !exchange.request.path.startsWith('/rest'),
    rest: (exchange: Exchange) => exchange.request.path.startsWith('/rest'),
  };

  it.each(['graphql', 'rest'] as const)('answers %s exchanges as the real server did', (kind) => {
    const own = [...results].filter(([exchange]) => kinds[kind](exchange));
    const differing = own.filter(([, result]) => !result.isEqual);
    console.log(`${kind}: ${own.length - differing.length} of ${own.length} exchanges agree`);
    if (process.env['SIMULATE_DIFFERENCES'] === kind) {
      for (const [exchange, { want, have }] of differing) {
        console.log(
          `# ${exchange.name}\n  ${JSON.stringify(exchange.request.body ?? exchange.request.path)}`,
        );
        console.log(`  want ${JSON.stringify(want)}\n  have ${JSON.stringify(have)}`);
      }
    }
    expect(own.length - differing.length).toBeGreaterThanOrEqual(floors[kind]);
    const known = new Set(Object.values(differences).flat());
    const expected = own.map(([{ name }]) => name).filter((name) => known.has(name));
    expect(differing.map(([{ name }]) => name)).toEqual(expected);
  });
});
