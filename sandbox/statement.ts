/**
 * A checked question as one SQL statement, whose rows are the finished texts of the reply's rows.
 *
 * The rows are chosen, sorted and cut first and written after, so that only what is sent is turned into text.
 */
import { FORMATS, type Cell } from './formats.js';
import { metricsRows } from './metrics-rows.js';
import { filterSql } from './operands.js';
import type { ParsedQuery } from './parse-query.js';
import { plainRows } from './plain-rows.js';
import type { Caller } from './rows.js';
import type { WorldReport } from './world.js';

export interface Statement {
  readonly sql: string;
  readonly keys: readonly string[];
}

/** The statement for a question. Throws a `QueryError` where a filter's comparison does not suit its field. */
export function createStatement(asked: WorldReport, query: ParsedQuery, caller: Caller): Statement {
  const { report, maxRows } = asked;
  const rows = report.family === 'metrics' ? metricsRows(asked, query, caller) : plainRows(asked, query, caller);
  const display = query.display ?? rows.everything.map((field) => ({ field, alias: null }));
  const format = FORMATS[query.format];
  const cells: readonly Cell[] = display
    .filter(({ field }) => format.needsDisplay || rows.has(field))
    .map(({ field, alias }) => ({ key: alias ?? field, column: rows.column(field) }));
  const where = rows.filters.map(({ field, operand, value }) => filterSql(rows.column(field).subject, operand, value));
  const sort = query.sort.length === 0 ? report.defaultSort : query.sort;
  const order = [
    ...sort.map(({ field, order: direction }) => {
      const { number, text } = rows.column(field).subject;
      return `${number ?? text} ${direction === 'asc' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}`;
    }),
    ...(rows.order === null ? [] : [rows.order]),
  ];
  const chosen = [
    `SELECT * FROM ${rows.from} AS source`,
    where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`,
    order.length === 0 ? '' : `ORDER BY ${order.join(', ')}`,
    `LIMIT ${Math.min(query.limit ?? maxRows, maxRows)} OFFSET ${query.offset}`,
  ];
  return { sql: `SELECT ${format.line(cells)} AS line FROM (${chosen.join(' ')}) AS chosen`, keys: cells.map(({ key }) => key) };
}
