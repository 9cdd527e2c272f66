import type { Emitter } from '../../src/emit/types.ts';
import { factories } from '../../src/emitters/factories.ts';
import { sdl } from '../../src/emitters/sdl.ts';
import { tanstackQuery } from '../../src/emitters/tanstack-query.ts';
import { valibot } from '../../src/emitters/valibot.ts';
import { webhooks } from '../../src/emitters/webhooks.ts';
import { zod } from '../../src/emitters/zod.ts';

/** The emitters that make code or a schema beside the client, by the name that their golden output has. */
export const emitters = {
  factories,
  sdl,
  'tanstack-query': tanstackQuery,
  valibot,
  webhooks,
  zod,
} as const satisfies Readonly<Record<string, () => Emitter>>;

export const all = (): readonly Emitter[] => Object.values(emitters).map((emitter) => emitter());
