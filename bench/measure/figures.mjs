/** Figures of several rounds: medians, and the table that shows them. */

/** The middle of the values. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Medians of every figure over the rounds; of memory and waits, which are peaks, the highest. */
export function summarise(rounds) {
  const names = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  const over = (name) => rounds.map((round) => round[name]).filter((value) => value !== undefined);
  return Object.fromEntries(names.map((name) => [name, PEAKS.has(name) ? Math.max(...over(name)) : median(over(name))]));
}

const PEAKS = new Set(['peakMb', 'longestWait', 'bad']);

const size = (bytes) => (bytes < 1e4 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
const round = (value) => value.toFixed(value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);

/** Columns that a question may show: heading, and the figure's text. */
const COLUMNS = {
  rate: ['requests/s', round],
  p50: ['p50 ms', round],
  p99: ['p99 ms', round],
  cpu: ['CPU ms a request', round],
  rowCpu: ['CPU µs a row', round],
  peakMb: ['peak RSS MB', (value) => value.toFixed(0)],
  upstream: ['upstream requests', round],
  bytes: ['answer', size],
  longestWait: ['longest wait ms', round],
  start: ['first answer ms', (value) => value.toFixed(0)],
};

/** The question's table in Markdown. `of(label)`: the summarised figures of a case. */
export function tableOf({ columns, ratios = [], cases }, of) {
  const heads = [
    '',
    ...columns.flatMap((name) => [COLUMNS[name][0], ...ratios.filter(([figure]) => figure === name).map(([, base]) => `× ${base}`)]),
  ];
  const rows = cases
    .filter(({ label }) => of(label))
    .map(({ label }) => {
      const cells = columns.flatMap((name) => {
        const value = of(label)[name];
        const shares = ratios.filter(([figure]) => figure === name).map(([, base]) => of(base)?.[name]);
        return [
          value === undefined ? '–' : COLUMNS[name][1](value),
          ...shares.map((base) => (value && base ? (value / base).toFixed(2) : '–')),
        ];
      });
      const { bad } = of(label);
      return [bad ? `${label} (${bad} bad answers)` : label, ...cells];
    });
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
