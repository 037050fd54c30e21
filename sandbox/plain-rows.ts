/** The rows of triggers and lists: columns of a table, as they are. */
import type { FieldType, Report } from '../schema/report.js';
import { createColumn } from './columns.js';
import type { ParsedQuery } from './parse-query.js';
import { SOURCES, VARIABLES } from './sources.js';
import { identifier, literal } from './sql.js';
import { scalarConditions, type Caller, type Rows } from './rows.js';

/** What a question to a trigger report or a list is answered from. */
export function plainRows(report: Report, query: ParsedQuery, caller: Caller): Rows {
  const source = SOURCES[report.name];
  if (source === undefined) throw new Error(`no source for the report ${report.name}`);
  const tz = report.arguments.has('tz') ? (query.scalars.tz ?? 'UTC') : null;
  const type = (name: string): FieldType => source.open?.[name] ?? report.fields.get(name)?.type ?? 'string';
  const has = (name: string) => source.open?.[name] !== undefined || report.fields.has(name) || VARIABLES.includes(name);
  const { callRef, srcPhoneNumber } = query.scalars;
  const conditions = [
    `"igrp" IN (${(query.igrp === null ? caller.igrps : [query.igrp]).join(', ')})`,
    ...scalarConditions(query, '"chType"'),
    ...Object.entries({ callRef, srcPhoneNumber }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${identifier(name)} = ${literal(value)}`],
    ),
  ];
  return {
    from: `(SELECT * FROM ${source.from} AS rows WHERE ${conditions.join(' AND ')})`,
    filters: query.filters,
    order: source.order,
    column: (name) =>
      createColumn({
        name,
        type: type(name),
        value: has(name) ? identifier(name) : 'CAST(NULL AS VARCHAR)',
        wire: report.fields.get(name)?.wire ?? null,
        tz,
        redacted: caller.redacted,
      }),
    everything:
      source.open === undefined ? [...report.fields.keys(), ...(report.dynamicFields ? VARIABLES : [])] : Object.keys(source.open),
    has,
  };
}
