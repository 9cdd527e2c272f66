import type { OperationKind } from './types.ts';

/** Every operation, in the order in which it is written everywhere. */
export const operationKinds = [
  'findMany',
  'findOne',
  'groupBy',
  'findDuplicates',
  'createOne',
  'createMany',
  'updateOne',
  'updateMany',
  'deleteOne',
  'deleteMany',
  'restoreOne',
  'restoreMany',
  'destroyOne',
  'destroyMany',
  'mergeMany',
] as const satisfies readonly OperationKind[];
