/** The largest groups by the first metric, as bars. The table below says the same in figures. */
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatNumber, formatShort } from '../labels.js';
import type { DaysTold } from './arguments.js';
import { nameOfRow, type ShowCalls } from './performance-columns.js';
import type { Columns } from './performance-question.js';
import type { PerformanceRow } from './performance-row.js';

interface GroupBarsProps {
  readonly columns: Columns;
  readonly rows: readonly PerformanceRow[];
  readonly isCompared: boolean;
  readonly days: DaysTold;
  readonly showCalls: ShowCalls;
}

interface GroupBar {
  readonly row: PerformanceRow;
  readonly name: string;
  readonly value: number;
  readonly previous: number;
}

const MOST = 8;

export function GroupBars({ columns, rows, isCompared, days, showCalls }: GroupBarsProps) {
  const [figure] = columns.figures;
  if (!figure) return null;
  const { title, type, of } = figure;
  const bars = rows
    .map((row): GroupBar => ({ row, name: nameOfRow(columns, row), value: of(row) ?? 0, previous: of(row.previous) ?? 0 }))
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST);
  if (bars.length < 2) return null;
  return (
    <figure className="bars">
      <figcaption className="muted">
        {title}
        {rows.length > MOST ? `, the largest ${MOST} of ${rows.length}` : ''}
      </figcaption>
      {isCompared && (
        <ul className="legend" aria-hidden="true">
          <li>{datedText('This period', days.now)}</li>
          <li className="faint">{datedText('Compared with', days.before)}</li>
        </ul>
      )}
      <div
        className="chart"
        role="img"
        aria-label={`${title}: ${bars.map(({ name, value }) => `${name} ${formatNumber(value, type)}`).join(', ')}.`}
      >
        <ResponsiveContainer width="100%" height={bars.length * (isCompared ? 40 : 30) + 28}>
          <BarChart
            data={bars}
            layout="vertical"
            margin={{ top: 0, right: 16, bottom: 0, left: 0 }}
            barGap={2}
            accessibilityLayer={false}
            className={bars.some(({ row }) => showCalls(row)) ? 'clickable' : ''}
            onClick={({ activeIndex }) => {
              const bar = bars[Number(activeIndex)];
              if (bar) showCalls(bar.row)?.();
            }}
          >
            <XAxis type="number" tickFormatter={formatShort} tickLine={false} axisLine={false} tick={AXIS_TEXT} />
            <YAxis
              type="category"
              dataKey="name"
              width={148}
              tickLine={false}
              axisLine={{ stroke: 'var(--line-strong)' }}
              tick={NAME_TEXT}
              tickFormatter={shorten}
              interval={0}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--hover)' }}
              content={({ active, payload }) => {
                // The chart hands back the very objects it was given.
                const bar = payload[0]?.payload as GroupBar | undefined;
                if (!active || !bar) return null;
                return (
                  <div className="tooltip">
                    <p>
                      {bar.name} <strong>{formatNumber(bar.value, type)}</strong>
                    </p>
                    {isCompared && <p className="muted">before: {formatNumber(bar.previous, type)}</p>}
                  </div>
                );
              }}
            />
            <Bar dataKey="value" fill="var(--series-now)" radius={[0, 3, 3, 0]} maxBarSize={16} isAnimationActive={false} />
            {isCompared && (
              <Bar dataKey="previous" fill="var(--series-faint)" radius={[0, 3, 3, 0]} maxBarSize={8} isAnimationActive={false} />
            )}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

const datedText = (text: string, days: string | null): string => (days === null ? text : `${text}, ${days}`);

const AXIS_TEXT = { fill: 'var(--muted)', fontSize: 12 };
const NAME_TEXT = { fill: 'var(--text)', fontSize: 12.5 };
const shorten = (name: string): string => (name.length > 20 ? `${name.slice(0, 19)}…` : name);
