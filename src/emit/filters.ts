import type { FilterName } from '../model/fields.ts';
import type { Capability, Model } from '../model/types.ts';
import { collectImports } from './imports.ts';
import { mappedType } from './mapping.ts';
import type { EmitContext, GeneratedFile } from './types.ts';
import { comment, header, memberKey } from './writer.ts';

interface FilterSpec {
  readonly description: string;
  readonly parameter?: string;
  /** Operator → the type of its operand. */
  readonly operators: Readonly<Record<string, string>>;
}

const compare = (type: string) => ({
  eq: type,
  neq: type,
  gt: type,
  gte: type,
  lt: type,
  lte: type,
  in: `readonly ${type}[]`,
});

/**
 * Every filter with the operators that the server carries out. Its schema promises some more (regex and iregex on text,
 * isEmptyArray, containsAny on a single picklist, search) that it then refuses or never matches.
 */
const filters: Readonly<Record<FilterName, FilterSpec>> = {
  ArrayFilter: {
    description: 'A condition on a list of texts.',
    operators: { containsIlike: 'string' },
  },
  BooleanFilter: { description: 'A condition on a truth value.', operators: { eq: 'boolean' } },
  DateFilter: { description: 'A condition on a date, YYYY-MM-DD.', operators: compare('string') },
  DateTimeFilter: { description: 'A condition on a point in time, ISO 8601.', operators: compare('string') },
  MultiSelectFilter: {
    description: 'A condition on a picklist of several values.',
    parameter: 'V extends string',
    operators: { containsAny: 'readonly V[]' },
  },
  NumberFilter: { description: 'A condition on a number.', operators: compare('number') },
  RawJsonFilter: {
    description: 'A condition on JSON: `like` looks at its text.',
    operators: { like: 'string' },
  },
  SelectFilter: {
    description: 'A condition on a picklist; greater and less go by the order of its options.',
    parameter: 'V extends string',
    operators: compare('V'),
  },
  StringFilter: {
    description:
      'A condition on text. `like` and `ilike` (case ignored) take the wildcards % and _; an empty text is NULL.',
    operators: {
      ...compare('string'),
      like: 'string',
      ilike: 'string',
      startsWith: 'string',
      endsWith: 'string',
    },
  },
  TSVectorFilter: {
    description: 'A condition on a search vector.',
    operators: { eq: 'string', neq: 'string' },
  },
  UUIDFilter: { description: 'A condition on an id.', operators: compare('string') },
};

const needs: Readonly<
  Record<string, { readonly capability: Capability; readonly filters: readonly FilterName[] }>
> = {
  endsWith: { capability: 'endsWith', filters: ['StringFilter'] },
  gt: { capability: 'enumOrder', filters: ['SelectFilter'] },
  gte: { capability: 'enumOrder', filters: ['SelectFilter'] },
  lt: { capability: 'enumOrder', filters: ['SelectFilter'] },
  lte: { capability: 'enumOrder', filters: ['SelectFilter'] },
};

/** filters.ts: the conditions on each type of field, with the operators that this server accepts. */
export function emitFilters(model: Model, { importExtension, types }: EmitContext): GeneratedFile {
  const imports = collectImports(importExtension);
  imports.type('./runtime/values', 'FilterIs');
  const operand = (filter: FilterName, type: string) => {
    if (filter !== 'DateFilter' && filter !== 'DateTimeFilter') return type;
    const mapped = mappedType(filter === 'DateFilter' ? 'DATE' : 'DATE_TIME', types, imports, './types');
    return mapped === undefined ? type : type.replace('string', mapped);
  };
  const isOffered = (filter: FilterName, operator: string) => {
    const need = needs[operator];
    return !need?.filters.includes(filter) || model.capabilities.includes(need.capability);
  };
  const declarations = (Object.keys(filters) as FilterName[]).map((name) => {
    const { description, parameter, operators } = filters[name];
    const members = Object.entries({ ...operators, is: 'FilterIs' })
      .filter(([operator]) => isOffered(name, operator))
      .map(([operator, type]) => `  ${memberKey(operator)}?: ${operand(name, type)};\n`);
    const head = parameter === undefined ? name : `${name}<${parameter}>`;
    return `${comment([description])}export interface ${head} {\n${members.join('')}}\n`;
  });
  return { path: 'filters.ts', content: `${header}${imports.toString()}\n${declarations.join('\n')}` };
}
