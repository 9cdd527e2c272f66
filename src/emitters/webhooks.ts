import type { EmitContext, Emitter, GeneratedFile } from '../emit/types.ts';
import { comment, header, importLine, literal, memberKey } from '../emit/writer.ts';
import { propertyName } from '../model/access.ts';
import { by } from '../model/order.ts';
import type { Model, ModelObject } from '../model/types.ts';
import { fingerprintOf, templateFile } from './template.ts';

/**
 * Webhooks: the events of each object as a union that is told apart by `eventName`, and `verifyWebhook`, which checks that
 * Twenty signed a request. Below `webhooks/`; needs the client beside it, and Web Crypto where it runs.
 */
export function webhooks(): Emitter {
  return {
    name: 'webhooks',
    get fingerprint() {
      return fingerprintOf('webhooks', {}, ['webhooks/verify.ts']);
    },
    emit: (model, context) => [emitEvents(model, context), templateFile('webhooks/verify.ts', context)],
  };
}

function emitEvents(model: Model, context: EmitContext): GeneratedFile {
  const { importExtension } = context;
  const objects = model.objects.toSorted(by(({ nameSingular }) => nameSingular));
  const verify = `./verify${importExtension}`;
  const members = objects.map(
    (object) =>
      `${comment([object.labelSingular], '  ')}  ${memberKey(object.nameSingular)}: WebhookRecord<${recordOf(object, context)}>;\n`,
  );
  const content = `import type * as client from ${literal(`../index${importExtension}`)};
${importLine(['type ObjectEvent', 'verifier', 'type VerifyWebhookOptions', 'type WebhookRecord'], verify)}
export {
  WebhookError,
  type VerifyWebhookOptions,
  type WebhookAction,
  type WebhookErrorCode,
  type WebhookHeaders,
} from ${literal(verify)};

/** The records of each object, as events carry them. */
export interface WebhookRecords {
${members.join('')}}

/** An object that has events. */
export type WebhookObject = keyof WebhookRecords;

/** The events of one object. */
export type WebhookEventOf<O extends WebhookObject> = { [P in O]: ObjectEvent<P, WebhookRecords[P]> }[O];

/** Any event: \`eventName\` tells which. */
export type WebhookEvent = WebhookEventOf<WebhookObject>;

/** \`person.created\` … */
export type WebhookEventName = WebhookEvent['eventName'];

const objects: readonly WebhookObject[] = [
${objects.map(({ nameSingular }) => `  ${literal(nameSingular)},\n`).join('')}];

/**
 * Makes sure that Twenty sent a request, and gives the event in it.
 *
 * @throws WebhookError whose \`code\` says why it is none
 */
export const verifyWebhook: (options: VerifyWebhookOptions) => Promise<WebhookEvent> =
  /* @__PURE__ */ verifier<WebhookEvent>(objects);

/** Whether an event is of an object: \`isEventOf(event, 'person')\`. */
export function isEventOf<E extends WebhookEvent, O extends WebhookObject>(
  event: E,
  object: O,
): event is Extract<E, { readonly objectMetadata: { readonly nameSingular: O } }> {
  return event.objectMetadata.nameSingular === object;
}
`;
  return { path: 'webhooks/index.ts', content: header + content };
}

/** The client's type of it; and the fields that this gives as other types than JSON has. */
function recordOf({ names, fields }: ModelObject, { types }: EmitContext): string {
  const mapped = fields.filter(({ type }) => (type === 'DATE' || type === 'DATE_TIME') && types?.[type]);
  const text = mapped.map((field) => literal(propertyName(field))).toSorted();
  return text.length === 0 ? `client.${names.type}` : `client.${names.type}, ${text.join(' | ')}`;
}
