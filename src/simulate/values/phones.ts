import { badInput } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { countries } from './countries.ts';

interface Phone {
  readonly number: string | null;
  readonly countryCode: string | null;
  readonly callingCode: string | null;
}

function invalid(number: string): Error {
  const message = `Provided phone number is invalid ${number}`;
  return badInput(message, 'INVALID_PHONE_NUMBER', message);
}

const filled = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A number, its country and its calling code made consistent, or refused. */
function checked(phone: Phone): Phone {
  const { number } = phone;
  let { countryCode, callingCode } = phone;
  const byCountry = countries.find(([, codes]) => countryCode !== null && codes.includes(countryCode));
  if (callingCode !== null && byCountry !== undefined && byCountry[0] !== callingCode) {
    const message = 'Provided country code and calling code are conflicting';
    throw badInput(message, 'CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE', message);
  }
  callingCode ??= byCountry?.[0] ?? null;
  if (number === null) return { number, countryCode, callingCode };
  if (!/^\+?[\d\s().-]{3,20}$/.test(number)) throw invalid(number);
  const digits = number.replaceAll(/[\s().-]/g, '');
  if (!digits.startsWith('+')) {
    if (countryCode === null && callingCode === null) throw invalid(number);
    countryCode ??= countries.find(([code]) => code === callingCode)?.[1][0] ?? null;
    return { number: digits, countryCode, callingCode };
  }
  const own = countries.find(([code]) => digits.startsWith(code));
  if (own === undefined) throw invalid(number);
  return {
    number: digits.slice(own[0].length),
    countryCode: countryCode ?? own[1][0] ?? null,
    callingCode: callingCode ?? own[0],
  };
}

/** The stored sub-fields of a PHONES value; those not named stay unnamed. */
export function checkedPhones(value: JsonObject): JsonObject {
  const stored: Record<string, unknown> = { ...value };
  const keys = ['primaryPhoneNumber', 'primaryPhoneCountryCode', 'primaryPhoneCallingCode'] as const;
  if (keys.some((key) => filled(value[key]) !== null)) {
    const phone = checked({
      number: filled(value[keys[0]]),
      countryCode: filled(value[keys[1]]),
      callingCode: filled(value[keys[2]]),
    });
    stored[keys[0]] = phone.number;
    stored[keys[1]] = phone.countryCode;
    stored[keys[2]] = phone.callingCode;
  }
  const additional = value['additionalPhones'];
  if (Array.isArray(additional)) {
    stored['additionalPhones'] = additional.filter(isObject).map((item) => {
      const phone = checked({
        number: filled(item['number']),
        countryCode: filled(item['countryCode']),
        callingCode: filled(item['callingCode']),
      });
      return { number: phone.number, callingCode: phone.callingCode, countryCode: phone.countryCode };
    });
  }
  return stored;
}
