import { exactly } from './equal.js';
import { people } from './twenty/index.js';
import type { PersonRelationship, TwentyClient } from './twenty/index.js';
import { isEventOf, verifyWebhook, WebhookError } from './twenty/webhooks/index.js';
import type {
  WebhookErrorCode,
  WebhookEvent,
  WebhookEventName,
  WebhookEventOf,
} from './twenty/webhooks/index.js';

export async function handle(request: Request, client: TwentyClient, secret: string): Promise<Response> {
  let event: WebhookEvent;
  try {
    event = await verifyWebhook({ body: await request.text(), headers: request.headers, secret });
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    exactly<WebhookErrorCode>()(error.code);
    return new Response(error.message, { status: error.code === 'unknown-event' ? 200 : 400 });
  }
  switch (event.eventName) {
    case 'person.updated':
      exactly<readonly string[]>()(event.updatedFields);
      exactly<'person'>()(event.objectMetadata.nameSingular);
      exactly<string | null | undefined>()(event.record.city);
      exactly<PersonRelationship | null | undefined>()(event.record.relationship);
      exactly<string | null | undefined>()(event.record.name?.firstName);
      await people.findOne(client, { id: event.record.id });
      event.record.city.trim(); // error: possibly 'null' or 'undefined'
      event.record.nope; // error: Property 'nope' does not exist
      break;
    case 'person.created':
      exactly<string>()(event.record.id);
      event.updatedFields; // error: Property 'updatedFields' does not exist
      break;
    case 'person.deleted':
    case 'person.restored':
    case 'person.destroyed':
      break;
    case 'person.renamed': // error: is not comparable to type
      break;
    default:
      event.record.city; // error: Property 'city' does not exist
  }
  if (isEventOf(event, 'company')) {
    exactly<WebhookEventOf<'company'>>()(event);
    exactly<boolean | null | undefined>()(event.record.isIdealCustomer);
  }
  isEventOf(event, 'nope'); // error: '"nope"' is not assignable
  return new Response();
}

export const names: readonly WebhookEventName[] = ['task.created', 'opportunity.destroyed'];
export const wrong: WebhookEventName = 'tasks.created'; // error: tasks.created

export async function fromNode(
  body: Uint8Array,
  headers: Record<string, string | string[] | undefined>,
): Promise<void> {
  await verifyWebhook({ body, headers, secret: ['new', 'old'], tolerance: 60_000 });
  await verifyWebhook({ body: JSON.parse('{}') as object, headers, secret: '' }); // error: 'object' is not assignable
  await verifyWebhook({ body, headers }); // error: Property 'secret' is missing
}
