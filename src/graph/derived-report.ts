/**
 * A report whose rows are compared or filled: both periods are asked in parallel, and what is handed out is their join. It is whole or an
 * error: where a limit cut either period, a group that is missing might only have been cut off. Beside `other`, which holds what was cut off,
 * the first rows are handed out.
 */
import type { Report } from '../../schema/report.js';
import type { ComparedRow } from '../comparison/compared-row.js';
import { derivationOf, inPeriod, upstreamArguments, type Derivation } from '../comparison/derivation.js';
import { groupingOf } from '../comparison/grouping.js';
import { joinPeriods, type JoinedRow } from '../comparison/join-periods.js';
import type { GatewayContext } from './context.js';
import { badInput, GatewayError } from '../errors.js';
import { together } from '../reports/column-fallback.js';
import type { ReportAnswer } from '../reports/fetch-rows.js';
import { createReportAsk } from '../reports/report-loader.js';
import type { RowOrigin } from '../reports/row-origin.js';
import { columnKey, customMetricKey, objectPlan } from '../reports/row-plan.js';
import { decodedBytes, decodeRowsInTurns } from '../reports/row.js';
import { isInput, listOf } from '../query/argument-values.js';
import { referencesInOrder } from '../query/custom-metrics.js';
import { callsNotes } from '../query/calls-query.js';
import { normalise } from '../query/normalise.js';
import { notesOf } from '../query/notes.js';
import type { ReportQuery } from '../query/report-query.js';
import { reportSelection, selectedSums, type ReportSelection } from '../query/report-selection.js';
import { columnOf, ownColumn, ROW_ACCESSORS, withComparedColumns } from '../query/row-columns.js';
import type { SelectedField } from '../query/selected-fields.js';
import type { RowsResult } from '../rows/row-plan-types.js';
import type { DerivedRows, ReportNode, RowList } from './report-node.js';
import { loadTop, mayBeCut } from './compared-top.js';
import { loadOtherBeside, loadTotals, NO_SUMS, once } from './report-sums.js';
import { otherNote } from '../query/sums-query.js';
import type { ReportFieldInput } from './prepare-report.js';

/** A selection whose rows are asked for in any case: they are what is joined. */
type AskedSelection = ReportSelection & { readonly rows: readonly SelectedField[] };

/** A report field that is asked with `compare` or `fillGaps`. */
export async function resolveDerived(
  { report, igrp, given, calls }: ReportFieldInput,
  fields: readonly SelectedField[],
  context: GatewayContext,
): Promise<ReportNode> {
  const shown = reportSelection(fields);
  const isCompared = isInput(given['compare']);
  const selection = derivedSelection(report, shown, isCompared, listOf(given['group']));
  const query = normalise(report, { igrp, arguments: upstreamArguments(report, given, context.now), selection, today: context.today });
  const derivation = derivationOf(query, given, context.today);
  if (!derivation) throw new Error(`${report.name} is neither compared nor filled.`);
  const references = referencesInOrder(given['customMetrics']);
  const notes = notesOf({ report, rows: shown.rows, group: query.group, references, isCompared });
  const { comparedWith } = derivation;
  const sums = selectedSums(fields);
  const isDated = query.group.some((name) => report.fields.get(name)?.bucket !== null);
  const otherIsNull = sums.other && otherNote(query, derivation.fill !== null || isDated);
  const otherFields = otherIsNull === null ? sums.other : null;
  const nothing = {
    references,
    notes: [...notes, ...callsNotes(query, shown.rows, calls), ...(otherIsNull === null ? [] : [otherIsNull])],
    answer: null,
    stream: null,
    lists: new Map<string, RowList>(),
    previous: null,
    derived: null,
    sums: NO_SUMS,
  };
  const node: ReportNode = { ...nothing, query, previous: comparedWith && { ...nothing, query: inPeriod(query, comparedWith) } };
  const loading = selection.wantsAnswer
    ? loadDerived({ node, derivation, rows: selection.rows, isCuttable: otherFields !== null && mayBeCut(query) }, context)
    : { loaded: node, groups: null };
  const source = { query, references, comparedWith };
  const totals = sums.totals && loadTotals({ fields: sums.totals, ...source }, context);
  const { loaded, groups } = await loading;
  const other = otherFields && once(() => loadOtherBeside({ fields: otherFields, ...source }, groups, context));
  return { ...loaded, sums: { totals, other } };
}

/**
 * What is asked of each row: its own columns, those of the other period among them where there is one, and those that rows are joined by.
 */
function derivedSelection(report: Report, selection: ReportSelection, isCompared: boolean, group: readonly unknown[]): AskedSelection {
  const joinedBy = [...new Set(group)].filter((name) => typeof name === 'string').map(ownColumn);
  const rows = withComparedColumns(report, selection.rows ?? [], isCompared);
  // One row more tells whether the limit cut some off.
  return { ...selection, rows: [...rows, ...joinedBy], lookAhead: true };
}

interface DerivedSource {
  readonly node: ReportNode;
  readonly derivation: Derivation;
  /** What is selected of rows, the columns that rows are joined by among it. */
  readonly rows: readonly SelectedField[];
  /** Whether the limit may cut rows off, since `other` holds what is cut off. */
  readonly isCuttable: boolean;
}

