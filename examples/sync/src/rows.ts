import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** A line of the file. */
export interface Row {
  readonly email: string;
  readonly 'first name': string;
  readonly 'last name': string;
  readonly 'job title': string;
  readonly company: string;
  readonly website: string;
}

const columns = ['email', 'first name', 'last name', 'job title', 'company', 'website'];

/** @throws Error where a column is missing, or the file is no CSV. */
export async function readRows(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  const parser = createReadStream(path).pipe(
    parse({ columns: true, trim: true, skip_empty_lines: true, bom: true }),
  );
  for await (const row of parser as AsyncIterable<Record<string, string>>) {
    const missing = columns.filter((column) => row[column] === undefined);
    if (missing.length > 0) throw new Error(`${path} has no column ${missing.join(', ')}.`);
    rows.push(row as unknown as Row);
  }
  return rows;
}
