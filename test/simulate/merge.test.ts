import { beforeEach, expect, it } from 'vitest';
import { idOf, simulated } from './ask.ts';
import type { Asked } from './ask.ts';

const [first, second, third] = [idOf(1), idOf(2), idOf(3)] as const;
let workspace: Asked;

beforeEach(async () => {
  workspace = simulated();
  const companies = `[{ id: "${idOf(11)}" }, { id: "${idOf(12)}" }]`;
  await workspace.read(`mutation { createCompanies(data: ${companies}) { id } }`);
  await workspace.read('mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }', {
    data: [
      {
        id: first,
        city: ' ',
        emails: { primaryEmail: 'a@x.example', additionalEmails: ['b@x.example'] },
        phones: {
          primaryPhoneNumber: '612345678',
          primaryPhoneCountryCode: 'FR',
          primaryPhoneCallingCode: '+33',
        },
      },
      {
        id: second,
        city: 'Oslo',
        jobTitle: 'Cook',
        emails: { primaryEmail: 'c@x.example', additionalEmails: ['b@x.example', 'a@x.example'] },
        phones: {
          primaryPhoneNumber: '698765432',
          primaryPhoneCountryCode: 'FR',
          primaryPhoneCallingCode: '+33',
        },
        linkedinLink: { primaryLinkUrl: 'https://example.com/second', primaryLinkLabel: 'Second' },
      },
      { id: third, jobTitle: 'Baker', linkedinLink: { primaryLinkUrl: 'https://example.com/third' } },
    ],
  });
});

const merge = (args: string, fields: string): string => `mutation { mergePeople(${args}) { ${fields} } }`;
const ids = (...all: readonly string[]): string => `ids: ${JSON.stringify(all)}`;

it('joins e-mail addresses, numbers and links, those of the priority record first', async () => {
  const fields = `id emails { primaryEmail additionalEmails }
    phones { primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode additionalPhones }
    linkedinLink { primaryLinkUrl primaryLinkLabel secondaryLinks }`;
  expect(
    await workspace.read(merge(`${ids(first, second, third)}, conflictPriorityIndex: 0`, fields)),
  ).toEqual({
    id: first,
    emails: { primaryEmail: 'a@x.example', additionalEmails: ['b@x.example', 'c@x.example'] },
    phones: {
      primaryPhoneNumber: '612345678',
      primaryPhoneCountryCode: 'FR',
      primaryPhoneCallingCode: '+33',
      additionalPhones: [{ number: '698765432', countryCode: 'FR', callingCode: '+33' }],
    },
    linkedinLink: {
      primaryLinkUrl: 'https://example.com/second',
      primaryLinkLabel: 'Second',
      secondaryLinks: [{ url: 'https://example.com/third', label: null }],
    },
  });
});

it('keeps a value of the priority record, and takes over what it lacks', async () => {
  const args = `${ids(first, second, third)}, conflictPriorityIndex: 2`;
  expect(await workspace.read(merge(args, 'id city jobTitle'))).toEqual({
    id: third,
    city: 'Oslo',
    jobTitle: 'Baker',
  });
});

it('copies of a composite the selected part only', async () => {
  const args = `${ids(third, first)}, conflictPriorityIndex: 0`;
  await workspace.read(merge(args, 'id emails { primaryEmail } phones { primaryPhoneNumber }'));
  const person = `{ person(filter: { id: { eq: "${third}" } }) {
    city emails { primaryEmail additionalEmails } phones { primaryPhoneNumber additionalPhones } } }`;
  expect(await workspace.read(person)).toEqual({
    city: '',
    emails: { primaryEmail: 'a@x.example', additionalEmails: [] },
    phones: { primaryPhoneNumber: '612345678', additionalPhones: [] },
  });
});

it('takes a relation over where one record has it, and of two neither', async () => {
  const link = (person: string, company: number): Promise<unknown> =>
    workspace.read(
      `mutation { updatePerson(id: "${person}", data: { companyId: "${idOf(company)}" }) { id } }`,
    );
  await link(second, 11);
  const dry = (fields: string): Promise<unknown> =>
    workspace.read(
      merge(`${ids(first, second, third)}, conflictPriorityIndex: 0, dryRun: true`, `${fields} companyId`),
    );
  expect(await dry('company { id }')).toEqual({ company: { id: idOf(11) }, companyId: idOf(11) });
  await link(third, 12);
  expect(await dry('')).toEqual({ companyId: null });
});

it('that is a dry run changes nothing', async () => {
  const args = `${ids(first, second)}, conflictPriorityIndex: 1, dryRun: true`;
  const merged = (await workspace.read(merge(args, 'id deletedAt city'))) as Record<string, unknown>;
  expect(merged).toMatchObject({ city: 'Oslo', deletedAt: expect.any(String) as string });
  expect([first, second]).not.toContain(merged['id']);
  expect(await workspace.read('{ people { totalCount } }')).toEqual({ totalCount: 3 });
});

it('is not there for an object without criteria for duplicates, though its root field is answered', async () => {
  const root = `mutation { mergeSubscriptions(${ids(first, second)}, conflictPriorityIndex: 0) { id } }`;
  expect(await workspace.refused(root)).toBe(
    "Merge is only available for objects with duplicate criteria. Object 'subscription' does not have duplicate criteria defined.",
  );
});

it.each([
  [`${ids(first)}, conflictPriorityIndex: 0`, 'At least 2 record IDs are required for merge'],
  [`${ids(first, second)}, conflictPriorityIndex: 2`, "Invalid conflict priority '2'"],
  [`${ids(first, second)}`, 'Missing required argument: "conflictPriorityIndex" (number)'],
  [`${ids(first, idOf(99))}, conflictPriorityIndex: 0`, 'One or more records not found'],
  [`${ids(first, first)}, conflictPriorityIndex: 0`, 'One or more records not found'],
])('refuses %s', async (args, message) => {
  expect(await workspace.refused(merge(args, 'id'))).toContain(message);
});

it('does not find a record that is soft-deleted', async () => {
  await workspace.read(`mutation { deletePerson(id: "${second}") { id } }`);
  expect(await workspace.refused(merge(`${ids(first, second)}, conflictPriorityIndex: 0`, 'id'))).toBe(
    'One or more records not found',
  );
});
