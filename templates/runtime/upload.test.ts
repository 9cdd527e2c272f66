import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { apiKey, elapse, failureOf, ownOf, refusal, withVirtualTime } from '../../test/client/stub.ts';
import { createClient, createRestClient } from './client.ts';
import type { TwentyClient, TwentyClientOptions } from './client.ts';
import { TwentyAuthenticationError, TwentyValidationError } from './errors.ts';
import { uploader, type UploadFile } from './upload.ts';

const ids = {
  'person.portrait': '11111111-0000-4000-8000-000000000001 22222222-0000-4000-8000-000000000001',
  'person.papers': '11111111-0000-4000-8000-000000000002',
};
const uploadFile = uploader(ownOf('Person').workspace, ids) as UploadFile<keyof typeof ids | 'person.nope'>;

interface Part {
  readonly name: string;
  readonly value: unknown;
}

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly parts: readonly Part[];
}

/** The parts of a form as they would go over the wire, in their order. */
async function sentOf(url: string, init: RequestInit): Promise<Sent> {
  const request = new Request(url, init);
  const form = await request.formData();
  const parts = await Promise.all(
    [...form].map(async ([name, value]) => ({
      name,
      value:
        typeof value === 'string'
          ? (JSON.parse(value) as unknown)
          : { name: value.name, type: value.type, text: await value.text() },
    })),
  );
  return { url, headers: request.headers, parts };
}

type Connect = (options: TwentyClientOptions) => TwentyClient;

/** A client, and a server that answers one upload after the other. */
function server(
  answers: readonly unknown[],
  connect: Connect = createClient,
): { client: TwentyClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const client = connect({
    url: 'http://crm.example',
    apiKey,
    async fetch(url, init) {
      sent.push(await sentOf(url, init));
      const answer = answers[sent.length - 1];
      return answer instanceof Response ? answer : new Response(JSON.stringify(answer));
    },
  });
  return { client, sent };
}

const uploaded = (id: string, root = 'uploadFilesFieldFile') => ({ data: { [root]: { id } } });
const unknownRoot = {
  errors: [
    refusal('Cannot query field "uploadFilesFieldFile" on type "Mutation".', {
      code: 'GRAPHQL_VALIDATION_FAILED',
    }),
  ],
};
const file = new File(['Hello terms'], 'terms.txt', { type: 'text/plain' });

