import { expect, it } from 'vitest';
import { tsvector, unaccented } from '../../src/simulate/values/tsvector.ts';
import { simulated } from './ask.ts';

it.each([
  ['Renewal Renewal 2026', "'2026':3 'renewal':1,2"],
  ["O'Neill & Sons", "'neill':2 'o':1 'sons':3"],
  ['a kick-off', "'a':1 'kick':3 'kick-off':2 'off':4"],
  ['f0000000-0000-4000', "'-0000':2 '-4000':3 'f0000000':1"],
  ['call -5 or 1.5', "'-5':2 '1.5':4 'call':1 'or':3"],
  ['ada@mail.example', "'ada@mail.example':1"],
  ['https://www.example.com', "'www.example.com':1"],
  ['https://example.com/a/b', "'/a/b':3 'example.com':2 'example.com/a/b':1"],
  ['<b>bold</b>', "'bold':1"],
  ['', ''],
])('%j has the lexemes that PostgreSQL finds', (text, vector) => {
  expect(tsvector(text)).toBe(vector);
});

it('letters lose their accents', () => {
  expect(unaccented('Épsilon, Łódź, Straße, Ærø')).toBe('Epsilon, Lodz, Strasse, AEro');
});

it('a person is searched by name, addresses, numbers and job', async () => {
  const data = {
    name: { firstName: 'Ada', lastName: 'King' },
    emails: { primaryEmail: 'ada@x.example', additionalEmails: ['b@y.example'] },
    phones: {
      primaryPhoneNumber: '612345678',
      primaryPhoneCallingCode: '+33',
      primaryPhoneCountryCode: 'FR',
    },
    jobTitle: 'Analyst',
    city: 'Oslo',
  };
  const query = 'mutation($data: PersonCreateInput!) { createPerson(data: $data) { searchVector } }';
  expect(await simulated().read(query, { data })).toEqual({
    searchVector:
      "'+33612345678':9 '0612345678':11 '33612345678':10 '612345678':8 'ada':1 'ada@x.example':3 'analyst':12 " +
      "'b':6 'b@y.example':5 'king':2 'x.example':4 'y.example':7",
  });
});
