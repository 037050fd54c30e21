/**
 * What an asker wants of a report, from the fields selected on it: which row fields, and whether anything needs an answer at all.
 */
import type { SelectedField } from './selected-fields.js';
import { OTHER, TOTALS } from './sums-query.js';

export interface ReportSelection {
  /**
   * The row fields, those of every alias of `rows` together; null where `rows` is not selected. Under several aliases of `rows` a response
   * key is unique within its alias only.
   */
  readonly rows: readonly SelectedField[] | null;
  /** False: a dry run. Nothing is selected but what needs no answer: `request { url curl cache }`, `notes`, `period`, `asOf` and `__typename`. */
  readonly wantsAnswer: boolean;
  /** Whether rows follow is selected (`complete`, `hasNextPage`, `nextOffset`): one row more is asked for. */
  readonly lookAhead: boolean;
  /** `endRowId` is selected: the keyset field joins the projection. */
  readonly endRowId: boolean;
}

/** What of a request shows the upstream URL. */
const EXPLANATIONS: ReadonlySet<string> = new Set(['url', 'curl']);
const KNOWN_WITHOUT_ASKING: ReadonlySet<string> = new Set([...EXPLANATIONS, 'cache', '__typename']);
/** What a report says without an answer: it follows from what is asked, or is null until there is one. */
const SAID_BY_THE_QUESTION: ReadonlySet<string> = new Set(['__typename', 'notes', 'period', 'asOf']);
const REQUEST = 'request';
/** The request of a report, and that of the period it is compared with. */
const REQUESTS: ReadonlySet<string> = new Set([REQUEST, 'previousRequest']);
/** What is selected of the sums beside the rows, `totals` and `other`, those of every alias together; null where nothing is. */
export interface SelectedSums {
  readonly totals: readonly SelectedField[] | null;
  readonly other: readonly SelectedField[] | null;
}

/** Reads the sums selected on a report. */
export function selectedSums(fields: readonly SelectedField[]): SelectedSums {
  const of = (wanted: string) => {
    const selected = fields.filter(({ name }) => name === wanted);
    return selected.length === 0 ? null : selected.flatMap(({ selections }) => selections ?? []);
  };
  return { totals: of(TOTALS), other: of(OTHER) };
}

/** Whether the upstream URL of the report itself is selected. */
export function selectsExplanation(fields: readonly SelectedField[]): boolean {
  return fields.some(({ name, selections }) => name === REQUEST && selections?.some((field) => EXPLANATIONS.has(field.name)));
}

const NEEDS_NEXT_ROW: ReadonlySet<string> = new Set(['hasNextPage', 'nextOffset']);

/** Reads the fields selected on a report. Pure, so callers may keep it for a document that no variable steers. */
export function reportSelection(fields: readonly SelectedField[]): ReportSelection {
  let rows: readonly SelectedField[] | null = null;
  let wantsAnswer = false;
  let lookAhead = false;
  let endRowId = false;
  for (const { name, selections } of fields) {
    if (SAID_BY_THE_QUESTION.has(name)) continue;
    const below = selections ?? [];
    if (REQUESTS.has(name)) {
      wantsAnswer ||= below.some((field) => !KNOWN_WITHOUT_ASKING.has(field.name));
      continue;
    }
    // Totals are a request of their own.
    if (name === TOTALS) continue;
    wantsAnswer = true;
    if (name === 'complete') lookAhead = true;
    else if (name === 'rows') rows = rows === null ? below : [...rows, ...below];
    else if (name === 'pageInfo') {
      lookAhead ||= below.some((field) => NEEDS_NEXT_ROW.has(field.name));
      endRowId ||= below.some((field) => field.name === 'endRowId');
    }
  }
  return { rows, wantsAnswer, lookAhead, endRowId };
}
