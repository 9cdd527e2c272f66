import { expect, test } from 'vitest';
import { createSimulator } from '../../src/simulate/simulator.ts';
import { addField, changeField, changeObject, removeField } from '../diff/models.ts';
import { model } from './ask.ts';

test('a workspace whose model is replaced keeps the records of what keeps its id', async () => {
  const simulator = createSimulator({ model, apiKey: 'key', records: 4 });
  const ask = async (path: string, query: string): Promise<Readonly<Record<string, unknown>>> => {
    const answer = await simulator.fetch(`http://crm.example/${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await answer.json()) as {
      data: Readonly<Record<string, unknown>>;
      errors?: unknown;
    };
    expect(errors).toBeUndefined();
    return data;
  };
  const version = async (): Promise<unknown> =>
    (await ask('metadata', '{ currentWorkspace { metadataVersion } }'))['currentWorkspace'];
  const nodes = async (root: string, keys: string): Promise<unknown> =>
    ((await ask('graphql', `{ ${root} { edges { node { ${keys} } } } }`))[root] as { edges: unknown }).edges;

  expect(await version()).toEqual({ metadataVersion: 1 });
  const titles = JSON.stringify(await nodes('people', 'id jobTitle companyId'));
  const stages = JSON.stringify(await nodes('opportunities', 'id stage'));
  expect(stages).toMatch(/"stage":"[A-Z]/u);

  const [stage] = model.objects.flatMap(({ fields }) => fields.filter(({ name }) => name === 'stage'));
  const options = stage?.picklist?.options ?? [];
  const person = changeObject(changeField(model, 'person', 'jobTitle', { name: 'occupation' }), 'person', {
    namePlural: 'contacts',
    operations: {
      ...model.objects.find(({ nameSingular }) => nameSingular === 'person')?.operations,
      findMany: 'contacts',
    },
  });
  const template = model.objects[0]?.fields.find(({ type }) => type === 'BOOLEAN');
  if (template === undefined || stage?.picklist === undefined) throw new Error('the demo has both');
  const changed = changeField(
    addField(removeField(person, 'person', 'company'), 'person', {
      ...template,
      id: '6f1c0d52-0000-4000-8000-000000000001',
      name: 'isNew',
      defaultValue: true,
      isNullable: false,
    }),
    'opportunity',
    'stage',
    {
      picklist: {
        ...stage.picklist,
        options: options.map((option) => ({ ...option, value: `${option.value}_NOW` })),
      },
    },
  );
  simulator.remodel(changed);

  expect(await version()).toEqual({ metadataVersion: 2 });
  expect(JSON.stringify(await nodes('contacts', 'id occupation isNew'))).toBe(
    titles.replaceAll('jobTitle', 'occupation').replaceAll(/"companyId":(?:null|"[^"]*")/gu, '"isNew":true'),
  );
  expect(JSON.stringify(await nodes('opportunities', 'id stage'))).toBe(
    stages.replaceAll(/"stage":"([A-Z_]+)"/gu, '"stage":"$1_NOW"'),
  );
});
