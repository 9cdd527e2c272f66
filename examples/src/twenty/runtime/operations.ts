/**
 * All that an object's module needs. The makers of its functions take the object and the root field that carries the
 * function out. What they make is the same for every object but for its types, which stand where it is exported:
 * inferring them here would cost every project's type-check.
 */
export { aggregate, count } from './aggregate.js';
export { createMany, createOne } from './create.js';
export { findDuplicates } from './duplicates.js';
export { findMany, findOne, findOneOrThrow } from './find.js';
export type * from './functions.js';
export { groupBy } from './group.js';
export { mergeMany } from './merge.js';
export { morph, type Morph } from './morph.js';
export type { OwnObject } from './object.js';
export type { Inherited, Many, OrderBy, RelationInput, RelationSelect } from './types.js';
export type { PicklistOption } from './values.js';
export {
  deleteMany,
  deleteOne,
  destroyMany,
  destroyOne,
  restoreMany,
  restoreOne,
  updateMany,
  updateOne,
} from './write.js';
