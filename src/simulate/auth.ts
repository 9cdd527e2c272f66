import { Fault } from './fault.ts';
import { json } from './answer.ts';

/** What a request's authorization header amounts to. */
export type Access = 'none' | 'granted' | 'invalid' | 'expired' | 'revoked';

export interface Keys {
  /** The key that is granted; undefined grants every bearer token. */
  readonly apiKey: string | undefined;
  readonly expired: readonly string[];
  readonly revoked: readonly string[];
}

export function accessOf(header: string | null, keys: Keys): Access {
  const token = /^Bearer (.+)$/.exec(header ?? '')?.[1]?.trim();
  if (token === undefined) return 'none';
  if (keys.revoked.includes(token)) return 'revoked';
  if (keys.expired.includes(token)) return 'expired';
  if (keys.apiKey === undefined) return 'granted';
  return token === keys.apiKey ? 'granted' : 'invalid';
}

const sentences = {
  none: 'Missing authentication token',
  invalid: 'Token invalid.',
  expired: 'Token has expired.',
  revoked: 'This API Key is revoked',
} as const;

/** REST: 401 for a bad token, 403 without one or with one that was revoked. */
export function restRefusal(access: Exclude<Access, 'granted'>): Response {
  const forbidden = access === 'none' || access === 'revoked';
  const statusCode = forbidden ? 403 : 401;
  return json(statusCode, {
    statusCode,
    messages: [sentences[access]],
    error: forbidden ? 'FORBIDDEN_EXCEPTION' : 'UNAUTHENTICATED',
  });
}

/** GraphQL: HTTP 200, the code in the extensions, where userFriendlyMessage is an object for once. */
export function graphqlRefusal(access: 'invalid' | 'expired' | 'revoked'): Fault {
  if (access === 'revoked') {
    return new Fault(sentences.revoked, {
      subCode: 'FORBIDDEN_EXCEPTION',
      userFriendlyMessage: { id: 'q5OVn+', message: 'You do not have permission to perform this action.' },
      code: 'FORBIDDEN',
    });
  }
  return new Fault(sentences[access], {
    userFriendlyMessage: { id: 'z+7x/s', message: 'You must be authenticated to perform this action.' },
    subCode: 'UNAUTHENTICATED',
    code: 'UNAUTHENTICATED',
  });
}

/** `/metadata` without a token. */
export function metadataRefusal(): Fault {
  return new Fault('Forbidden resource', {
    code: 'FORBIDDEN',
    response: { message: 'Forbidden resource', error: 'Forbidden', statusCode: 403 },
    userFriendlyMessage: 'An error occurred.',
  });
}
