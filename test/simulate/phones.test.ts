import { expect, it } from 'vitest';
import { countries } from '../../src/simulate/values/countries.ts';
import { simulated } from './ask.ts';

it('no calling code is the beginning of another, and each country has one', () => {
  const codes = countries.map(([code]) => code);
  for (const code of codes) expect(codes.filter((other) => other.startsWith(code))).toEqual([code]);
  const all = countries.flatMap(([, names]) => names);
  expect(new Set(all).size).toBe(all.length);
});

it.each([
  ['+48 601 234 567', '601234567', 'PL', '+48'],
  ['+421 905 123 456', '905123456', 'SK', '+421'],
  ['+254 712 345678', '712345678', 'KE', '+254'],
])('%s comes apart into a number, its country and its calling code', async (given, number, country, code) => {
  const query =
    'mutation($data: PersonCreateInput!) { createPerson(data: $data) ' +
    '{ phones { primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode } } }';
  expect(await simulated().read(query, { data: { phones: { primaryPhoneNumber: given } } })).toEqual({
    phones: {
      primaryPhoneNumber: number,
      primaryPhoneCountryCode: country,
      primaryPhoneCallingCode: code,
    },
  });
});
