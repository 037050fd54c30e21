/** The stretches of time that a period falls into: which there are, and the place of each among them. */
import type { Bucket } from '../../schema/report-definition.js';
import { isDate } from '../../schema/dates.js';
import { dayNumber, dayOf, firstOfMonth, monthNumber } from './calendar.js';
import type { Period } from './period.js';

/** What a dimension's cell holds for a stretch of time: a day as text, a month as the number YYYYMM. */
export type BucketValue = string | number;

interface Unit {
  /** Completes "… must be …". */
  readonly rule: string;
  /** The number of the unit that a day lies in. */
  readonly numberOf: (day: string) => number;
  /** The first day of the unit with this number. */
  readonly firstDay: (number: number) => string;
  /** The cell of the unit that begins on this day. */
  readonly valueOf: (firstDay: string) => BucketValue;
  /** The first day of the unit that the cell says; null where it says none. */
  readonly read: (value: unknown) => string | null;
}

const UNITS = {
  day: {
    rule: 'a day of the period, as YYYY-MM-DD',
    numberOf: dayNumber,
    firstDay: dayOf,
    valueOf: (day) => day,
    read: (value) => (typeof value === 'string' && isDate(value) ? value : null),
  },
  month: {
    rule: 'a month of the period, as the number YYYYMM',
    numberOf: monthNumber,
    firstDay: firstOfMonth,
    valueOf: (day) => Number(day.slice(0, 4) + day.slice(5, 7)),
    read: (value) => {
      const text = String(value);
      const day = `${text.slice(0, 4)}-${text.slice(4)}-01`;
      return typeof value === 'number' && isDate(day) ? day : null;
    },
  },
} as const satisfies Record<Bucket, Unit>;

/** From the finest to the coarsest: each bucket of one kind lies in one of every kind behind it. */
const FINEST_FIRST: readonly Bucket[] = ['day', 'month'];

/** A field whose values are buckets. */
export interface DateField {
  readonly name: string;
  readonly bucket: Bucket;
}

/** The field with the finest buckets; null where none has buckets. */
export function finestOf(fields: readonly { readonly name: string; readonly bucket: Bucket | null }[]): DateField | null {
  for (const bucket of FINEST_FIRST) {
    const field = fields.find((it) => it.bucket === bucket);
    if (field) return { name: field.name, bucket };
  }
  return null;
}

/** The rule that a cell of this kind keeps, to complete "… must be …". */
export const bucketRule = (bucket: Bucket): string => UNITS[bucket].rule;

/** How many buckets the period touches; those at its ends may lie in it in part. */
export function countBuckets(bucket: Bucket, { startDate, endDate }: Period): number {
  const { numberOf } = UNITS[bucket];
  return numberOf(endDate) - numberOf(startDate) + 1;
}

/** The place of a cell's bucket among those of the period, from 0; null where it is none of them. */
export function placeOf(bucket: Bucket, period: Period, value: unknown): number | null {
  const { numberOf, read } = UNITS[bucket];
  const day = read(value);
  if (day === null) return null;
  const place = numberOf(day) - numberOf(period.startDate);
  return place >= 0 && place < countBuckets(bucket, period) ? place : null;
}

/** The cell of the bucket at this place of the period; null behind its end. */
export function bucketAt(bucket: Bucket, period: Period, place: number): BucketValue | null {
  const day = firstDayAt(bucket, period, place);
  return day === null ? null : UNITS[bucket].valueOf(day);
}

/** The cell of the bucket of one kind in which the bucket of another at this place of the period lies. */
export function bucketAround(around: Bucket, bucket: Bucket, period: Period, place: number): BucketValue | null {
  const day = firstDayAt(bucket, period, place);
  if (day === null) return null;
  const { firstDay, numberOf, valueOf } = UNITS[around];
  return valueOf(firstDay(numberOf(day)));
}

function firstDayAt(bucket: Bucket, period: Period, place: number): string | null {
  if (place >= countBuckets(bucket, period)) return null;
  const { firstDay, numberOf } = UNITS[bucket];
  return firstDay(numberOf(period.startDate) + place);
}
