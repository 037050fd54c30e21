/** Metrics by whatever the caller groups them by, with metrics of their own, against another period. */
import { useMemo } from 'react';
import type { FieldInfo, ReportInfo } from '../documents.js';
import { faultAt, type Fault } from '../gateway/faults.js';
import { useAnswer } from '../gateway/use-answer.js';
import { labelOf } from '../labels.js';
import { AnswerSource } from '../parts/answer-source.js';
import { DataTable } from '../parts/data-table.js';
import { DownloadButton } from '../parts/download-button.js';
import { Panel } from '../parts/panel.js';
import { ConditionPicker } from '../pickers/condition-picker.js';
import { FieldPicker } from '../pickers/field-picker.js';
import { OwnMetricPicker } from '../pickers/own-metric-picker.js';
import { TOPS, type View } from '../view.js';
import { daysTold } from './arguments.js';
import { GroupBars } from './group-bars.js';
import { performanceColumns, type ShowCalls } from './performance-columns.js';
import { callsBehind, canShowCalls } from './calls-behind.js';
import { CALLS_ANCHOR } from './calls-panel.js';
import { footerOf } from './performance-row.js';
import { canCompareTop, columnsOf, performanceFile, performanceQuestion, type Columns } from './performance-question.js';
import { ownFilterFields, untakenNote } from './report-filters.js';

interface PerformancePanelProps {
  readonly view: View;
  readonly report: ReportInfo;
  /** What the filters above all panels offer. */
  readonly shared: readonly FieldInfo[];
  /** The report of the calls behind a row; undefined where the catalogue has none. */
  readonly calls: ReportInfo | undefined;
  readonly onChange: (part: Partial<View>) => void;
}

export function PerformancePanel({ view, report, shared, calls, onChange }: PerformancePanelProps) {
  const picked = useMemo(() => columnsOf(report, view), [report, view.group, view.metrics, view.own]);
  const asked = useMemo(() => (picked.figures.length === 0 ? null : performanceQuestion(report, picked, view)), [report, view, picked]);
  const canCut = view.comparison === 'NONE' || canCompareTop(picked);
  const { last, faults, isBusy, retry } = useAnswer(asked);
  const answered = last?.data?.installation?.report;
  const rows = answered?.rows;
  // Rows stand without their totals, so what befell those is a note.
  const [footerFaults, rowFaults] = [faults.filter(isOfFooter), faults.filter((fault) => !isOfFooter(fault))];
  // Rows are shown by the columns that they were asked with.
  const { columns, isCompared } = last?.asked ?? { columns: picked, isCompared: false };
  const showCalls = useMemo((): ShowCalls => {
    if (!calls || !canShowCalls(calls, columns.dimensions)) return () => null;
    return (row) => {
      const callFilter = callsBehind(view, columns.dimensions, row);
      if (!callFilter) return null;
      return () => {
        onChange({ callFilter });
        document.getElementById(CALLS_ANCHOR)?.focus();
      };
    };
  }, [calls, columns, view, onChange]);
  const tableColumns = useMemo(
    () => performanceColumns({ columns, isCompared, totals: answered?.totals, showCalls }),
    [columns, isCompared, answered, showCalls],
  );

  return (
    <Panel
      title={titleOf(picked)}
      aside={
        <div className="aside">
          {answered && <AnswerSource answer={answered} tz={view.tz} />}
          {asked && (
            <DownloadButton
              of={asked}
              question={() => performanceFile(report, picked, view)}
              about="The groups and figures of this table, as CSV"
              note={isCompared ? 'A file holds the figures of this period alone.' : null}
            />
          )}
        </div>
      }
      isBusy={isBusy}
      answer={last}
      fault={faultAt(rowFaults, ['installation', 'report'])}
      hasRows={asked === null || rows !== undefined}
      isEmpty={asked === null || rows?.length === 0}
      {...(asked === null ? { emptyText: 'Choose a metric.' } : {})}
      note={notesOf([untakenNote(report, [...view.filter, ...view.rowFilter]), ...footerFaults.map(({ message }) => message)])}
      onRetry={retry}
      pickers={
        <div className="pickers">
          <FieldPicker
            label="Group by"
            fields={report.fields.filter(({ groupable }) => groupable)}
            chosen={view.group}
            onChange={(group) => onChange({ group })}
          />
          <FieldPicker
            label="Metrics"
            fields={report.fields.filter(({ kind }) => kind === 'metric')}
            chosen={view.metrics}
            onChange={(metrics) => onChange({ metrics })}
          />
          <label className="field rows">
            <span className="chips-label">Rows</span>
            <select
              disabled={!canCut}
              title={canCut ? undefined : 'A comparison of these groups shows every row'}
              value={canCut ? (view.top ?? '') : ''}
              onChange={({ target }) => onChange({ top: TOPS.find((one) => String(one) === target.value) ?? null })}
            >
              <option value="">all</option>
              {TOPS.map((top) => (
                <option key={top} value={top}>
                  first {top}
                </option>
              ))}
            </select>
          </label>
          {report.customMetrics && (
            <OwnMetricPicker report={report} igrp={view.igrp} own={view.own} onChange={(own) => onChange({ own })} />
          )}
          <ConditionPicker
            igrp={view.igrp}
            fields={ownFilterFields(report, shared)}
            label="Filters of this table"
            conditions={view.rowFilter}
            onChange={(rowFilter) => onChange({ rowFilter })}
          />
        </div>
      }
    >
      {() => (
        <>
          {columns.dimensions[0] && columns.dimensions.every(({ bucket }) => bucket === null) && (
            <GroupBars columns={columns} rows={rows ?? []} isCompared={isCompared} days={daysTold(answered ?? {})} showCalls={showCalls} />
          )}
          <DataTable
            key={tableColumns.map(({ id }) => id).join()}
            caption={titleOf(columns)}
            columns={tableColumns}
            rows={rows ?? []}
            footer={answered ? footerOf(answered) : []}
          />
        </>
      )}
    </Panel>
  );
}

/** Where the rows below the table come from. */
const FOOTER: ReadonlySet<unknown> = new Set(['totals', 'other']);
const isOfFooter = ({ path }: Fault): boolean => FOOTER.has(path[2]);

/** The notes as one; null where there is none. */
function notesOf(notes: readonly (string | null)[]): string | null {
  const known = notes.filter((note) => note !== null);
  return known.length === 0 ? null : known.join(' ');
}

function titleOf({ names }: Columns): string {
  const by = names.map(({ name }) => labelOf(name).toLowerCase()).join(' and ');
  return by === '' ? 'Performance' : `Performance by ${by}`;
}
