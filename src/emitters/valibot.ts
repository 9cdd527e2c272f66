import type { Emitter } from '../emit/types.ts';
import { emitSchemas } from './schemas/module.ts';
import { valibotDialect } from './valibot/dialect.ts';

/**
 * Schemas of valibot 1, which your project installs: for each object the entity as the API answers it, and what creates and
 * updates it, below `valibot/`. Needs the client beside it.
 */
export function valibot(): Emitter {
  return {
    name: 'valibot',
    fingerprint: 'valibot',
    emit: (model, context) => emitSchemas(model, context, valibotDialect),
  };
}
