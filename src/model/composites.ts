import type { FilterName } from './fields.ts';

/** A composite type: a value of several sub-fields, never null itself. */
export interface Composite {
  /** The GraphQL type, and the interface in the generated code. */
  readonly name: string;
  readonly description: string;
  /** An update in part clears the rest; others keep it. */
  readonly isWrittenWhole?: boolean;
  readonly fields: readonly CompositeField[];
  /** Sub-fields that a unique constraint over a field of this type counts. */
  readonly unique: readonly string[];
}

export interface CompositeField {
  readonly name: string;
  readonly description?: string;
  /** The TypeScript type as read, with `| null` where the server answers null. */
  readonly read: string;
  /** The TypeScript type as written; null (clear it) may always be written beside it. */
  readonly write: string;
  readonly filter: FilterName;
  readonly graphql: string;
}

const text = (name: string, description?: string): CompositeField => ({
  name,
  ...(description === undefined ? {} : { description }),
  read: 'string',
  write: 'string',
  filter: 'StringFilter',
  graphql: 'String',
});

const json = (name: string, read: string, write: string, description?: string): CompositeField => ({
  name,
  ...(description === undefined ? {} : { description }),
  read,
  write,
  filter: 'RawJsonFilter',
  graphql: 'JSON',
});

const number = (name: string, description: string): CompositeField => ({
  name,
  description,
  read: 'number | null',
  write: 'number',
  filter: 'NumberFilter',
  graphql: 'BigFloat',
});

/** By field type. Text sub-fields read '' for null, but for currencyCode and blocknote, which read null. */
export const composites: { readonly [fieldType: string]: Composite } = {
  CURRENCY: {
    name: 'Currency',
    description: 'An amount of money.',
    fields: [
      {
        ...number('amountMicros', 'In millionths of the currency unit: 1.5 is 1500000.'),
        write: 'number | bigint',
      },
      { ...text('currencyCode', 'ISO 4217, for example EUR.'), read: 'string | null' },
    ],
    unique: [],
  },
  FULL_NAME: {
    name: 'FullName',
    description: 'The name of a person.',
    fields: [text('firstName'), text('lastName')],
    unique: [],
  },
  EMAILS: {
    name: 'Emails',
    description: 'E-mail addresses, in lower case.',
    isWrittenWhole: true,
    fields: [text('primaryEmail'), json('additionalEmails', 'string[]', 'readonly string[]')],
    unique: ['primaryEmail'],
  },
  PHONES: {
    name: 'Phones',
    description: 'Phone numbers.',
    isWrittenWhole: true,
    fields: [
      text('primaryPhoneNumber', 'Without the calling code.'),
      text('primaryPhoneCountryCode', 'ISO 3166-1 alpha-2, for example FR.'),
      text('primaryPhoneCallingCode', 'For example +33.'),
      json('additionalPhones', 'PhoneItem[]', 'readonly PhoneItem[]'),
    ],
    unique: ['primaryPhoneNumber', 'primaryPhoneCountryCode', 'primaryPhoneCallingCode'],
  },
  LINKS: {
    name: 'Links',
    description: 'Web links.',
    isWrittenWhole: true,
    fields: [
      text('primaryLinkLabel'),
      text('primaryLinkUrl'),
      json('secondaryLinks', 'LinkItem[]', 'readonly LinkItem[]'),
    ],
    unique: ['primaryLinkUrl'],
  },
  ADDRESS: {
    name: 'Address',
    description: 'A postal address.',
    fields: [
      text('addressStreet1'),
      text('addressStreet2'),
      text('addressCity'),
      text('addressPostcode'),
      text('addressState'),
      text('addressCountry'),
      number('addressLat', 'Latitude in degrees.'),
      number('addressLng', 'Longitude in degrees.'),
    ],
    unique: [],
  },
  RICH_TEXT: {
    name: 'RichText',
    description: 'Formatted text. The server derives the form that a write leaves out.',
    fields: [
      { ...text('blocknote', 'BlockNote blocks, as JSON text.'), read: 'string | null' },
      text('markdown'),
    ],
    unique: [],
  },
  ACTOR: {
    name: 'Actor',
    description: 'Who did something, and through what.',
    fields: [
      {
        name: 'source',
        read: 'ActorSource',
        write: 'ActorSource',
        filter: 'SelectFilter',
        graphql: 'ActorSourceEnum',
      },
      {
        name: 'workspaceMemberId',
        read: 'string | null',
        write: 'string',
        filter: 'UUIDFilter',
        graphql: 'UUID',
      },
      text('name'),
      json('context', 'JsonValue', 'object'),
    ],
    unique: [],
  },
};

export function compositeOf(fieldType: string): Composite | undefined {
  return Object.hasOwn(composites, fieldType) ? composites[fieldType] : undefined;
}