describe('uploadFile', () => {
  withVirtualTime();

  it('sends the file in a multipart request for GraphQL, and gives what is to be written', async () => {
    const { client, sent } = server([uploaded('f1')]);
    expect(await uploadFile(client, 'person.portrait', file)).toEqual({ fileId: 'f1', label: 'terms.txt' });
    expect(sent.map(({ url }) => url)).toEqual(['http://crm.example/metadata']);
    expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${apiKey}`);
    expect(sent[0]?.headers.get('content-type')).toMatch(/^multipart\/form-data; *boundary=/);
    expect(sent[0]?.parts).toEqual([
      {
        name: 'operations',
        value: {
          query:
            'mutation uploadFile($file: Upload!, $fieldMetadataId: String!) { uploadFilesFieldFile(file: $file, fieldMetadataId: $fieldMetadataId) { id } }',
          variables: { file: null, fieldMetadataId: '11111111-0000-4000-8000-000000000001' },
        },
      },
      { name: 'map', value: { 0: ['variables.file'] } },
      { name: '0', value: { name: 'terms.txt', type: 'text/plain', text: 'Hello terms' } },
    ]);
  });

  it('names the file by the label where one is given, as it must be for a Blob', async () => {
    const { client, sent } = server([uploaded('f1')]);
    const label = 'café "1".pdf';
    expect(await uploadFile(client, 'person.portrait', new Blob(['%PDF']), { label })).toEqual({
      fileId: 'f1',
      label,
    });
    expect(sent[0]?.parts[2]?.value).toMatchObject({ name: label, text: '%PDF' });
    for (const nameless of [new Blob(['x']), new File(['x'], '')])
      expect(await failureOf(uploadFile(client, 'person.portrait', nameless))).toBeInstanceOf(
        TwentyValidationError,
      );
    expect(sent).toHaveLength(1);
  });

  it('refuses a field that there is not', async () => {
    const { client, sent } = server([]);
    expect(await failureOf(uploadFile(client, 'person.nope', file))).toMatchObject({
      code: 'VALIDATION',
      message: 'uploadFile: there is no field person.nope of files.',
    });
    expect(sent).toEqual([]);
  });

  it('goes by universal identifiers where the server does, and remembers that', async () => {
    const byIdentifier = 'uploadFilesFieldFileByUniversalIdentifier';
    const { client, sent } = server([
      unknownRoot,
      uploaded('f1', byIdentifier),
      uploaded('f2', byIdentifier),
    ]);
    expect(await uploadFile(client, 'person.portrait', file)).toMatchObject({ fileId: 'f1' });
    expect(await uploadFile(client, 'person.portrait', file)).toMatchObject({ fileId: 'f2' });
    expect(sent.map(({ parts }) => parts[0]?.value)).toMatchObject([
      { query: expect.stringContaining('fieldMetadataId') as string },
      ...[1, 2].map(() => ({
        query: expect.stringContaining(
          `${byIdentifier}(file: $file, fieldMetadataUniversalIdentifier: $fieldMetadataUniversalIdentifier)`,
        ) as string,
        variables: { fieldMetadataUniversalIdentifier: '22222222-0000-4000-8000-000000000001' },
      })),
    ]);
  });

  it('says what the server says where there is no other way', async () => {
    const { client } = server([
      unknownRoot,
      { data: { uploadFilesFieldFile: null }, errors: [refusal('no', { code: 'UNAUTHENTICATED' })] },
    ]);
    expect((await failureOf(uploadFile(client, 'person.papers', file))).message).toContain('Cannot query');
    expect(await failureOf(uploadFile(client, 'person.portrait', file))).toBeInstanceOf(
      TwentyAuthenticationError,
    );
  });

  it('sends the whole file again after a failure in passing', async () => {
    const { client, sent } = server([new Response('', { status: 503 }), uploaded('f1')]);
    expect(await elapse(uploadFile(client, 'person.portrait', file))).toMatchObject({ fileId: 'f1' });
    expect(sent).toHaveLength(2);
    expect(sent[1]?.parts).toEqual(sent[0]?.parts);
  });

  it('is the same for a client that speaks REST', async () => {
    const { client, sent } = server([uploaded('f1')], createRestClient);
    expect(await uploadFile(client, 'person.portrait', file)).toEqual({ fileId: 'f1', label: 'terms.txt' });
    expect(sent.map(({ url }) => url)).toEqual(['http://crm.example/metadata']);
  });
});

it('uploadFile sends over HTTP what a server can read, byte for byte', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const received: (Uint8Array | string)[] = [];
  const read = async (body: Buffer, contentType = ''): Promise<void> => {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    const sent = form.get('0') as File;
    received.push(sent.name, new Uint8Array(await sent.arrayBuffer()));
  };
  const loopback = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void read(Buffer.concat(chunks), request.headers['content-type']).then(() =>
        response.end(JSON.stringify(uploaded('f1'))),
      );
    });
  });
  await new Promise<void>((resolve) => loopback.listen(0, '127.0.0.1', resolve));
  try {
    const client = createClient({
      url: `http://127.0.0.1:${(loopback.address() as AddressInfo).port}`,
      apiKey,
    });
    await uploadFile(client, 'person.portrait', new File([bytes], 'all.bin'));
    expect(received).toEqual(['all.bin', bytes]);
  } finally {
    loopback.closeAllConnections();
    loopback.close();
  }
});
