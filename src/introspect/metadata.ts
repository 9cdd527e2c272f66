import type { Capabilities } from './capabilities.ts';
import { readCapabilities } from './capabilities.ts';
import type { Http } from './http.ts';
import { isRecord } from './json.ts';
import { objectsQuery } from './metadata-query.ts';
import { unfoldMorph } from './morph.ts';
import { parseRelation, parseRelationDefinition } from './relation.ts';
import type { ReadObjects } from './rest.ts';
import { parseField, parseObject, unexpected } from './wire.ts';
import type { WireField, WireObject } from './wire.ts';

/**
 * Every object of `POST /metadata`, with relation targets, in the server's order. Morph relations have one row for each
 * target, as over REST.
 *
 * @param known what the server lists, where it was asked before
 * @throws CodegenError
 */
export async function readMetadataObjects(http: Http, known?: Capabilities): Promise<ReadObjects> {
  const capabilities = known ?? (await readCapabilities(http));
  const objects = new Map<string, WireObject>();
  const cursors = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const data = await http.graphql('metadata', objectsQuery(capabilities, after));
    const { edges, cursor } = readConnection(data['objects'], 'data.objects', 'the list of objects');
    const before = objects.size;
    for (const [index, edge] of edges.entries()) {
      const object = readObject(nodeOf(edge), `data.objects.edges[${index}].node`);
      objects.set(object.id, object);
    }
    if (cursor === null) return { objects: [...objects.values()], warnings: [] };
    if (cursors.has(cursor) || objects.size === before) {
      const message = `The server repeats its pages of objects: ${objects.size} objects were read from /metadata.`;
      return { objects: [...objects.values()], warnings: [{ code: 'PAGING_INCOMPLETE', message }] };
    }
    cursors.add(cursor);
    after = cursor;
  }
}

function readConnection(
  value: unknown,
  path: string,
  subject: string,
): { edges: readonly unknown[]; cursor: string | null } {
  if (!isRecord(value) || !Array.isArray(value['edges'])) {
    throw unexpected([`${path}.edges: expected Array, received ${typeof value}`], subject);
  }
  const info = isRecord(value['pageInfo']) ? value['pageInfo'] : {};
  const cursor = info['endCursor'];
  return {
    edges: value['edges'],
    cursor: info['hasNextPage'] === true && typeof cursor === 'string' && cursor !== '' ? cursor : null,
  };
}

function nodeOf(edge: unknown): unknown {
  return isRecord(edge) ? edge['node'] : edge;
}

function readObject(node: unknown, path: string): WireObject {
  const object = parseObject(node, path);
  const { list, listPath } = fieldRows(node, path, object.nameSingular);
  const names = new Set(list.filter(isRecord).map((row) => row['name']));
  const fields = list.flatMap((row, index) =>
    readField(row, `${listPath(index)}`, object.nameSingular, names),
  );
  return { ...object, fields };
}

/** `fieldsList`, or the connection of the servers that lack it. */
function fieldRows(
  node: unknown,
  path: string,
  objectName: string,
): { list: readonly unknown[]; listPath: (index: number) => string } {
  const row = isRecord(node) ? node : {};
  if (Array.isArray(row['fieldsList'])) {
    return { list: row['fieldsList'], listPath: (index) => `${path}.fieldsList[${index}]` };
  }
  const { edges } = readConnection(row['fields'], `${path}.fields`, `the fields of object ${objectName}`);
  return { list: edges.map(nodeOf), listPath: (index) => `${path}.fields.edges[${index}].node` };
}

function readField(row: unknown, path: string, objectName: string, names: ReadonlySet<unknown>): WireField[] {
  const field = parseField(row, path, objectName);
  const { relation, relationDefinition, morphRelations } = isRecord(row) ? row : {};
  const subject = `the field "${field.name}" of object ${objectName}`;
  if (Array.isArray(morphRelations) && morphRelations.length > 0) {
    return unfoldMorph(field, morphRelations, path, subject);
  }
  if (isRecord(relation)) {
    return [{ ...field, relation: parseRelation(relation, `${path}.relation`, subject) }];
  }
  if (isRecord(relationDefinition)) {
    const holdsKey = field.settings?.['joinColumnName'] !== undefined || names.has(`${field.name}Id`);
    const definition = { id: field.id, holdsKey };
    const parsed = parseRelationDefinition(
      relationDefinition,
      definition,
      `${path}.relationDefinition`,
      subject,
    );
    return [parsed === undefined ? field : { ...field, relation: parsed }];
  }
  return [field];
}
