import { CodegenError } from '../../../errors.ts';
import type { Warning } from '../../../errors.ts';
import type { Http } from '../../../introspect/http.ts';
import type { Model, ModelObject } from '../../../model/types.ts';
import { isObject } from '../../../simulate/json.ts';
import type { RecordData } from '../../../simulate/records.ts';
import { recordedFields, selectionText } from './fields.ts';
import type { RecordedField } from './fields.ts';

/** The records of one object as the server gave them. */
export interface ReadObject {
  readonly object: ModelObject;
  readonly fields: readonly RecordedField[];
  readonly records: readonly RecordData[];
  /** The server has more. */
  readonly isCut: boolean;
}

export interface ReadOptions {
  readonly model: Model;
  /** Records of one object at most. */
  readonly most: number;
  readonly pace: <T>(request: () => Promise<T>) => Promise<T>;
  readonly onProgress: (text: string) => void;
}

const pageSize = 200;

/** One object that cannot be read leaves the others worth recording. */
const ofOneObject: ReadonlySet<string> = new Set(['PERMISSION_DENIED', 'REQUEST_REFUSED', 'SERVER_ERROR']);

/**
 * Reads the live records of every object, in the order of their ids.
 * @throws CodegenError as for any request; what only one object is refused for is a warning
 */
export async function readRecords(
  http: Http,
  options: ReadOptions,
): Promise<{ readonly objects: readonly ReadObject[]; readonly warnings: readonly Warning[] }> {
  const objects: ReadObject[] = [];
  const warnings: Warning[] = [];
  for (const object of options.model.objects) {
    const { isActive, operations, labelPlural } = object;
    if (!isActive || operations.findMany === undefined) continue;
    options.onProgress(`Reading ${labelPlural}`);
    try {
      objects.push(await readObject(http, object, operations.findMany, options));
    } catch (error) {
      if (!(error instanceof CodegenError) || !ofOneObject.has(error.code)) throw error;
      warnings.push({
        code: 'OBJECT_UNREAD',
        message: `${labelPlural} are left out: ${error.message} ${error.details.join(' ')}`.trim(),
      });
    }
  }
  return { objects, warnings };
}

async function readObject(
  http: Http,
  object: ModelObject,
  root: string,
  { most, pace, onProgress }: ReadOptions,
): Promise<ReadObject> {
  const fields = recordedFields(object);
  const selection = selectionText(fields);
  const records: RecordData[] = [];
  let after: string | undefined;
  for (;;) {
    const first = Math.min(pageSize, most - records.length);
    // A cursor holds the order fields that are selected: the id is.
    const args = `first: ${first}, orderBy: [{ id: AscNullsFirst }]${after === undefined ? '' : `, after: ${JSON.stringify(after)}`}`;
    const query = `query Record { ${root}(${args}) { edges { node { ${selection} } } pageInfo { hasNextPage endCursor } } }`;
    const page = pageOf(await pace(() => http.graphql('graphql', query)), root);
    records.push(...page.records);
    onProgress(`Read ${records.length} ${object.labelPlural}`);
    const hasMore = page.hasNextPage && page.endCursor !== undefined && page.records.length > 0;
    if (!hasMore || records.length >= most) return { object, fields, records, isCut: hasMore };
    after = page.endCursor;
  }
}

function pageOf(
  data: Readonly<Record<string, unknown>>,
  root: string,
): { records: readonly RecordData[]; hasNextPage: boolean; endCursor: string | undefined } {
  const page = data[root];
  if (!isObject(page) || !Array.isArray(page['edges']))
    throw new CodegenError('RESPONSE_UNEXPECTED', `The server answered ${root} without a list of records.`);
  const info = isObject(page['pageInfo']) ? page['pageInfo'] : {};
  const nodes = page['edges'].map((edge: unknown) => (isObject(edge) ? edge['node'] : undefined));
  return {
    records: nodes.filter(isObject),
    hasNextPage: info['hasNextPage'] === true,
    endCursor: typeof info['endCursor'] === 'string' ? info['endCursor'] : undefined,
  };
}
