import { describe, expect, it } from 'vitest';
import { serve } from '../../src/simulate/server.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { UploadFile } from '../../templates/runtime/upload.ts';
import { apiKey, generated } from './generated.ts';
import type { TwentyClient } from './generated.ts';

const demo = await generated('demo');
const people = demo.of('person');
const uploadFile = demo.index['uploadFile'] as UploadFile<'person.portrait'>;

/** Does it against a simulated workspace: in memory, and over HTTP. */
async function within(where: string, act: (client: TwentyClient) => Promise<void>): Promise<void> {
  const simulator = createSimulator({ model: demo.model, apiKey, records: 0 });
  if (where === 'in memory')
    return act(demo.index.createClient({ url: 'http://crm.example', apiKey, fetch: simulator.fetch }));
  const server = await serve(simulator);
  try {
    return await act(demo.index.createClient({ url: server.url, apiKey }));
  } finally {
    await server.close();
  }
}

describe.each(['in memory', 'over HTTP'])('a file, %s', (where) => {
  it('is uploaded, written, read, and taken away', async () => {
    await within(where, async (client) => {
      const file = new File(['a face'], 'face.png', { type: 'image/png' });
      const uploaded = await uploadFile(client, 'person.portrait', file);
      expect(uploaded).toEqual({ fileId: expect.any(String) as string, label: 'face.png' });
      const select = { id: true, portrait: true };
      const { id, portrait } = await people.createOne(client, { portrait: [uploaded] }, { select });
      expect(portrait).toEqual([
        { ...uploaded, extension: '.png', url: expect.stringMatching(/^http/) as string },
      ]);
      const filter = { portrait: { like: '%face%' } };
      expect((await people.findMany(client, { filter, select })).records).toEqual([
        { id, portrait: [expect.objectContaining(uploaded)] },
      ]);
      expect((await people.updateOne(client, id, { portrait: [] }, { select }))['portrait']).toBeNull();
    });
  });

  it('is refused on a second record', async () => {
    await within(where, async (client) => {
      const uploaded = await uploadFile(client, 'person.portrait', new Blob(['x']), { label: 'x.txt' });
      await people.createOne(client, { portrait: [uploaded] });
      await expect(people.createOne(client, { portrait: [uploaded] })).rejects.toThrow(/already associated/);
    });
  });

  it('is refused with a wrong key', async () => {
    await within(where, async (client) => {
      const file = new File(['x'], 'x.txt');
      await uploadFile(client, 'person.portrait', file);
      const other = createSimulator({ model: demo.model, apiKey: 'another', records: 0 });
      const stranger = demo.index.createClient({ url: 'http://crm.example', apiKey, fetch: other.fetch });
      await expect(uploadFile(stranger, 'person.portrait', file)).rejects.toThrow(demo.index.TwentyError);
    });
  });
});
