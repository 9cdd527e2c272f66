import { people, TwentyDuplicateError, TwentyValidationError } from '../../../twenty';
import { crm } from '../../crm';

/** `GET /api/people?q=ada`: up to 20 people whose name holds the text. */
export async function GET(request: Request): Promise<Response> {
  const q = new URL(request.url).searchParams.get('q') ?? '';
  const ilike = `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { records, totalCount } = await people.findMany(crm(), {
    filter: { or: [{ name: { firstName: { ilike } } }, { name: { lastName: { ilike } } }] },
    first: 20,
    select: { id: true, name: true, emails: true },
    // Who leaves is not waited for.
    signal: request.signal,
  });
  return Response.json({ people: records, totalCount });
}

/** `POST /api/people` with `{ firstName, lastName, email }`: 201, 409 where the address is known, 422 where it is none. */
export async function POST(request: Request): Promise<Response> {
  const body: unknown = await request.json().catch(() => null);
  const { firstName, lastName, email } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof firstName !== 'string' || typeof lastName !== 'string' || typeof email !== 'string')
    return Response.json({ error: 'firstName, lastName and email are texts.' }, { status: 422 });
  try {
    const person = await people.createOne(
      crm(),
      { name: { firstName, lastName }, emails: { primaryEmail: email } },
      { select: { id: true, name: true, emails: true } },
    );
    return Response.json(person, { status: 201 });
  } catch (error) {
    if (error instanceof TwentyDuplicateError)
      return Response.json({ error: 'There is a person with this address.' }, { status: 409 });
    if (error instanceof TwentyValidationError)
      return Response.json({ error: error.message }, { status: 422 });
    throw error;
  }
}
