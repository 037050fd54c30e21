/** The cap that a limit meets: the largest limit that is taken, or the number of rows at which a reply is cut. */
import type { Report } from '../../schema/report.js';
import type { Answer } from './questioner.js';

/** Null where the catalogue's cap is taken, or nothing can be told. `taken` is a limit that is known to be taken. */
export async function findMaxRows(
  report: Report,
  taken: number,
  ask: (limit: number, offset: number) => Promise<Answer>,
): Promise<number | null> {
  const whole = await ask(report.maxRows, 0);
  if (whole.outcome === 'rows') return cutAt(report, whole.rows.count, ask);
  if (whole.outcome !== 'refused') return null;
  let low = Math.min(taken, report.maxRows - 1);
  let high = report.maxRows;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const { outcome } = await ask(middle, 0);
    if (outcome === 'rows') low = middle;
    else if (outcome === 'refused') high = middle;
    else return null;
  }
  return low;
}

/** Fewer rows than asked for were all there are, unless there is one behind them. */
async function cutAt(report: Report, rows: number, ask: (limit: number, offset: number) => Promise<Answer>): Promise<number | null> {
  if (rows === 0 || rows >= report.maxRows || !report.arguments.has('offset')) return null;
  return (await ask(1, rows)).rows.count > 0 ? rows : null;
}
