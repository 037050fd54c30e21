/** Calls, page by page. A page begins after the last row id of the one before, so no page is ever skipped or shown twice. */
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { CALLS, type ReportInfo } from '../documents.js';
import { faultAt, faultsOf } from '../gateway/faults.js';
import type { TriggerFilter } from '../gql/graphql.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ConditionPicker } from '../pickers/condition-picker.js';
import type { Condition, View } from '../view.js';
import { filterOf, periodOf } from './arguments.js';
import { callColumns } from './call-columns.js';

const PAGE = 15;
/** The row id before every other. */
const BEGINNING = '0';

export function CallsPanel({ view, report }: { readonly view: View; readonly report: ReportInfo }) {
  const [conditions, setConditions] = useState<readonly Condition[]>([]);
  const [isRedacted, setRedacted] = useState(false);
  const question = useMemo(
    () => ({
      ...periodOf(view),
      limit: PAGE,
      // Names and operators are the catalogue's, which the schema was made from.
      filter: filterOf(report, conditions) as TriggerFilter[],
      excludePiiData: isRedacted ? true : null,
    }),
    [view.igrp, view.startDate, view.endDate, view.tz, report, conditions, isRedacted],
  );
  /** Where each page begins, up to the one that is shown; good for one question. */
  const [turned, setTurned] = useState({ question, begins: [BEGINNING] });
  const begins = turned.question === question ? turned.begins : [BEGINNING];
  const afterRowId = begins.at(-1) ?? BEGINNING;
  const variables = useMemo(() => ({ ...question, afterRowId }), [question, afterRowId]);
  const [{ data, error, fetching, stale }, ask] = useQuery({ query: CALLS, variables });
  const calls = data?.installation?.callTriggers;
  const columns = useMemo(() => callColumns(report), [report]);
  const { endRowId, hasNextPage } = calls?.pageInfo ?? { endRowId: null, hasNextPage: false };

  return (
    <Panel
      title="Calls"
      about="In the order in which they came."
      isBusy={fetching || stale}
      fault={faultAt(faultsOf(error), ['installation', 'callTriggers'])}
      hasRows={calls !== undefined && calls !== null}
      isEmpty={calls?.rows.length === 0}
      onRetry={() => ask({ requestPolicy: 'network-only' })}
      pickers={
        <div className="pickers">
          <ConditionPicker report={report} label="Filters of calls" conditions={conditions} onChange={setConditions} />
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
          <nav className="pager" aria-label="Pages of calls">
            <button type="button" disabled={begins.length === 1} onClick={() => setTurned({ question, begins: begins.slice(0, -1) })}>
              Previous
            </button>
            <span>Page {begins.length}</span>
            <button
              type="button"
              disabled={!hasNextPage || !endRowId}
              onClick={() => endRowId && setTurned({ question, begins: [...begins, endRowId] })}
            >
              Next
            </button>
          </nav>
        </>
      )}
    </Panel>
  );
}
