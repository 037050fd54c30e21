/**
 * Calls, page by page, with columns to choose. In the order in which they came, a page begins after the last row id of the one before, so no
 * page is ever skipped or shown twice; sorted by a column, pages go by offset.
 */
import { useMemo, useState } from 'react';
import type { FieldInfo, ReportInfo } from '../documents.js';
import { faultAt } from '../gateway/faults.js';
import { useAnswer } from '../gateway/use-answer.js';
import { AnswerSource } from '../parts/answer-source.js';
import { DataTable } from '../parts/data-table.js';
import { DownloadButton } from '../parts/download-button.js';
import { Pager } from '../parts/pager.js';
import { Panel } from '../parts/panel.js';
import { ColumnPicker } from '../pickers/column-picker.js';
import { ConditionPicker } from '../pickers/condition-picker.js';
import { labelOf } from '../labels.js';
import type { Sort, View } from '../view.js';
import { callColumns, chosenCallColumns } from './call-columns.js';
import { callsFile, callsFound, callSortOf, callsPage, firstPage, nextPage, SORTED_FILE_ROWS, turnedSort } from './calls-question.js';
import { ownFilterFields, untakenNote } from './report-filters.js';

/** The id of the panel on the page. */
export const CALLS_ANCHOR = 'calls';

const PAGE = 15;

interface CallsPanelProps {
  readonly view: View;
  readonly report: ReportInfo;
  /** What the filters above all panels offer. */
  readonly shared: readonly FieldInfo[];
  readonly onChange: (part: Partial<View>) => void;
}

export function CallsPanel({ view, report, shared, onChange }: CallsPanelProps) {
  const [isRedacted, setRedacted] = useState(false);
  const sort = callSortOf(report, view);
  const found = useMemo(
    () => callsFound(report, view, sort, isRedacted),
    [view.igrp, view.period, view.startDate, view.endDate, view.tz, report, view.filter, view.callFilter, sort, isRedacted],
  );
  const chosen = useMemo(() => chosenCallColumns(report, view.callColumns), [report, view.callColumns]);
  /** Where each page begins, up to the one that is shown; good for what was looked for then. */
  const [turned, setTurned] = useState({ found, begins: [firstPage(sort)] });
  const begins = useMemo(() => (turned.found === found ? turned.begins : [firstPage(sort)]), [turned, found, sort]);
  const asked = useMemo(() => callsPage(found, chosen, begins.at(-1) ?? firstPage(sort), PAGE), [found, chosen, begins, sort]);
  const { last, faults, isBusy, retry } = useAnswer(asked);
  const calls = last?.data?.installation?.callTriggers;
  // Rows are shown by the columns that they were asked with.
  const columns = useMemo(() => callColumns(last?.asked.columns ?? []), [last?.asked]);
  const next = isBusy ? null : nextPage(calls?.pageInfo);

  return (
    <Panel
      title="Calls"
      anchor={CALLS_ANCHOR}
      about={orderText(sort)}
      aside={
        <div className="aside">
          {calls && <AnswerSource answer={calls} tz={view.tz} />}
          <DownloadButton
            of={asked}
            question={() => callsFile(found, chosen)}
            about="Every call of this table, with its columns, as CSV"
            note={sort ? `Sorted, a file holds ${SORTED_FILE_ROWS.toLocaleString('en-GB')} calls at most.` : null}
          />
        </div>
      }
      isBusy={isBusy}
      answer={last}
      fault={faultAt(faults, ['installation', 'callTriggers'])}
      hasRows={calls !== undefined && calls !== null}
      isEmpty={calls?.rows.length === 0}
      note={untakenNote(report, [...view.filter, ...view.callFilter])}
      onRetry={retry}
      pickers={
        <div className="pickers">
          <ConditionPicker
            igrp={view.igrp}
            fields={ownFilterFields(report, shared)}
            label="Filters of calls"
            conditions={view.callFilter}
            onChange={(callFilter) => onChange({ callFilter })}
          />
          <ColumnPicker fields={report.fields} chosen={chosen} onChange={(callColumns) => onChange({ callColumns })} />
          <label className="check">
            <input type="checkbox" checked={isRedacted} onChange={({ target }) => setRedacted(target.checked)} />
            Redact personal data
          </label>
        </div>
      }
    >
      {() => (
        <>
          <DataTable
            caption="Calls"
            columns={columns}
            rows={calls?.rows ?? []}
            pageSize={PAGE}
            askedOrder={{
              by: sort && { id: sort.field, isAscending: sort.order === 'ASC' },
              onAsk: (field) => onChange({ callSort: turnedSort(sort, field) }),
            }}
          />
          <Pager
            label="Pages of calls"
            text={`Page ${begins.length}`}
            onPrevious={begins.length > 1 ? () => setTurned({ found, begins: begins.slice(0, -1) }) : null}
            onNext={next && (() => setTurned({ found, begins: [...begins, next] }))}
          />
        </>
      )}
    </Panel>
  );
}

function orderText(sort: Sort | null): string {
  if (!sort) return 'In the order in which they came.';
  return `Sorted by ${labelOf(sort.field).toLowerCase()}, ${sort.order === 'ASC' ? 'ascending' : 'descending'}.`;
}
