import { describe, expect, it } from 'vitest';
import { TwentyError } from './errors.ts';
import { graphqlFailure, httpFailure } from './failure.ts';

const key = 'a-key-that-no-error-may-show';
const details = { operation: 'findMany people', status: 200 };

describe('the class of a GraphQL error', () => {
  // As servers word them: message, code, subCode, and the class.
  it.each([
    ['Token invalid.', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'AUTHENTICATION'],
    ['Token has expired.', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'AUTHENTICATION'],
    ['This API Key is revoked', 'FORBIDDEN', 'FORBIDDEN_EXCEPTION', 'AUTHENTICATION'],
    ['Forbidden resource', 'FORBIDDEN', undefined, 'AUTHENTICATION'],
    [
      'Entity performing the request does not have permission',
      'FORBIDDEN',
      'PERMISSION_DENIED',
      'PERMISSION',
    ],
    ['No permission', 'FORBIDDEN', undefined, 'PERMISSION'],
    ['Record not found', 'NOT_FOUND', 'RECORD_NOT_FOUND', 'NOT_FOUND'],
    ['Record not found', 'NOT_FOUND', undefined, 'NOT_FOUND'],
    ['A duplicate entry was detected', 'BAD_USER_INPUT', undefined, 'DUPLICATE'],
    ['duplicate key value violates unique constraint "IDX"', 'BAD_USER_INPUT', undefined, 'DUPLICATE'],
    ['Limit reached (100 tokens per 60000 ms)', 'BAD_USER_INPUT', 'LIMIT_REACHED', 'RATE_LIMIT'],
    ['Slow down', 'BAD_USER_INPUT', 'RATE_LIMITED', 'RATE_LIMIT'],
    ['Too many requests.', 'INTERNAL_SERVER_ERROR', undefined, 'RATE_LIMIT'],
    ['Query complexity is too high.', 'BAD_USER_INPUT', 'TOO_COMPLEX_QUERY', 'TOO_COMPLEX'],
    ['Data validation error.', 'INTERNAL_SERVER_ERROR', undefined, 'SERVER'],
    ['Query read timeout', 'TIMEOUT', undefined, 'TIMEOUT'],
    ['First argument must be non-negative', 'BAD_USER_INPUT', 'INVALID_ARGS_FIRST', 'VALIDATION'],
    ['Syntax Error: Unexpected <EOF>.', undefined, undefined, 'VALIDATION'],
    ['Cannot query field "unicorns" on type "Query".', undefined, undefined, 'VALIDATION'],
  ])('%s (%s, %s) is %s', (message, code, subCode, expected) => {
    const extensions = {
      ...(code === undefined ? {} : { code }),
      ...(subCode === undefined ? {} : { subCode }),
    };
    const error = graphqlFailure({ message, ...(code === undefined ? {} : { extensions }) }, details, key);
    expect(error).toBeInstanceOf(TwentyError);
    expect(error).toMatchObject({ code: expected, subCode, operation: 'findMany people', status: 200 });
    expect(error.name.toLowerCase()).toBe(
      `twenty${expected.replace('RATE_LIMIT', 'ratelimit').replace('TOO_COMPLEX', 'toocomplex').replace('NOT_FOUND', 'notfound').toLowerCase()}error`,
    );
    expect(error.message.startsWith(message)).toBe(true);
  });

  it.each([
    [401, 'AUTHENTICATION'],
    [403, 'PERMISSION'],
    [429, 'RATE_LIMIT'],
    [400, 'VALIDATION'],
    [503, 'SERVER'],
  ])('goes by the status %i where there is no code: %s', (status, expected) => {
    expect(graphqlFailure({ message: 'No' }, { status }, key).code).toBe(expected);
  });

  it('names the record that is in the way of a duplicate', () => {
    const extensions = { code: 'BAD_USER_INPUT', conflictingRecordId: 'the-other' };
    expect(
      graphqlFailure({ message: 'A duplicate entry was detected', extensions }, details, key),
    ).toMatchObject({
      conflictingRecordId: 'the-other',
    });
  });

  it('has a message where the server gives none', () => {
    expect(graphqlFailure({}, details, key).message).not.toBe('');
  });
});

describe('the class of an answer that is no 2xx', () => {
  it.each([
    [
      401,
      { statusCode: 401, messages: ['Token invalid.'], error: 'UNAUTHENTICATED' },
      'AUTHENTICATION',
      'Token invalid.',
    ],
    [
      403,
      { statusCode: 403, messages: ['Missing authentication token'] },
      'AUTHENTICATION',
      'Missing authentication token',
    ],
    [
      403,
      { statusCode: 403, messages: ['This API Key is revoked'] },
      'AUTHENTICATION',
      'This API Key is revoked',
    ],
    [403, { statusCode: 403, messages: ['No', 'permission'] }, 'PERMISSION', 'No permission'],
    [
      400,
      { message: 'Unexpected end of JSON input', error: 'Bad Request', statusCode: 400 },
      'VALIDATION',
      'Unexpected end of JSON input',
    ],
    [400, { message: ['one', 'two'], error: 'Bad Request' }, 'VALIDATION', 'one two'],
    [404, { message: 'Cannot POST /graphql', error: 'Not Found' }, 'NETWORK', 'Cannot POST /graphql'],
    [429, { error: 'HttpException' }, 'RATE_LIMIT', 'HttpException'],
    [415, undefined, 'VALIDATION', 'The server answered 415.'],
    [502, undefined, 'SERVER', 'The server answered 502.'],
    [500, { messages: 'text', message: 5 }, 'SERVER', 'text'],
    [500, { messages: [] }, 'SERVER', 'The server answered 500.'],
    [500, 'text', 'SERVER', 'The server answered 500.'],
    [500, null, 'SERVER', 'The server answered 500.'],
  ])('%i %o is %s', (status, body, code, message) => {
    expect(httpFailure(body, { ...details, status }, key)).toMatchObject({ code, message, status });
  });
});

it('shows the key in no message', () => {
  const message = `Bearer ${key} is no good`;
  expect(graphqlFailure({ message }, details, key).message).not.toContain(key);
  expect(httpFailure({ message }, details, key).message).not.toContain(key);
});
