import type { Capabilities } from './capabilities.ts';

/** The most that servers answer at once. */
const pageSize = 1000;

const objectKeys = [
  'id',
  'universalIdentifier',
  'applicationId',
  'nameSingular',
  'namePlural',
  'labelSingular',
  'labelPlural',
  'description',
  'isActive',
  'isSystem',
  'isCustom',
  'labelIdentifierFieldMetadataId',
  'duplicateCriteria',
  'writability',
];
const fieldKeys = [
  'id',
  'universalIdentifier',
  'applicationId',
  'type',
  'name',
  'label',
  'description',
  'isActive',
  'isSystem',
  'isCustom',
  'isNullable',
  'isUnique',
  'defaultValue',
  'options',
  'settings',
  'morphId',
  'writability',
];
/** Not listed by the newest servers that were seen: asked for only where a server lists them. */
const onlyIfListed = new Set(['isCustom', 'writability', 'relationDefinition']);
/** Of a morph relation's rows that are folded into one, these are the row's own. */
const morphRowKeys = ['isActive', 'settings', 'label', 'description', 'universalIdentifier', 'applicationId'];

/**
 * The query for one page of objects, asking for nothing that the server does not list.
 *
 * @param after the cursor of the page before
 */
export function objectsQuery(capabilities: Capabilities, after: string | null): string {
  const has = (type: string, field: string): boolean =>
    capabilities.get(type)?.has(field) ?? !onlyIfListed.has(field);
  const listed = (type: string, fields: readonly string[]): string =>
    fields.filter((field) => has(type, field)).join(' ');

  const fields = `${listed('Field', fieldKeys)} ${relationKeys(capabilities, has)}`;
  const list = has('Object', 'fieldsList')
    ? `fieldsList { ${fields} }`
    : `fields(paging: { first: ${pageSize} }) { edges { node { ${fields} } } }`;
  const cursor = after === null ? '' : `, after: ${JSON.stringify(after)}`;
  // The name matters: answers to some names (ObjectMetadataItems) come from a cache.
  return `query WorkspaceModel { objects(paging: { first: ${pageSize}${cursor} }) {
  pageInfo { hasNextPage endCursor }
  edges { node { ${listed('Object', objectKeys)} ${list} } }
} }`;
}

function relationKeys(capabilities: Capabilities, has: (type: string, field: string) => boolean): string {
  const ends = `targetObjectMetadata { id nameSingular namePlural } targetFieldMetadata { id }`;
  // Where a server has both, `relation` may fail unless a flag is set.
  if (has('Field', 'relationDefinition')) {
    return `relationDefinition { direction sourceObjectMetadata { id } sourceFieldMetadata { id } ${ends} }`;
  }
  // A null where the schema promises a value would spoil the whole answer: only what may be null is asked for.
  const own = morphRowKeys.filter((key) => capabilities.get('Field')?.get(key)?.nullable === true).join(' ');
  return [
    has('Field', 'relation') ? `relation { type ${ends} }` : '',
    has('Field', 'morphRelations')
      ? `morphRelations { type sourceFieldMetadata { id name ${own} } ${ends} }`
      : '',
  ].join(' ');
}
