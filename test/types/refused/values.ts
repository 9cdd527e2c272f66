import {
  companies,
  createClient,
  fromMicros,
  micros,
  noteTargets,
  people,
  uploadFile,
} from '../../golden/demo/index.js';

const client = createClient();

export async function main(): Promise<void> {
  micros(12n); // error: 'bigint' is not assignable
  fromMicros('12'); // error: 'string' is not assignable
  fromMicros(null); // error: 'null' is not assignable
  await companies.createOne(client, {
    annualRevenue: { amountMicros: '12' }, // error: 'string' is not assignable
  });
  await companies.createOne(client, {
    address: { addressLat: 1n }, // error: 'bigint' is not assignable
  });

  const record = await noteTargets.findOneOrThrow(client, {
    id: 'x',
    select: { targetPerson: { jobTitle: true }, targetCompanyId: true },
  });
  const target = noteTargets.targetOf(record);
  if (target?.type === 'targetPerson') void target.record.city; // error: city
  if (target?.type === 'targetCompany') void target.record; // error: record
  if (target?.type === 'targetNote') void target; // error: no overlap
  void target.type; // error: possibly 'null'

  await uploadFile(client, 'person.picture', new Blob(['x'])); // error: "person.picture"
  await uploadFile(client, 'person.portrait', 'x'); // error: 'string' is not assignable
  await people.updateOne(client, 'x', {
    portrait: [{ fileId: 'x' }], // error: label
  });
}
