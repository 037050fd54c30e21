/** A figure day by day, beside the same figure of the period compared with. The same data stand in a table below, for those who cannot see it. */
import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatDay, formatDays, formatLongDay, formatNumber, formatShort } from '../labels.js';
import { DataTable, type DataColumn } from '../parts/data-table.js';

/** A day of the period, and the day of the other period that it is compared with. */
export interface Day {
  readonly date: string | null;
  readonly value: number | null;
  readonly previousDate: string | null;
  readonly previousValue: number | null;
}

interface TrendChartProps {
  readonly title: string;
  readonly type: string;
  readonly days: readonly Day[];
  readonly isCompared: boolean;
}

export function TrendChart({ title, type, days, isCompared }: TrendChartProps) {
  return (
    <>
      <ul className="legend" aria-hidden="true">
        <li className="series-now">{`This period${spanOf(days.map(({ date }) => date))}`}</li>
        {isCompared && <li className="series-before">{`Compared with${spanOf(days.map(({ previousDate }) => previousDate))}`}</li>}
      </ul>
      <div className="chart" role="img" aria-label={describe(title, days, type)}>
        <ResponsiveContainer width="100%" height={260}>
          <ComposedChart data={[...days]} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey={({ date, previousDate }: Day) => date ?? previousDate ?? ''}
              tickFormatter={formatDay}
              minTickGap={28}
              tickLine={false}
              axisLine={{ stroke: 'var(--line-strong)' }}
              tick={AXIS_TEXT}
            />
            <YAxis width={44} tickFormatter={formatShort} tickLine={false} axisLine={false} tick={AXIS_TEXT} allowDecimals={false} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--line-strong)' }}
              content={({ active, payload }) => {
                // The chart hands back the very objects it was given.
                const day = payload[0]?.payload as Day | undefined;
                return active && day ? <TrendTooltip day={day} type={type} isCompared={isCompared} /> : null;
              }}
            />
            {isCompared && (
              <Line
                dataKey="previousValue"
                stroke="var(--series-before)"
                strokeWidth={2}
                strokeDasharray="5 4"
                dot={false}
                activeDot={{ r: 3 }}
                isAnimationActive={false}
              />
            )}
            <Area
              dataKey="value"
              stroke="var(--series-now)"
              strokeWidth={2.25}
              fill="var(--series-now)"
              fillOpacity={0.1}
              dot={false}
              activeDot={{ r: 4 }}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <details className="as-table">
        <summary>Show as a table</summary>
        <DataTable caption={`${title} by day`} columns={columnsOf(title, type, isCompared)} rows={days} pageSize={14} />
      </details>
    </>
  );
}

/** ", 1 – 31 Oct 2026"; nothing where there is no day. */
function spanOf(dates: readonly (string | null)[]): string {
  const known = dates.filter((date) => date !== null).sort();
  const [first, last] = [known[0], known.at(-1)];
  return first && last ? `, ${formatDays(first, last)}` : '';
}

const AXIS_TEXT = { fill: 'var(--muted)', fontSize: 12 };

function TrendTooltip({ day, type, isCompared }: { readonly day: Day; readonly type: string; readonly isCompared: boolean }) {
  return (
    <div className="tooltip">
      {day.date !== null && (
        <p>
          <span className="muted">{formatLongDay(day.date)}</span> <strong>{formatNumber(day.value, type)}</strong>
        </p>
      )}
      {isCompared && day.previousDate !== null && (
        <p>
          <span className="muted">{formatLongDay(day.previousDate)}</span> <span>{formatNumber(day.previousValue, type)}</span>
        </p>
      )}
    </div>
  );
}

function columnsOf(title: string, type: string, isCompared: boolean): readonly DataColumn<Day>[] {
  const own: readonly DataColumn<Day>[] = [
    { id: 'date', title: 'Day', value: ({ date }) => date, cell: ({ date }) => (date === null ? '–' : formatLongDay(date)) },
    { id: 'value', title, isNumeric: true, value: ({ value }) => value, cell: ({ value }) => formatNumber(value, type) },
  ];
  if (!isCompared) return own;
  return [
    ...own,
    {
      id: 'previousDate',
      title: 'Compared with',
      value: ({ previousDate }) => previousDate,
      cell: ({ previousDate }) => (previousDate === null ? '–' : formatLongDay(previousDate)),
    },
    {
      id: 'previousValue',
      title: `${title} then`,
      isNumeric: true,
      value: ({ previousValue }) => previousValue,
      cell: ({ previousValue }) => formatNumber(previousValue, type),
    },
  ];
}

function describe(title: string, days: readonly Day[], type: string): string {
  const known = days.flatMap(({ date, value }) => (date !== null && value !== null ? [{ date, value }] : []));
  const [first] = known;
  if (!first) return `${title} by day: no figures.`;
  const most = known.reduce((a, b) => (b.value > a.value ? b : a), first);
  const least = known.reduce((a, b) => (b.value < a.value ? b : a), first);
  return (
    `${title} over ${known.length} days: most on ${formatLongDay(most.date)} with ${formatNumber(most.value, type)}, ` +
    `least on ${formatLongDay(least.date)} with ${formatNumber(least.value, type)}.`
  );
}
