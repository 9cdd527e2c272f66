import {
  companies,
  createClient,
  fromMicros,
  micros,
  noteTargets,
  people,
  uploadFile,
} from '../../golden/demo/index.js';
import type { FilesField } from '../../golden/demo/index.js';
import type { NoteTargetTargetRelation } from '../../golden/demo/objects/noteTarget.js';
import { exactly } from '../equal.js';

const client = createClient();

/** Amounts are numbers to read, and numbers or bigints to write. */
export async function amounts(): Promise<void> {
  exactly<number>()(micros(12.5));
  exactly<number>()(micros('12.345678'));
  const { annualRevenue } = await companies.createOne(client, {
    annualRevenue: { amountMicros: 12_345_678_901_234_567n, currencyCode: 'EUR' },
  });
  exactly<number | null>()(annualRevenue.amountMicros);
  exactly<number>()(fromMicros(annualRevenue.amountMicros ?? 0n));
  // What was read can be written.
  await companies.createOne(client, { annualRevenue });
}

/** A morph relation tells what is set, by what was selected of it. */
export async function morph(): Promise<void> {
  const byRecord = await noteTargets.findOneOrThrow(client, {
    id: 'x',
    select: { targetPerson: { jobTitle: true }, targetCompany: { name: true } },
  });
  const target = noteTargets.targetOf(byRecord);
  exactly<
    | { type: 'targetPerson'; record: { jobTitle: string } }
    | { type: 'targetCompany'; record: { name: string } }
    | null
  >()(target);
  if (target?.type === 'targetPerson') exactly<string>()(target.record.jobTitle);

  const whole = noteTargets.targetOf(await noteTargets.findOneOrThrow(client, { id: 'x' }));
  exactly<string | undefined>()(whole?.id);
  exactly<NoteTargetTargetRelation | undefined>()(whole?.type);

  const both = await noteTargets.findOneOrThrow(client, {
    id: 'x',
    select: { targetPersonId: true, targetPerson: { jobTitle: true }, targetCompanyId: true },
  });
  exactly<
    | { type: 'targetPerson'; id: string; record: { jobTitle: string } | null }
    | { type: 'targetCompany'; id: string }
    | null
  >()(noteTargets.targetOf(both));
  exactly<null>()(noteTargets.targetOf({ id: 'x' }));
}

/** A file is uploaded for a field, and what comes back written to it. */
export async function files(): Promise<void> {
  exactly<'person.portrait'>()('person.portrait' as FilesField);
  const uploaded = await uploadFile(client, 'person.portrait', new Blob(['x']), {
    label: 'x.txt',
    timeout: 60_000,
  });
  exactly<{ fileId: string; label: string }>()({ ...uploaded });
  await people.updateOne(client, 'x', { portrait: [uploaded] });
  await uploadFile(client, 'person.portrait', new File(['x'], 'x.txt'));
}