interface LoadedReport {
  readonly loaded: ReportNode;
  /** The groups of the rows, of one dimension, where some were cut off. */
  readonly groups: readonly unknown[] | null;
}

/** Asks for both periods and joins them. */
async function loadDerived({ node, derivation, rows, isCuttable }: DerivedSource, context: GatewayContext): Promise<LoadedReport> {
  const { query, references } = node;
  const { report, igrp, group } = query;
  const origin: RowOrigin = { report, igrp, references };
  const plan = objectPlan({ query, references, rows, track: null });
  const plans = [plan];
  const { comparedWith } = derivation;
  const [answer, before] = await Promise.all([
    context.loaders.report.load(createReportAsk(query, plans)),
    comparedWith && context.loaders.report.load(createReportAsk(inPeriod(query, comparedWith), plans)),
  ]);
  const cellsOf = async (from: ReportAnswer) => {
    const result = readResult(query, from);
    await context.reserve(decodedBytes(result.json, result.rowCount * plan.columns.length));
    const decoded = await decodeRowsInTurns(origin, result, plan.columns.length, context.pace);
    return decoded.map(({ cells }) => cells);
  };
  const isCut = (from: ReportAnswer | null) => from !== null && readResult(query, from).received > mostRows(query);
  const isBeforeCut = isCut(before);
  const cuts = isCut(answer) || isBeforeCut;
  if (cuts && !isCuttable) throw cutOff(query, derivation);
  const top =
    cuts && comparedWith && before ? await loadTop({ query, comparedWith, plan, answer, before, isBeforeCut, cellsOf }, context) : null;
  const table = await joinPeriods({
    grouping: groupingOf(report, group),
    derivation,
    figures: figuresOf(origin, rows),
    current: top?.current ?? (await cellsOf(answer)),
    previous: top?.previous ?? (before ? await cellsOf(before) : []),
    inTurns: context.pace.inTurns,
  });
  if (derivation.fill !== null && table.rowCount > mostRows(query))
    throw badInput(`limit must be ${table.rowCount} or more to hold all rows of the filled report`, query.limit, `${report.name}.limit`);
  const asked = [answer, ...(before ? [before] : []), ...(top?.asked ?? [])];
  const leftOut = asked.reduce((all: ReportAnswer['leftOut'], one) => together(all, one.leftOut), []);
  const shown: RowOrigin = { asked: { query, rowCount: table.rowCount, leftOut }, ...origin };
  const derived: DerivedRows = { rowCount: table.rowCount, rowsFollow: cuts, row: (index) => comparedRow(shown, table.row(index)) };
  const counts: RowsResult = { rowCount: table.rowCount, received: table.rowCount, last: null, errors: [], errorCount: 0, json: [] };
  const loaded: ReportNode = {
    ...node,
    answer: {
      ...answer,
      complete: asked.every(({ complete }) => complete),
      asOf: Math.min(...asked.map(({ asOf }) => asOf)),
      results: [counts],
      leftOut,
    },
    previous: node.previous && { ...node.previous, answer: before },
    derived,
  };
  return { loaded, groups: top?.values ?? null };
}

const mostRows = ({ limit, report }: ReportQuery): number => limit ?? report.maxRows;

/** The rows of one period. Throws where the cap of one call may have cut some off, or too many cells are broken to tell which. */
function readResult({ report }: ReportQuery, { results: [result] }: ReportAnswer): RowsResult {
  if (!result) throw new Error(`${report.name} came without its rows.`);
  if (result.received >= report.maxRows)
    throw new GatewayError(
      'UPSTREAM_RESPONSE_TOO_LARGE',
      `${report.name} holds ${report.maxRows} rows or more for this period. Choose a shorter period, or group by less.`,
    );
  if (result.errorCount > result.errors.length)
    throw new GatewayError('UPSTREAM_MALFORMED_RESPONSE', `${report.name} holds ${result.errorCount} values of the wrong type.`);
  return result;
}

function cutOff({ report, limit }: ReportQuery, { comparedWith }: Derivation): GatewayError {
  const need = comparedWith
    ? 'all rows of both periods, or they cannot be compared'
    : 'all rows of the period, or its gaps cannot be filled';
  return badInput(`limit must cover ${need}`, limit, `${report.name}.limit`);
}

/** The keys of the selected cells that hold figures: those of metrics, and of custom ones. */
function figuresOf(origin: RowOrigin, rows: readonly SelectedField[]): readonly string[] {
  const { report } = origin;
  const isFigure = ({ name }: SelectedField) =>
    report.fields.get(name)?.kind === 'metric' || (!report.fields.has(name) && ROW_ACCESSORS.get(name)?.definedBy === 'request');
  const isList = (field: SelectedField) => columnOf(report, field).kind === 'customMetrics';
  const listed = rows.some(isList) ? origin.references.map(customMetricKey) : [];
  return [...new Set([...rows.filter(isFigure).map(columnKey), ...listed])];
}

/** Written out key by key: as a spread of the origin, making these objects took half of a large comparison (bench: compared). */
function comparedRow({ report, igrp, references, asked }: RowOrigin, { cells, isCurrent, previous }: JoinedRow): ComparedRow {
  const before = previous && { report, igrp, references, cells: previous };
  return { report, igrp, references, asked, cells, isCurrent, previous: before };
}
