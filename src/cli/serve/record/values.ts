import { firstNames, lastNames, places } from '../../../simulate/seed/words.ts';
import { blocksOf } from '../../../simulate/values/richText.ts';
import { isObject } from '../../../simulate/json.ts';
import type { JsonObject } from '../../../simulate/json.ts';
import { pick } from './chance.ts';
import type { Chance } from './chance.ts';
import { madeCode, madeText, madeWord } from './words.ts';

/** Makes up what stands for an original: always the same for the same one, and never an original itself. */
export interface Inventor {
  /** @param kind what it is an original of: two kinds have nothing to do with each other */
  invent(kind: string, original: string, make: (chance: Chance) => string): string;
  /** The same, but no two originals of a kind have the same stand-in. */
  inventUnique(kind: string, original: string, make: (chance: Chance) => string): string;
}

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const urlShape = /^(?:[a-z][a-z\d+.-]*:\/\/|www\.)\S+$/iu;
const phoneShape = /^\+?[\d\s().-]{6,20}$/u;

/** One of a few, or now and then a word: all of the few may be somebody's originals. */
function oneOf(items: readonly string[], chance: Chance): string {
  const word = madeWord(chance);
  const chosen = chance(10) === 0 ? undefined : pick(items, chance);
  return chosen ?? `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Nothing stays nothing. */
function unlessEmpty(value: unknown, make: (text: string) => string): string {
  const text = textOf(value);
  return text === '' ? '' : make(text);
}

export function inventedEmail(value: unknown, inventor: Inventor): string {
  return unlessEmpty(value, (text) => {
    const original = text.toLowerCase();
    const domain = inventor.invent(
      'domain',
      original.slice(original.indexOf('@') + 1),
      (chance) => `${madeWord(chance)}${chance(10_000)}.example.com`,
    );
    return inventor.inventUnique('email', original, (chance) => {
      const [first, last] = [oneOf(firstNames, chance), oneOf(lastNames, chance)].map(plain);
      return `${first}.${last}.${chance(1_000_000)}@${domain}`;
    });
  });
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/gu, '')
    .toLowerCase();
}

export function inventedUrl(value: unknown, inventor: Inventor): string {
  return unlessEmpty(value, (text) => {
    const path = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/?#]+[/?#]+[^/?#]/iu.test(text);
    return inventor.inventUnique('url', text, (chance) => {
      const host = `${madeWord(chance)}-${madeWord(chance)}-${chance(1_000_000)}.example.com`;
      return `https://${host}${path ? `/${madeWord(chance)}` : ''}`;
    });
  });
}

/** @param isUnique no two records may come to have the same */
export function inventedText(value: unknown, isUnique: boolean, kind: string, inventor: Inventor): string {
  return unlessEmpty(value, (text) => {
    if (emailShape.test(text)) return inventedEmail(text, inventor);
    if (urlShape.test(text)) return inventedUrl(text, inventor);
    const isCode =
      isUnique || phoneShape.test(text) || (!/\s/u.test(text) && /\d/u.test(text)) || text.length < 4;
    if (isUnique) return inventor.inventUnique(kind, text, (chance) => madeCode(text, chance));
    return inventor.invent(kind, text, (chance) =>
      isCode ? madeCode(text, chance) : madeText(text, chance),
    );
  });
}

export function inventedName(value: JsonObject, inventor: Inventor): JsonObject {
  return {
    firstName: unlessEmpty(value['firstName'], (text) =>
      inventor.invent('first name', text, (chance) => oneOf(firstNames, chance)),
    ),
    lastName: unlessEmpty(value['lastName'], (text) =>
      inventor.invent('last name', text, (chance) => oneOf(lastNames, chance)),
    ),
  };
}

/** As of a person, where it is that of one. */
export function inventedActorName(value: unknown, inventor: Inventor): string {
  return unlessEmpty(value, (text) =>
    inventor.invent('actor', text, (chance) => `${oneOf(firstNames, chance)} ${oneOf(lastNames, chance)}`),
  );
}

export function inventedEmails(value: JsonObject, inventor: Inventor): JsonObject {
  return {
    primaryEmail: inventedEmail(value['primaryEmail'], inventor),
    additionalEmails: listOf(value['additionalEmails']).map((item) => inventedEmail(item, inventor)),
  };
}

