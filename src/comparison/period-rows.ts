/** The rows of one period by their places: the values of the dimensions that are no dates, and its ordinal (day 1, day 2, … of the period). */
import { GatewayError } from '../errors.js';
import { bucketAround, bucketRule, countBuckets, placeOf } from './buckets.js';
import type { Period } from './period.js';
import type { Grouping } from './grouping.js';

/** Finished values by column key; an error where a value broke its type. */
export type Cells = Readonly<Record<string, unknown>>;

/** Where a row stands. */
export interface Place {
  /** Names the values of the dimensions that are no dates. */
  readonly group: string;
  /** From 0; 0 for all where no date is grouped. */
  readonly index: number;
}

export interface PeriodRows {
  readonly period: Period;
  /** How many days or months the period has; 1 where no date is grouped. */
  readonly length: number;
  /** In the order of the rows. */
  readonly places: readonly Place[];
  /** The values of the dimensions that are no dates, in the order in which they came. */
  readonly groups: ReadonlyMap<string, Cells>;
  /** The row at a place, if there is one. */
  readonly at: (place: Place) => Cells | null;
}

/** Works on a list in slices, so that a long one leaves time for others. */
export type InTurns = (count: number, cells: number, work: (from: number, to: number) => void) => Promise<void>;

/** Places the rows. Throws UPSTREAM_MALFORMED_RESPONSE where one has no place in the period, or the place of another. */
export async function placeRows(grouping: Grouping, period: Period, rows: readonly Cells[], inTurns: InTurns): Promise<PeriodRows> {
  const { finest, others, report } = grouping;
  const places: Place[] = [];
  const groups = new Map<string, Cells>();
  const byGroup = new Map<string, Map<number, Cells>>();
  const indexOf = createIndex(grouping, period);
  const place = (row: Cells): void => {
    const values = others.map((name) => valueOf(row, name));
    const group = JSON.stringify(values);
    let own = byGroup.get(group);
    if (!own) {
      own = new Map();
      byGroup.set(group, own);
      groups.set(group, Object.fromEntries(others.map((name, i) => [name, values[i]])));
    }
    const index = indexOf(row);
    if (own.has(index)) throw malformed(`${report} must have one row for each group, but the Reports API sent two.`);
    own.set(index, row);
    places.push({ group, index });
  };
  await inTurns(rows.length, CELLS_A_ROW, (from, to) => rows.slice(from, to).forEach(place));
  return {
    period,
    length: finest ? countBuckets(finest.bucket, period) : 1,
    places,
    groups,
    at: ({ group, index }) => byGroup.get(group)?.get(index) ?? null,
  };
}

/** Placing a row takes as long as reading so many cells. */
const CELLS_A_ROW = 5;

/** The cells of the dates at this place of the period; null behind its end. */
export function datesAt({ finest, dates }: Grouping, period: Period, index: number): Cells {
  return Object.fromEntries(dates.map(({ name, bucket }) => [name, finest && bucketAround(bucket, finest.bucket, period, index)]));
}

/** Finds the ordinal of the day or month of a row. Each date is looked at once, however many rows are of it. */
function createIndex({ finest, dates }: Grouping, period: Period): (row: Cells) => number {
  if (!finest) return () => 0;
  const known = new Map<unknown, number>();
  return (row) => {
    const value = valueOf(row, finest.name);
    const index = known.get(value) ?? placeOf(finest.bucket, period, value);
    if (index === null) throw malformedDate(finest.name, bucketRule(finest.bucket));
    known.set(value, index);
    for (const { name, bucket } of dates)
      if (name !== finest.name && valueOf(row, name) !== bucketAround(bucket, finest.bucket, period, index))
        throw malformedDate(name, bucketRule(bucket));
    return index;
  };
}

function valueOf(row: Cells, name: string): unknown {
  const value = row[name] ?? null;
  if (value instanceof Error) throw value;
  return value;
}

const malformed = (message: string): GatewayError => new GatewayError('UPSTREAM_MALFORMED_RESPONSE', message);
const malformedDate = (name: string, rule: string): GatewayError =>
  malformed(`${name} must be ${rule}, but the Reports API sent another value.`);
