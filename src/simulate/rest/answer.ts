import { json } from '../answer.ts';
import type { Fault } from '../fault.ts';

export function badRequest(message: string, error = 'BadRequestException'): Response {
  return json(400, { statusCode: 400, error, messages: [message] });
}

/** A refusal in the shape that REST gives it. */
export function refusal({ message, extensions }: Fault): Response {
  const { code, subCode } = extensions;
  if (subCode === 'LIMIT_REACHED')
    return json(429, { statusCode: 429, error: 'HttpException', messages: [message] });
  if (code === 'NOT_FOUND')
    return json(404, { statusCode: 404, error: 'NotFoundException', messages: [message] });
  // For once it passes an error of its own on as it is.
  if (subCode === 'FIELD_NOT_FOUND')
    return json(400, { statusCode: 400, error: 'Error', messages: [message], code: subCode });
  return badRequest(message);
}
