/**
 * Which columns the Reports API refuses, remembered for a while.
 *
 * A refusal says that something of a request is unknown, not what. Where a request is answered without its guessed columns, one of them at
 * least was refused: they are suspects, and are left out of later requests. Requests of one row (probes) with half of the suspects find out
 * which it was. What is kept are names of the catalogue, by base and report, so its size is bounded by the catalogue's.
 */

/** Where a column is refused: at one base, in one report. */
export interface ReportPlace {
  readonly base: string;
  readonly report: string;
}

/** Columns to be tried in one request. `settle` is called once it is over: true where it was answered, false where it was refused, else null. */
export interface Probe {
  readonly columns: readonly string[];
  readonly settle: (isAnswered: boolean | null) => void;
}

export interface RefusedColumns {
  /** What is to be left out: true for a column that is known to be refused, false for one that is suspected. */
  readonly leftOut: (place: ReportPlace) => ReadonlyMap<string, boolean>;
  /** A request that held all of these was refused, and answered without them. */
  readonly suspect: (place: ReportPlace, columns: readonly string[]) => void;
  /** The next columns to try, of those named; null where there is nothing to find out, or another probe of the report is under way. */
  readonly nextProbe: (place: ReportPlace, among: readonly string[]) => Probe | null;
}

/** How long a refusal is remembered. */
export const REFUSED_FOR_MS = 600_000;

interface Suspects {
  readonly columns: readonly string[];
  /** Whether one of them is refused for sure. */
  readonly isProven: boolean;
  readonly until: number;
}

interface State {
  /** Until when each column counts as refused. */
  readonly refused: Map<string, number>;
  suspects: readonly Suspects[];
  isProbed: boolean;
}

/** Remembers nothing yet. `now` is in milliseconds and never goes back. */
export function createRefusedColumns(now: () => number): RefusedColumns {
  const states = new Map<string, State>();

  /** The state of a place, without what is out of date; null where nothing is left of it. */
  function current({ base, report }: ReportPlace): State | null {
    const key = keyOf(base, report);
    const state = states.get(key);
    if (state === undefined) return null;
    const at = now();
    for (const [column, until] of state.refused) if (until <= at) state.refused.delete(column);
    if (state.suspects.some(({ until }) => until <= at)) state.suspects = state.suspects.filter(({ until }) => until > at);
    if (state.refused.size > 0 || state.suspects.length > 0) return state;
    states.delete(key);
    return null;
  }

  /** Keeps columns one of which is refused for sure; where it is a single one, it is known. */
  function accuse(state: State, columns: readonly string[]): void {
    const until = now() + REFUSED_FOR_MS;
    const [only, ...others] = columns;
    if (only !== undefined && others.length === 0) state.refused.set(only, until);
    else state.suspects = [{ columns, isProven: true, until }, ...state.suspects];
  }

  /** Keeps columns of which nothing is known but that they were suspected, in one list, so that one request can clear them all. */
  function doubt(state: State, columns: readonly string[]): void {
    if (columns.length === 0) return;
    const doubted = state.suspects.filter(({ isProven }) => !isProven).flatMap((each) => each.columns);
    const all: Suspects = { columns: [...doubted, ...columns], isProven: false, until: now() + REFUSED_FOR_MS };
    state.suspects = [...state.suspects.filter(({ isProven }) => isProven), all];
  }

  /** What an answered or refused request says of suspects that it held a part of. */
  function learn(state: State, suspects: Suspects, tried: readonly string[], isAnswered: boolean): void {
    if (!state.suspects.includes(suspects)) return; // out of date by now
    state.suspects = state.suspects.filter((each) => each !== suspects);
    const others = suspects.columns.filter((column) => !tried.includes(column));
    if (!isAnswered) accuse(state, tried);
    if (isAnswered && suspects.isProven) accuse(state, others);
    else doubt(state, others);
  }

  return {
    leftOut: (place) => {
      const state = current(place);
      if (state === null) return NOTHING;
      const suspected = state.suspects.flatMap(({ columns }) => columns.map((column) => [column, false] as const));
      return new Map([...suspected, ...[...state.refused.keys()].map((column) => [column, true] as const)]);
    },
    suspect: (place, columns) => {
      const state = current(place) ?? { refused: new Map<string, number>(), suspects: [], isProbed: false };
      // Where one of them is remembered by now, it explains the refusal: the request was sent before.
      const isExplained = columns.some(
        (column) => state.refused.has(column) || state.suspects.some((each) => each.isProven && each.columns.includes(column)),
      );
      if (isExplained) return;
      states.set(keyOf(place.base, place.report), state);
      accuse(state, columns);
    },
    nextProbe: (place, among) => {
      const state = current(place);
      if (state === null || state.isProbed) return null;
      // Those that are only doubted come last.
      for (const suspects of state.suspects) {
        const asked = suspects.columns.filter((column) => among.includes(column));
        const columns = suspects.isProven ? asked.slice(0, Math.floor(suspects.columns.length / 2)) : asked;
        if (columns.length === 0) continue;
        state.isProbed = true;
        const settle = (isAnswered: boolean | null): void => {
          state.isProbed = false;
          if (isAnswered !== null) learn(state, suspects, columns, isAnswered);
        };
        return { columns, settle };
      }
      return null;
    },
  };
}

const NOTHING: ReadonlyMap<string, boolean> = new Map();
const keyOf = (base: string, report: string): string => `${report} ${base}`;
