const dateOnly = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

function realDay(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** A DATE_TIME as stored and read: ISO 8601 in UTC with three decimals; undefined where it is none. */
export function dateTimeOf(text: string): string | undefined {
  const match = dateTime.exec(text);
  if (match === null) return undefined;
  const [
    ,
    year = '',
    month = '',
    day = '',
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    zone = 'Z',
  ] = match;
  if (!realDay(year, month, day)) return undefined;
  const millis = fraction.padEnd(3, '0').slice(0, 3);
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${offset}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A DATE as stored and read, YYYY-MM-DD; a date-time gives its day. */
export function dateOf(text: string): string | undefined {
  const match = dateOnly.exec(text);
  if (match !== null) {
    const [, year = '', month = '', day = ''] = match;
    return realDay(year, month, day) ? text : undefined;
  }
  return dateTimeOf(text)?.slice(0, 10);
}
