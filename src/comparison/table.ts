/**
 * A report whose periods are joined and whose gaps are filled. Rows of both periods at one place (same group, same how-manieth day or
 * month) are one row; what one period has and the other has not is there too, the other side missing.
 */
import type { Derivation } from './derivation.js';
import type { Period } from './period.js';
import type { Shape } from './shape.js';
import { createSide, datesAt, type Cells, type Place, type Side } from './side.js';

/** A row of the joined report. */
export interface JoinedCells {
  /** What the row shows: the period's own cells, or no more than its group where the period has no such row. */
  readonly cells: Cells;
  /** Whether the period has the row, sent or filled. */
  readonly isCurrent: boolean;
  /** The row of the period compared with; null where that has none. */
  readonly previous: Cells | null;
}

export interface TableSource {
  readonly shape: Shape;
  readonly derivation: Derivation;
  /** The keys of the cells that hold figures. */
  readonly figures: readonly string[];
  readonly current: readonly Cells[];
  /** Empty where rows are not compared. */
  readonly previous: readonly Cells[];
}

/** A report whose rows are not made yet: how many it has is known before. */
export interface Table {
  readonly rowCount: number;
  readonly rows: () => readonly JoinedCells[];
}

/** Joins and fills. Throws UPSTREAM_MALFORMED_RESPONSE where a row has no place in its period, or the place of another. */
export function createTable({ shape, derivation, figures, current, previous }: TableSource): Table {
  const { period, comparedWith, fill, latestFirst } = derivation;
  const now = createSide(shape, period, current);
  const before = comparedWith && createSide(shape, comparedWith, previous);
  const groups = new Map([...now.groups, ...(before?.groups ?? [])]);
  const labels = readLabels(shape, [...current, ...previous]);
  const filling = Object.fromEntries(figures.map((key) => [key, fill === 'zero' ? 0 : null]));

  const groupAt = (side: Period, { group, index }: Place): Cells => {
    const dimensions: Record<string, unknown> = { ...groups.get(group), ...datesAt(shape, side, index) };
    return Object.assign(dimensions, labels(dimensions));
  };
  const cellsAt = (side: Side, place: Place): Cells | null => {
    const own = side.at(place);
    if (own || fill === null || place.index >= side.length) return own;
    return { ...groupAt(side.period, place), ...filling };
  };
  const rowAt = (place: Place): JoinedCells => {
    const own = cellsAt(now, place);
    return { cells: own ?? groupAt(period, place), isCurrent: own !== null, previous: before && cellsAt(before, place) };
  };

  if (fill === null) {
    const places = [...now.places, ...(before?.places.filter((place) => !now.at(place)) ?? [])];
    return { rowCount: places.length, rows: () => places.map(rowAt) };
  }
  const inOrder = [...groups.keys()];
  // Without another dimension there is one group, whether it has rows or not.
  if (inOrder.length === 0 && shape.others.length === 0) inOrder.push('[]');
  const length = Math.max(now.length, before?.length ?? 0);
  return {
    rowCount: length * inOrder.length,
    rows: () =>
      Array.from({ length }, (_, i) => (latestFirst ? length - 1 - i : i)).flatMap((index) =>
        inOrder.map((group) => rowAt({ group, index })),
      ),
  };
}

/** What the rows say of labels: gives those of a row's dimensions, null for one that no row tells. */
function readLabels({ labels }: Shape, rows: readonly Cells[]): (dimensions: Cells) => Cells {
  const told = [...labels].flatMap(([label, dimension]) => {
    if (!rows.some((row) => row[label] !== undefined)) return [];
    const texts = new Map<unknown, unknown>();
    for (const row of rows) {
      const text = row[label];
      const key = row[dimension] ?? null;
      if (text !== undefined && text !== null && !(text instanceof Error) && !texts.has(key)) texts.set(key, text);
    }
    return [{ label, dimension, texts }];
  });
  return (dimensions) =>
    Object.fromEntries(told.map(({ label, dimension, texts }) => [label, texts.get(dimensions[dimension] ?? null) ?? null]));
}
