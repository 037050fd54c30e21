/**
 * A report whose periods are joined and whose gaps are filled. Rows of both periods at one place (the same group, the same ordinal of day or
 * month) are one row; a row that one period alone has is there too, the other side missing.
 */
import type { Derivation } from './derivation.js';
import type { Period } from './period.js';
import type { Grouping } from './grouping.js';
import { placeRows, datesAt, type Cells, type InTurns, type Place, type PeriodRows } from './period-rows.js';

/** A row of the joined report. */
export interface JoinedRow {
  /** What the row shows: the period's own cells, or no more than its group where the period has no such row. */
  readonly cells: Cells;
  /** Whether the period has the row, sent or filled. */
  readonly isCurrent: boolean;
  /** The row of the period compared with; null where that has none. */
  readonly previous: Cells | null;
}

export interface JoinSource {
  readonly grouping: Grouping;
  readonly derivation: Derivation;
  /** The keys of the cells that hold figures. */
  readonly figures: readonly string[];
  readonly current: readonly Cells[];
  /** Empty where rows are not compared. */
  readonly previous: readonly Cells[];
  readonly inTurns: InTurns;
}

/** A report whose rows are not made yet: how many it has is known before. */
export interface JoinedRows {
  readonly rowCount: number;
  /** Makes the row at this place in the list. */
  readonly row: (index: number) => JoinedRow;
}

/** Joins and fills. Throws UPSTREAM_MALFORMED_RESPONSE where a row has no place in its period, or the place of another. */
export async function joinPeriods({ grouping, derivation, figures, current, previous, inTurns }: JoinSource): Promise<JoinedRows> {
  const { period, comparedWith, fill, latestFirst } = derivation;
  const now = await placeRows(grouping, period, current, inTurns);
  const before = comparedWith && (await placeRows(grouping, comparedWith, previous, inTurns));
  const labels = await readLabels(grouping, [...current, ...previous], inTurns);
  const filling = Object.fromEntries(figures.map((key) => [key, fill === 'zero' ? 0 : null]));

  const groupAt = (side: Period, { group, index }: Place): Cells => {
    const dimensions: Record<string, unknown> = Object.assign(
      {},
      now.groups.get(group) ?? before?.groups.get(group),
      datesAt(grouping, side, index),
    );
    return Object.assign(dimensions, labels(dimensions));
  };
  const cellsAt = (side: PeriodRows, place: Place): Cells | null => {
    const own = side.at(place);
    if (own || fill === null || place.index >= side.length) return own;
    return Object.assign({}, groupAt(side.period, place), filling);
  };
  const rowAt = (place: Place): JoinedRow => {
    const own = cellsAt(now, place);
    return { cells: own ?? groupAt(period, place), isCurrent: own !== null, previous: before && cellsAt(before, place) };
  };

  if (fill === null) {
    const places = await placesOfBoth(now, before, inTurns);
    return { rowCount: places.length, row: (index) => rowAt(itemAt(places, index)) };
  }
  const inOrder = [...new Set([...now.groups.keys(), ...(before?.groups.keys() ?? [])])];
  // Without another dimension there is one group, whether it has rows or not.
  if (inOrder.length === 0 && grouping.others.length === 0) inOrder.push('[]');
  const length = Math.max(now.length, before?.length ?? 0);
  return {
    rowCount: length * inOrder.length,
    row: (at) => {
      const index = Math.floor(at / inOrder.length);
      return rowAt({ group: itemAt(inOrder, at % inOrder.length), index: latestFirst ? length - 1 - index : index });
    },
  };
}

/** The places of the period's rows, then those that only the period compared with has. */
async function placesOfBoth(now: PeriodRows, before: PeriodRows | null, inTurns: InTurns): Promise<readonly Place[]> {
  if (before === null) return now.places;
  const places = [...now.places];
  await inTurns(before.places.length, CELLS_A_PLACE, (from, to) => {
    for (const place of before.places.slice(from, to)) if (!now.at(place)) places.push(place);
  });
  return places;
}

/** Looking for a row at a place takes as long as reading so many cells. */
const CELLS_A_PLACE = 3;

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no row ${index}.`);
  return item;
}

/** What the rows say of labels: gives those of a row's dimensions, null for one that no row tells. */
async function readLabels({ labels }: Grouping, rows: readonly Cells[], inTurns: InTurns): Promise<(dimensions: Cells) => Cells> {
  const asked = [...labels].filter(([label]) => rows.some((row) => row[label] !== undefined));
  const told = asked.map(([label, dimension]) => ({ label, dimension, texts: new Map<unknown, unknown>() }));
  const read = (row: Cells): void => {
    for (const { label, dimension, texts } of told) {
      const text = row[label];
      const key = row[dimension] ?? null;
      if (text !== undefined && text !== null && !(text instanceof Error) && !texts.has(key)) texts.set(key, text);
    }
  };
  if (told.length > 0) await inTurns(rows.length, told.length, (from, to) => rows.slice(from, to).forEach(read));
  return (dimensions) =>
    Object.fromEntries(told.map(({ label, dimension, texts }) => [label, texts.get(dimensions[dimension] ?? null) ?? null]));
}