function phone(number: unknown, inventor: Inventor): string {
  // Without figures it is none.
  return unlessEmpty(textOf(number).replaceAll(/\D/gu, '').slice(0, 15), (digits) =>
    inventor.inventUnique('phone', digits, (chance) => madeCode(digits.padEnd(6, '0'), chance)),
  );
}

const countryShape = /^[A-Z]{2}$/u;
const callingShape = /^\+\d{1,6}$/u;
const currencyShape = /^[A-Z]{3}$/u;

/** What is of a list that the world has in common; anything else that stands there may be anybody's. */
function listed(value: unknown, shape: RegExp): string {
  const text = textOf(value);
  return shape.test(text) ? text : '';
}

export function keptCurrency(value: unknown): string | null {
  return listed(value, currencyShape) || null;
}

/** Countries stay. A number without one is said to be from where examples are. */
export function inventedPhones(value: JsonObject, inventor: Inventor): JsonObject {
  const country = listed(value['primaryPhoneCountryCode'], countryShape);
  const calling = listed(value['primaryPhoneCallingCode'], callingShape);
  const number = phone(value['primaryPhoneNumber'], inventor);
  return {
    primaryPhoneNumber: number,
    primaryPhoneCountryCode: country,
    primaryPhoneCallingCode: number !== '' && country === '' && calling === '' ? '+44' : calling,
    additionalPhones: listOf(value['additionalPhones'])
      .filter(isObject)
      .map((item) => {
        const country = listed(item['countryCode'], countryShape);
        const code = listed(item['callingCode'], callingShape);
        return {
          number: phone(item['number'], inventor),
          countryCode: country,
          callingCode: code === '' && country === '' ? '+44' : code,
        };
      }),
  };
}

export function inventedLinks(value: JsonObject, inventor: Inventor): JsonObject {
  return {
    primaryLinkLabel: inventedText(value['primaryLinkLabel'], false, 'link', inventor),
    primaryLinkUrl: inventedUrl(value['primaryLinkUrl'], inventor),
    secondaryLinks: listOf(value['secondaryLinks'])
      .filter(isObject)
      .map((item) => ({
        label: inventedText(item['label'], false, 'link', inventor),
        url: inventedUrl(item['url'], inventor),
      })),
  };
}

export function inventedAddress(value: JsonObject, inventor: Inventor): JsonObject {
  const part = (key: string, of: 'city' | 'postcode' | 'state' | 'country'): string =>
    unlessEmpty(value[key], (text) =>
      inventor.invent(of, text, (chance) =>
        oneOf(
          places.map((place) => place[of]),
          chance,
        ),
      ),
    );
  const street = (key: string): string =>
    unlessEmpty(value[key], (text) =>
      inventor.invent('street', text, (chance) => `${chance(200) + 1} ${madeText('Aa Aa', chance)}`),
    );
  const degrees = (key: string, most: number): number | null =>
    typeof value[key] === 'number'
      ? Number(
          inventor.invent(key, String(value[key]), (chance) =>
            String((chance(2 * most * 100) - most * 100) / 100),
          ),
        )
      : null;
  return {
    addressStreet1: street('addressStreet1'),
    addressStreet2: street('addressStreet2'),
    addressCity: part('addressCity', 'city'),
    addressPostcode: part('addressPostcode', 'postcode'),
    addressState: part('addressState', 'state'),
    addressCountry: part('addressCountry', 'country'),
    addressLat: degrees('addressLat', 80),
    addressLng: degrees('addressLng', 170),
  };
}

/** Blocks are made anew, as paragraphs of the text. */
export function inventedRichText(value: JsonObject, inventor: Inventor): JsonObject {
  const markdown = textOf(value['markdown']);
  const blocks = textOf(value['blocknote']);
  const spoken =
    markdown === ''
      ? [...blocks.matchAll(/"text":\s*("(?:[^"\\]|\\.)*")/gu)]
          .map(([, text = '""']) => String(JSON.parse(text)))
          .join('\n\n')
      : markdown;
  const made = inventedText(spoken, false, 'rich text', inventor);
  return { markdown: made, blocknote: made === '' ? null : blocksOf(made) };
}

export function inventedList(value: unknown, kind: string, inventor: Inventor): readonly string[] {
  return listOf(value).map((item) => inventedText(item, false, kind, inventor));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
