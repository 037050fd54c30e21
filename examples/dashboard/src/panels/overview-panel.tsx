/** The totals of the period and their course, in one operation; either of the two may fail alone. */
import { useMemo, useState } from 'react';
import { OVERVIEW, type ReportInfo } from '../documents.js';
import { faultAt } from '../gateway/faults.js';
import { useAnswer } from '../gateway/use-answer.js';
import type { ChannelMetricsFilter, OverviewQuery } from '../gql/graphql.js';
import { formatNumber, labelOf } from '../labels.js';
import { AnswerSource } from '../parts/answer-source.js';
import { Change } from '../parts/change.js';
import { Panel } from '../parts/panel.js';
import type { View } from '../view.js';
import { comparisonOf, daysTold, filterOf, periodOf } from './arguments.js';
import { takenBy, untakenNote } from './report-filters.js';
import { TrendChart } from './trend-chart.js';

const TOTALS = ['landCountTotal', 'callCount', 'goalCountTotal', 'goalValueTotal'] as const;
type Total = (typeof TOTALS)[number];
type TotalsRow = NonNullable<NonNullable<NonNullable<OverviewQuery['installation']>['totals']>['rows'][number]>;

interface OverviewPanelProps {
  readonly view: View;
  readonly report: ReportInfo;
  /** Asks everything anew, in all panels. */
  readonly onRefresh: () => void;
}

export function OverviewPanel({ view, report, onRefresh }: OverviewPanelProps) {
  const [total, setTotal] = useState<Total>('callCount');
  const compare = comparisonOf(view);
  const asked = useMemo(
    () => ({
      document: OVERVIEW,
      isCompared: compare !== null,
      variables: {
        ...periodOf(view),
        compare,
        // Names and operators are the catalogue's, which the schema was made from.
        filter: filterOf(report, takenBy(report, view.filter)) as ChannelMetricsFilter[],
      },
    }),
    [view.igrp, view.period, view.startDate, view.endDate, view.tz, JSON.stringify(compare), view.filter, report],
  );
  const { last, faults, isBusy, retry } = useAnswer(asked);
  const data = last?.data;
  const isCompared = last?.asked.isCompared ?? false;
  const answered = data?.installation?.totals;
  const totals = answered?.rows[0];
  const days = data?.installation?.days?.rows;
  const state = { isBusy, answer: last, onRetry: retry, note: untakenNote(report, view.filter) };
  const typeOf = (name: string) => report.fields.find((field) => field.name === name)?.type ?? 'Float';

  return (
    <>
      <Panel
        title="Totals"
        about={answered ? periodsText(answered) : 'Choose a figure to see its course.'}
        aside={
          <div className="aside">
            {answered && <AnswerSource answer={answered} tz={view.tz} />}
            <button type="button" onClick={onRefresh}>
              Refresh
            </button>
          </div>
        }
        {...state}
        fault={faultAt(faults, ['installation', 'totals'])}
        hasRows={data?.installation?.totals !== undefined && data.installation.totals !== null}
        isEmpty={totals === undefined}
      >
        {() => (
          <div className="tiles" role="group" aria-label="Figure whose course is shown">
            {TOTALS.map((name) => (
              <Tile
                key={name}
                name={name}
                type={typeOf(name)}
                row={totals}
                isCompared={isCompared}
                isChosen={name === total}
                onChoose={() => setTotal(name)}
              />
            ))}
          </div>
        )}
      </Panel>
      <Panel
        title={`${labelOf(total)} by day`}
        {...state}
        fault={faultAt(faults, ['installation', 'days'])}
        hasRows={days !== undefined}
        isEmpty={days?.length === 0}
      >
        {() => (
          <TrendChart
            title={labelOf(total)}
            type={typeOf(total)}
            days={(days ?? []).map((row) => ({
              date: row.metricDate ?? null,
              value: row[total] ?? null,
              previousDate: row.previous?.metricDate ?? null,
              previousValue: row.previous?.[total] ?? null,
            }))}
            isCompared={isCompared}
          />
        )}
      </Panel>
    </>
  );
}

type Answered = NonNullable<NonNullable<OverviewQuery['installation']>['totals']>;

/** "1 – 31 Oct 2026, not over yet, compared with 1 – 30 Sept 2026" */
function periodsText(answered: Answered): string {
  const { now, before } = daysTold(answered);
  return `${now ?? 'All time'}${answered.period?.closed === false ? ', not over yet' : ''}${before === null ? '' : `, compared with ${before}`}`;
}

interface TileProps {
  readonly name: Total;
  readonly type: string;
  readonly row: TotalsRow | undefined;
  readonly isCompared: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Tile({ name, type, row, isCompared, isChosen, onChoose }: TileProps) {
  return (
    <button type="button" className="tile" aria-pressed={isChosen} onClick={onChoose}>
      <span className="tile-name">{labelOf(name)}</span>
      <span className="tile-figure">{formatNumber(row?.[name], type)}</span>
      {isCompared && (
        <span className="tile-foot">
          <Change ratio={row?.deltaRatio?.[name]} /> <span className="muted">from {formatNumber(row?.previous?.[name], type)}</span>
        </span>
      )}
    </button>
  );
}
