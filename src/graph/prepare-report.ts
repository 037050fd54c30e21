/**
 * What a report field asks: its selection, the query, and how rows are read. The same document with the same variables asks the same again,
 * so the last question of every field is kept as long as its document is. Nothing of a caller but those variables is in it.
 */
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Report } from '../../schema/report.js';
import { upstreamArguments } from '../comparison/derivation.js';
import { withPeriod } from '../comparison/report-period.js';
import { createReportAsk, type ReportAsk } from '../reports/report-loader.js';
import { needsObjects, objectPlan, textPlan } from '../reports/row-plan.js';
import { referencesInOrder } from '../query/custom-metrics.js';
import { callsNotes } from '../query/calls-query.js';
import { normalise } from '../query/normalise.js';
import { notesOf } from '../query/notes.js';
import type { ReportQuery } from '../query/report-query.js';
import { reportSelection, selectedSums, type ReportSelection } from '../query/report-selection.js';
import { ownColumn } from '../query/row-columns.js';
import { selectedFields, type SelectedField } from '../query/selected-fields.js';
import { otherNote, withGroupColumn } from '../query/sums-query.js';
import type { RowPlan } from '../rows/row-plan-types.js';
import type { GatewayContext } from './context.js';
import type { RowList } from './report-node.js';
import type { OtherSource } from './report-sums.js';

/** A report field as its resolver is handed it. */
export interface ReportFieldInput {
  readonly report: Report;
  readonly igrp: number | null;
  readonly given: Readonly<Record<string, unknown>>;
  /** The report that lists the calls behind its rows; null where there is none. */
  readonly calls: Report | null;
  /** What else the question follows from than its arguments; left out where it follows from nothing else. */
  readonly narrow?: (query: ReportQuery) => ReportQuery;
}

export interface PreparedReport {
  /** The query, and one plan for each list of rows that is selected; without one, a plan that counts rows. */
  readonly ask: ReportAsk;
  /** The references of its custom metrics, in the order of the argument. */
  readonly references: readonly string[];
  readonly notes: readonly string[];
  readonly selection: ReportSelection;
  /** The lists of rows by their response keys; their results are as their plans. */
  readonly lists: ReadonlyMap<string, RowList>;
  /** What is selected of the totals; null where nothing is. */
  readonly totals: readonly SelectedField[] | null;
  /** What is selected of `other`, and which result holds the groups that it leaves out; null where it is not selected, or has no meaning. */
  readonly other: Pick<OtherSource, 'fields' | 'groups'> | null;
}

export interface KeptReport {
  /** The variables and all else that the question follows from. */
  readonly key: string;
  readonly question: PreparedReport;
}

/** The last question of each report field of one document: a member of the prepared document, gone with it. */
export type KeptReports = Map<FieldNode, KeptReport>;

/** Questions with more variables than this many characters are not kept. */
const LONGEST_KEY = 1_000;

/** What of an operation decides what a report field asks. */
type Asker = Pick<GatewayContext, 'now' | 'today' | 'rowTexts' | 'reports'>;

/** The question of a field that derives nothing from its rows. Throws a `GatewayError` where a rule is broken. */
export function prepareReport(asked: ReportFieldInput, asker: Asker, info: GraphQLResolveInfo): PreparedReport {
  const [node, ...others] = info.fieldNodes;
  // What narrows a question is of one row, while the field stands for all of them.
  if (node === undefined || others.length > 0 || asked.narrow) return ask(asked, asker, info);
  const given = withPeriod(asked.report, asked.given, asker.now);
  const days = given === asked.given ? '' : `${String(given['startDate'])} ${String(given['endDate'])}`;
  const key = `${asked.report.name} ${asked.igrp} ${asker.rowTexts !== null} ${asker.today} ${days} ${JSON.stringify(info.variableValues)}`;
  const last = asker.reports.get(node);
  if (last?.key === key) return last.question;
  const question = ask({ ...asked, given }, asker, info);
  if (key.length <= LONGEST_KEY) asker.reports.set(node, { key, question });
  return question;
}

function ask(
  { report, igrp, given, calls, narrow = (query) => query }: ReportFieldInput,
  { now, today, rowTexts }: Asker,
  info: GraphQLResolveInfo,
): PreparedReport {
  const fields = selectedFields(info);
  const selection = reportSelection(fields);
  const sums = selectedSums(fields);
  const asked = narrow(normalise(report, { igrp, arguments: upstreamArguments(report, given, now), selection, today }));
  const otherIsNull = sums.other && otherNote(asked, false);
  const query = sums.other && otherIsNull === null ? withGroupColumn(asked) : asked;
  const references = referencesInOrder(given['customMetrics']);
  const track = selection.endRowId ? report.keyset : null;
  const plans: RowPlan[] = [];
  const lists = new Map<string, RowList>();
  for (const { name, responseKey, selections } of fields) {
    if (name !== 'rows' || selections === null) continue;
    const as = rowTexts === null || needsObjects(report, selections) ? 'objects' : 'text';
    lists.set(responseKey, { result: plans.length, as });
    plans.push((as === 'text' ? textPlan : objectPlan)({ query, references, rows: selections, track }));
  }
  // Without rows, one plan without columns counts them.
  if (plans.length === 0) plans.push(textPlan({ query, references, rows: [], track }));
  let other: PreparedReport['other'] = null;
  if (sums.other && otherIsNull === null) {
    const rows = query.group.filter((name) => report.fields.has(name)).map(ownColumn);
    other = { fields: sums.other, groups: rows.length === 0 ? null : plans.length };
    plans.push(...rows.map((row) => objectPlan({ query, references, rows: [row], track: null })));
  }
  const notes = notesOf({ report, rows: selection.rows, group: query.group, references, isCompared: false });
  return {
    ask: createReportAsk(query, plans),
    references,
    notes: Object.freeze([...notes, ...callsNotes(query, selection.rows, calls), ...(otherIsNull === null ? [] : [otherIsNull])]),
    selection,
    lists,
    totals: sums.totals,
    other,
  };
}
