import type { Args } from './call.js';
import { TwentyError } from './errors.js';
import type { Row } from './operation.js';

/** Batches that every server takes. */
const smallBatch = 60;

/**
 * Works through a list in batches, several at a time, and gives all their rows in order. Once one has failed no other
 * begins; the error says what became of each item. A batch that the server finds too large is cut into smaller ones.
 */
export async function inBatches<T>(
  items: readonly T[],
  size: number,
  { concurrency = 4, onProgress }: Args,
  work: (batch: readonly T[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  /** By the place of their first. */
  const results: (readonly Row[] | undefined)[] = [];
  const written: number[] = [];
  const unknown: number[] = [];
  let done = 0;
  let next = 0;
  let failure: unknown;
  const workOrSplit = async (batch: readonly T[]): Promise<readonly Row[]> => {
    try {
      return await work(batch);
    } catch (error) {
      if (!isTooMany(error) || batch.length <= smallBatch) throw error;
      size = smallBatch;
    }
    return inBatches(batch, size, { concurrency: 1 }, work);
  };
  const worker = async (): Promise<void> => {
    while (next < items.length && failure === undefined) {
      const start = next;
      const batch = items.slice(start, (next += size));
      const places: number[] = [];
      for (let place = start; place < start + batch.length; place += 1) places.push(place);
      try {
        results[start] = await workOrSplit(batch);
        written.push(...places);
        done += batch.length;
        onProgress?.({ done, total: items.length });
      } catch (error) {
        failure ??= error;
        if (!(error instanceof TwentyError)) continue;
        const { rows } = error;
        if (rows) {
          results[start] = rows.records as Row[];
          for (const place of rows.written) written.push(start + place);
          for (const place of rows.unknown) unknown.push(start + place);
        } else if (error.mayHaveArrived) unknown.push(...places);
      }
    }
  };
  const workers = [worker()];
  while (workers.length < concurrency && next < items.length) workers.push(worker());
  // They never fail.
  for (const one of workers) await one;
  const ascending = (a: number, b: number): number => a - b;
  const records: Row[] = [];
  for (const rows of results) if (rows) records.push(...rows);
  if (failure === undefined) return records;
  if (failure instanceof TwentyError)
    failure.rows = { written: written.sort(ascending), unknown: unknown.sort(ascending), records };
  throw failure as Error;
}

/** Whether the server takes fewer records at once than it was given. */
export const isTooMany = (error: unknown): boolean =>
  error instanceof TwentyError &&
  /^TOO_MANY_RECORDS|^Maximum number of|^Cannot update more/.test(error.subCode ?? error.message);
