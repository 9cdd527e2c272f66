import type { Emitter } from '../emit/types.ts';
import { emitSchemas } from './schemas/module.ts';
import { zodDialect } from './zod/dialect.ts';

/**
 * Schemas of zod 4.3 or newer, which your project installs: for each object the entity as the API answers it, and what
 * creates and updates it, below `zod/`. Needs the client beside it.
 */
export function zod(): Emitter {
  return {
    name: 'zod',
    fingerprint: 'zod',
    emit: (model, context) => emitSchemas(model, context, zodDialect),
  };
}
