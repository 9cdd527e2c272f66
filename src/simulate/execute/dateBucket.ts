import { badInput } from '../fault.ts';
import { isObject } from '../json.ts';

/** How a date is grouped: by the first day of its period, or by a name that recurs. */
export interface DateBucket {
  readonly granularity: string;
  readonly timeZone?: string;
  readonly weekStartDay?: string;
}

const periods: ReadonlySet<string> = new Set(['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR']);
const recurring: ReadonlySet<string> = new Set([
  'DAY_OF_THE_WEEK',
  'MONTH_OF_THE_YEAR',
  'QUARTER_OF_THE_YEAR',
]);
const weekDays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** What a groupBy or orderBy says of a date; undefined where it says nothing that the server knows. */
export function dateBucket(given: unknown, type: string): DateBucket | undefined {
  if (given === true) return { granularity: 'NONE' };
  if (!isObject(given)) return undefined;
  const { granularity = 'NONE', timeZone, weekStartDay } = given;
  if (typeof granularity !== 'string') return undefined;
  const isPeriod = periods.has(granularity);
  if (!isPeriod && !recurring.has(granularity) && granularity !== 'NONE') return undefined;
  if (isPeriod && type === 'DATE_TIME' && typeof timeZone !== 'string') {
    throw badInput(
      'Time zone should be specified for a group by date on Day, Week, Month, Quarter or Year',
      'MISSING_TIMEZONE_FOR_DATE_GROUP_BY',
    );
  }
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    throw badInput(`Invalid timezone: ${timeZone}`, 'INVALID_TIMEZONE');
  }
  return {
    granularity,
    ...(typeof timeZone === 'string' ? { timeZone } : {}),
    ...(typeof weekStartDay === 'string' ? { weekStartDay } : {}),
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** The value of the group that a date belongs to: `2025-02-01`, `Monday`, `Q1`, or the date itself. */
export function bucketOf(stored: unknown, bucket: DateBucket): unknown {
  if (typeof stored !== 'string' || bucket.granularity === 'NONE') return stored ?? null;
  const day = dayOf(stored, bucket.timeZone ?? 'UTC');
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const quarter = Math.floor(month / 3);
  switch (bucket.granularity) {
    case 'DAY':
      return isoDay(day);
    case 'WEEK': {
      const start = Math.max(weekDays.indexOf(bucket.weekStartDay ?? 'MONDAY'), 0);
      day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() - start + 7) % 7));
      return isoDay(day);
    }
    case 'MONTH':
      return isoDay(new Date(Date.UTC(year, month)));
    case 'QUARTER':
      return isoDay(new Date(Date.UTC(year, quarter * 3)));
    case 'YEAR':
      return isoDay(new Date(Date.UTC(year, 0)));
    case 'DAY_OF_THE_WEEK':
      return named(day, { weekday: 'long' });
    case 'MONTH_OF_THE_YEAR':
      return named(day, { month: 'long' });
    default:
      return `Q${quarter + 1}`;
  }
}

function named(day: Date, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en', { ...format, timeZone: 'UTC' }).format(day);
}

/** The day that it is in a time zone, as midnight UTC. */
function dayOf(stored: string, timeZone: string): Date {
  if (/^\d{4}-\d{2}-\d{2}$/.test(stored)) return new Date(`${stored}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(stored));
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return new Date(Date.UTC(part('year'), part('month') - 1, part('day')));
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
