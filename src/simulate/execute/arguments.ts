import type { OperationKind } from '../../model/types.ts';
import { badInput } from '../fault.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { isUuid } from '../values/uuid.ts';

const findMany = ['first', 'last', 'before', 'after', 'filter', 'orderBy'];

const allowed: Readonly<Record<OperationKind, readonly string[]>> = {
  findMany: [...findMany, 'offset', 'limit'],
  findOne: ['filter'],
  groupBy: ['groupBy', 'filter', 'orderBy', 'orderByForRecords', 'viewId', 'limit', 'offsetForRecords'],
  findDuplicates: ['ids', 'data'],
  createOne: ['data', 'upsert'],
  createMany: ['data', 'upsert'],
  updateOne: ['id', 'data'],
  updateMany: ['filter', 'data'],
  deleteOne: ['id'],
  deleteMany: ['filter'],
  restoreOne: ['id'],
  restoreMany: ['filter'],
  destroyOne: ['id'],
  destroyMany: ['filter'],
  mergeMany: ['ids', 'conflictPriorityIndex', 'dryRun'],
};

function invalid(message: string): Error {
  return badInput(message, 'INVALID_QUERY_INPUT');
}

export function checkArgumentNames(kind: OperationKind, given: JsonObject): void {
  const unknown = Object.keys(given).find((name) => !allowed[kind].includes(name));
  if (unknown !== undefined) throw invalid(`Argument not allowed: ${unknown}`);
}

export function optionalNumber(given: JsonObject, name: string): number | undefined {
  const value = given[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw invalid(`Invalid argument: "${name}" must be a number`);
  return value;
}

export function optionalText(given: JsonObject, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw invalid(`Invalid argument: "${name}" must be a string`);
  return value;
}

export function optionalBoolean(given: JsonObject, name: string): boolean {
  const value = given[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw invalid(`Invalid argument: "${name}" must be a boolean`);
  return value;
}

export function optionalFilter(given: JsonObject): JsonObject {
  const value = given['filter'];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw invalid('Invalid argument: "filter" must be an object');
  return value;
}

export function requiredObject(given: JsonObject, name: string): JsonObject {
  const value = given[name];
  if (!isObject(value)) throw invalid(`Missing required argument: "${name}" (object)`);
  return value;
}

export function requiredList(given: JsonObject, name: string): readonly JsonObject[] {
  const value = given[name];
  if (!Array.isArray(value)) throw invalid(`Missing required argument: "${name}" (array)`);
  return value.filter(isObject);
}

export function requiredId(given: JsonObject): string {
  const value = given['id'];
  if (!isUuid(value)) throw invalid('Missing required argument: "id" (UUID)');
  return value.toLowerCase();
}
