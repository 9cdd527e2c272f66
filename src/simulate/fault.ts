/** A refusal as the server words it: a GraphQL error's message and extensions. */
export class Fault extends Error {
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(message: string, extensions: Readonly<Record<string, unknown>>) {
    super(message);
    this.extensions = extensions;
  }
}

/** What a refusal says to people: where it is about another record, also which value. */
export function saidBy({ message, extensions }: Fault): string {
  const friendly = extensions['userFriendlyMessage'];
  const isOfAnother = 'conflictingRecordId' in extensions && typeof friendly === 'string';
  return isOfAnother ? `${message}. ${friendly}` : message;
}

/** A connection that broke, as fetch tells it: before the request was sent, before its answer began, or within the answer. */
export class BrokenConnection extends TypeError {
  /** @param code `ECONNREFUSED`, `ECONNRESET`, … */
  constructor(message: string, code: string) {
    super(message, { cause: Object.assign(new Error(code), { code }) });
  }
}

/** A mistake of the client: code BAD_USER_INPUT. Without a subCode where the server gives none. */
export function badInput(
  message: string,
  subCode?: string,
  friendly = 'An error occurred.',
  more: Readonly<Record<string, unknown>> = {},
): Fault {
  return new Fault(message, {
    ...(subCode === undefined ? {} : { subCode }),
    userFriendlyMessage: friendly,
    code: 'BAD_USER_INPUT',
    ...more,
  });
}

export function notFound(message = 'Record not found'): Fault {
  const friendly =
    message === 'Record not found'
      ? 'This record does not exist or has been deleted.'
      : 'One or more records were not found.';
  return new Fault(message, {
    subCode: 'RECORD_NOT_FOUND',
    userFriendlyMessage: friendly,
    code: 'NOT_FOUND',
  });
}

/** What the server answers where it stumbles itself. */
export function internal(message: string): Fault {
  return new Fault(message, { code: 'INTERNAL_SERVER_ERROR' });
}

/** PostgreSQL refused a value; the server does not say which. */
export const dataValidation = (): Fault => internal('Data validation error.');
