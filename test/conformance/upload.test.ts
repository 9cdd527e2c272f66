import { parse, print } from 'graphql';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../templates/runtime/client.ts';
import { uploader } from '../../templates/runtime/upload.ts';
import type { UploadFile } from '../../templates/runtime/upload.ts';
import { apiKey, ownOf } from '../client/stub.ts';
import { clientFiles } from '../golden/workspaces.ts';
import { recordedModel, recordingsFolder } from '../simulate/recorded.ts';
import { readExchanges } from '../simulate/replay.ts';

interface Operations {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Multipart {
  readonly operations: Operations;
  readonly map: Readonly<Record<string, readonly string[]>>;
  readonly files: Readonly<Record<string, { filename: string; contentType: string; text: string }>>;
}

const folder = recordingsFolder();
if (folder === undefined) console.warn('No recordings of a real server found: the upload is not compared.');

/** A mutation's root field, with the type and the value of each argument. */
function meaning({ query, variables }: Operations): unknown {
  const [definition] = parse(query).definitions as [OperationDefinitionNode];
  const [root] = definition.selectionSet.selections as readonly FieldNode[];
  const types = new Map(
    definition.variableDefinitions?.map(({ variable, type }) => [variable.name.value, print(type)]),
  );
  const args = root?.arguments?.map(({ name, value }) => {
    const variable = value.kind === 'Variable' ? value.name.value : '';
    return [name.value, { type: types.get(variable), value: variables[variable] }] as const;
  });
  return { root: root?.name.value, args: Object.fromEntries(args ?? []) };
}

describe.skipIf(folder === undefined)('an upload', () => {
  it('is what a real server took, and gives what it took for the record', async () => {
    const model = await recordedModel(folder ?? '');
    const exchanges = new Map(readExchanges(folder ?? '').map((exchange) => [exchange.name, exchange]));
    const recorded = exchanges.get('files-upload');
    const multipart = recorded?.request.multipart as Multipart;
    const [file] = Object.values(multipart.files);
    const field = model.objects
      .find(({ nameSingular }) => nameSingular === 'contractReview')
      ?.fields.find(({ name }) => name === 'attachedFiles');
    const ids = `${field?.id} ${field?.universalIdentifier}`;
    const generated = clientFiles(model).find(({ path }) => path === 'files.ts')?.content;
    expect(generated).toContain(`'contractReview.attachedFiles': '${ids}'`);

    const forms: FormData[] = [];
    const client = createClient({
      url: 'http://crm.example',
      apiKey,
      async fetch(url, init) {
        expect(new URL(url).pathname).toBe(recorded?.request.path);
        forms.push(await new Request(url, init).formData());
        return new Response(JSON.stringify(recorded?.response.body));
      },
    });
    const uploadFile = uploader(ownOf('Person').workspace, {
      'contractReview.attachedFiles': ids,
    }) as UploadFile<string>;
    const written = await uploadFile(
      client,
      'contractReview.attachedFiles',
      new File([file?.text ?? ''], file?.filename ?? '', { type: file?.contentType ?? '' }),
    );
    const [form] = forms;
    expect(forms).toHaveLength(1);
    expect(meaning(JSON.parse(form?.get('operations') as string) as Operations)).toEqual(
      meaning(multipart.operations),
    );
    expect(JSON.parse(form?.get('map') as string)).toEqual(multipart.map);
    const sent = form?.get('0') as File;
    expect({ filename: sent.name, contentType: sent.type, text: await sent.text() }).toEqual(file);
    const created = exchanges.get('files-create')?.request.body as Operations;
    expect((created.variables['d'] as { attachedFiles: unknown }).attachedFiles).toEqual([written]);
  });
});
