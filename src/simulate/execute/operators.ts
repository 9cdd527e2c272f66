/** The filter operators that the server lists as allowed, by field type, in its order. */
const comparisons = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in', 'is'] as const;
const picklist = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in', 'containsAny', 'is', 'isEmptyArray'] as const;

const byType: Readonly<Record<string, readonly string[]>> = {
  TEXT: [...comparisons, 'like', 'ilike', 'startsWith', 'endsWith'],
  UUID: comparisons,
  RELATION: comparisons,
  MORPH_RELATION: comparisons,
  NUMBER: comparisons,
  NUMERIC: comparisons,
  POSITION: comparisons,
  DATE: comparisons,
  DATE_TIME: comparisons,
  BOOLEAN: ['eq', 'is'],
  SELECT: picklist,
  RATING: picklist,
  MULTI_SELECT: ['containsAny', 'is', 'isEmptyArray'],
  ARRAY: ['containsIlike', 'is', 'isEmptyArray'],
  RAW_JSON: ['is', 'like'],
  FILES: ['is', 'like'],
  TS_VECTOR: ['eq', 'neq', 'is'],
};

export function allowedOperators(type: string): readonly string[] {
  return Object.hasOwn(byType, type) ? (byType[type] ?? []) : ['is', 'like'];
}
