import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FetchLike } from '../../src/introspect/transport.ts';
import { byCodePoint } from '../../src/model/order.ts';

/** The files of one workspace as its server answered; several where the objects came in pages. */
export interface AnswerFiles {
  readonly objects: readonly string[];
  readonly metadata: string;
  readonly schema: string;
  readonly workspace: string;
}

/** The files of a folder of fixtures/. */
export function fixtureFiles(folder: string): AnswerFiles {
  return {
    objects: readdirSync(folder)
      .filter((name) => name.startsWith('rest-metadata-objects'))
      .toSorted(byCodePoint),
    metadata: 'metadata-objects.json',
    schema: 'core-introspection.json',
    workspace: 'current-workspace.json',
  };
}

/** A fetch function that answers an introspection from files, whatever is asked of each endpoint. */
export function answersFrom(folder: string, files: AnswerFiles): FetchLike {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const pages = files.objects.map(read);
  return (url, { body = '' }) => {
    const { pathname, searchParams } = new URL(url);
    return Promise.resolve(answer(pathname, searchParams.get('starting_after'), body));
  };

  function answer(path: string, cursor: string | null, query: string): Response {
    if (path === '/rest/metadata/objects') return ok(pages[pageAfter(cursor)] ?? '');
    if (query.includes('currentWorkspace')) return ok(read(files.workspace));
    if (path === '/graphql') return ok(read(files.schema));
    // What a type of /metadata lists is in no file: as where introspection is switched off.
    if (query.includes('__type')) return ok('{"errors":[{"message":"Introspection is disabled"}]}');
    return ok(read(files.metadata));
  }

  function pageAfter(cursor: string | null): number {
    if (cursor === null) return 0;
    return pages.findIndex((page) => page.includes(`"endCursor":${JSON.stringify(cursor)}`)) + 1;
  }
}

function ok(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/json' } });
}
