import { composites } from '../../src/model/composites.ts';
import type { Model, ModelField } from '../../src/model/types.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulate/simulator.ts';

export const apiKey = 'eyJhbGciOiJIUzI1NiJ9.e30.a-key-that-no-file-may-hold';

export interface Canaries {
  readonly simulator: Simulator;
  /** Every text that must not turn up. */
  readonly originals: readonly string[];
}

/** A workspace whose every text of a person is one of a kind. */
export function canaryWorkspace(
  workspace: Model,
  rows = 6,
  options: Partial<SimulatorOptions> = {},
): Canaries {
  const originals: string[] = [];
  const canary = (shape: (word: string) => string): string => {
    // Letters only: so that it is a name as well.
    const word = `Canary${[...String(originals.length)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}q`;
    const text = shape(word);
    // As JSON has it.
    originals.push(word.toLowerCase(), JSON.stringify(text).slice(1, -1));
    return text;
  };
  const phone = (): string => {
    const number = `4155${String(1_000_000 + originals.length).slice(1)}`;
    originals.push(number);
    return number;
  };
  const personal = (field: ModelField): unknown => {
    switch (field.type) {
      case 'TEXT':
        return canary((word) =>
          field.isUnique ? `${word}-77` : `The secret of ${word}, *told* to nobody 4711.`,
        );
      case 'ARRAY':
        return [canary((word) => word), canary((word) => `${word}@mail.example`)];
      case 'RAW_JSON':
        return { [canary((word) => word)]: canary((word) => word) };
      case 'FULL_NAME':
        return { firstName: canary((word) => word), lastName: canary((word) => word) };
      case 'EMAILS':
        return {
          primaryEmail: canary((word) => `${word}@${word}.example`.toLowerCase()),
          additionalEmails: [canary((word) => `${word}@post.example`.toLowerCase())],
        };
      case 'CURRENCY':
        // Nothing keeps anybody from writing something else than a currency.
        return { amountMicros: 5_000_000, currencyCode: canary((word) => word) };
      case 'PHONES':
        return {
          primaryPhoneNumber: phone(),
          primaryPhoneCountryCode: 'US',
          primaryPhoneCallingCode: '+1',
          additionalPhones: [{ number: phone(), countryCode: 'US', callingCode: '+1' }],
        };
      case 'LINKS':
        return {
          primaryLinkUrl: canary((word) => `https://${word}.example/in/${word}`),
          primaryLinkLabel: canary((word) => word),
          secondaryLinks: [
            { url: canary((word) => `https://${word}.example`), label: canary((word) => word) },
          ],
        };
      case 'ADDRESS':
        return Object.fromEntries(
          (composites['ADDRESS']?.fields ?? []).map(({ name, graphql }) => [
            name,
            graphql === 'String' ? canary((word) => `${word} street`) : 52.520_008,
          ]),
        );
      case 'RICH_TEXT':
        return { markdown: canary((word) => `# About ${word}\n\nHe said **so**.`) };
      case 'ACTOR':
        return {
          source: 'MANUAL',
          name: canary((word) => `${word} Smith`),
          context: { [canary((word) => word)]: 1 },
        };
      default:
        return undefined;
    }
  };
  const simulator = createSimulator({ model: workspace, apiKey, records: 0, ...options });
  for (const object of workspace.objects) {
    if (!object.isActive) continue;
    simulator.add(
      object.nameSingular,
      Array.from({ length: rows }, () =>
        Object.fromEntries(
          object.fields.flatMap((field) => {
            const value = personal(field);
            return value === undefined ? [] : [[field.name, value]];
          }),
        ),
      ),
    );
  }
  return { simulator, originals };
}
