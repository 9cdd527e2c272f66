/**
 * All that an object's module needs. The makers of its functions take the object and the root field that carries the
 * function out. What they make is the same for every object but for its types, which stand where it is exported:
 * inferring them here would cost every project's type-check.
 */
export { findMany, findOne, findOneOrThrow } from './find.js';
export type * from './functions.js';
export type { ObjectDescriptor, OwnObject } from './object.js';
export type { FieldSelect, Many, OrderBy, RelationInput, RelationSelect } from './types.js';
export type { PicklistOption } from './values.js';
export {
  createMany,
  createOne,
  deleteMany,
  deleteOne,
  destroyMany,
  destroyOne,
  restoreMany,
  restoreOne,
  updateMany,
  updateOne,
} from './write.js';
