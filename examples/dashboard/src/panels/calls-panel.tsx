/** Calls, page by page. A page begins after the last row id of the one before, so no page is ever skipped or shown twice. */
import { useMemo, useState } from 'react';
import { CALLS, type FieldInfo, type ReportInfo } from '../documents.js';
import { faultAt } from '../gateway/faults.js';
import { useAnswer } from '../gateway/use-answer.js';
import type { TriggerFilter } from '../gql/graphql.js';
import { DataTable } from '../parts/data-table.js';
import { Pager } from '../parts/pager.js';
import { Panel } from '../parts/panel.js';
import { ConditionPicker } from '../pickers/condition-picker.js';
import type { View } from '../view.js';
import { filterOf, periodOf } from './arguments.js';
import { callColumns } from './call-columns.js';
import { ownFilterFields, takenBy, untakenNote } from './report-filters.js';

/** The id of the panel on the page. */
export const CALLS_ANCHOR = 'calls';

const PAGE = 15;
/** The row id before every other. */
const BEGINNING = '0';

interface CallsPanelProps {
  readonly view: View;
  readonly report: ReportInfo;
  /** What the filters above all panels offer. */
  readonly shared: readonly FieldInfo[];
  readonly onChange: (part: Partial<View>) => void;
}

export function CallsPanel({ view, report, shared, onChange }: CallsPanelProps) {
  const [isRedacted, setRedacted] = useState(false);
  const question = useMemo(
    () => ({
      ...periodOf(view),
      limit: PAGE,
      // Names and operators are the catalogue's, which the schema was made from.
      filter: filterOf(report, takenBy(report, [...view.filter, ...view.callFilter])) as TriggerFilter[],
      excludePiiData: isRedacted ? true : null,
    }),
    [view.igrp, view.period, view.startDate, view.endDate, view.tz, report, view.filter, view.callFilter, isRedacted],
  );
  /** Where each page begins, up to the one that is shown; good for one question. */
  const [turned, setTurned] = useState({ question, begins: [BEGINNING] });
  const begins = turned.question === question ? turned.begins : [BEGINNING];
  const afterRowId = begins.at(-1) ?? BEGINNING;
  const asked = useMemo(() => ({ document: CALLS, variables: { ...question, afterRowId } }), [question, afterRowId]);
  const { last, faults, isBusy, retry } = useAnswer(asked);
  const calls = last?.data?.installation?.callTriggers;
  const columns = useMemo(() => callColumns(report), [report]);
  const { endRowId, hasNextPage } = calls?.pageInfo ?? { endRowId: null, hasNextPage: false };

  return (
    <Panel
      title="Calls"
      anchor={CALLS_ANCHOR}
      about="In the order in which they came."
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
          <label className="check">
            <input type="checkbox" checked={isRedacted} onChange={({ target }) => setRedacted(target.checked)} />
            Redact personal data
          </label>
        </div>
      }
    >
      {() => (
        <>
          <DataTable caption="Calls" columns={columns} rows={calls?.rows ?? []} pageSize={PAGE} isSortable={false} />
          <Pager
            label="Pages of calls"
            text={`Page ${begins.length}`}
            onPrevious={begins.length > 1 ? () => setTurned({ question, begins: begins.slice(0, -1) }) : null}
            onNext={!isBusy && hasNextPage && endRowId ? () => setTurned({ question, begins: [...begins, endRowId] }) : null}
          />
        </>
      )}
    </Panel>
  );
}
