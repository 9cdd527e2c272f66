import type { PageObject } from './data.ts';

/** What an address shows. */
export type Route =
  | { readonly view: 'map'; readonly slug?: string; readonly hops: number }
  | { readonly view: 'object'; readonly slug: string; readonly field?: string }
  | { readonly view: 'objects' }
  | { readonly view: 'changes' };

export function parseRoute(hash: string): Route {
  const [view = '', slug, more] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  if (view === 'objects' || view === 'changes') return { view };
  if (view === 'object' && slug !== undefined && slug !== '')
    return { view, slug, ...(more === undefined ? {} : { field: more }) };
  const hops = /^[1-3]$/.test(more ?? '') ? Number(more) : 0;
  return view === 'map' && slug !== undefined && slug !== ''
    ? { view: 'map', slug, hops }
    : { view: 'map', hops: 0 };
}

export const mapLink = ({ slug }: Pick<PageObject, 'slug'>, hops = 0): string =>
  `#/map/${encode(slug)}${hops > 0 ? `/${hops}` : ''}`;

export const objectLink = ({ slug }: Pick<PageObject, 'slug'>, field?: string): string =>
  `#/object/${encode(slug)}${field === undefined ? '' : `/${encode(field)}`}`;

/** A name may hold half of a character, which has no place in an address. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/[\uD800-\uDFFF]/gu, '\uFFFD'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether an address names this field. */
export function isNamed(field: string, given: string | undefined): boolean {
  return given !== undefined && decode(encode(field)) === given;
}
