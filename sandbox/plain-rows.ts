/** The rows of triggers and lists: columns of a table, as they are. */
import type { FieldType } from '../schema/report-definition.js';
import { createColumn, retyped } from './columns.js';
import type { ParsedQuery } from './parse-query.js';
import { SOURCES, VARIABLES } from './sources.js';
import { identifier, literal } from './sql.js';
import { scalarConditions, type Caller, type Rows } from './rows.js';
import type { WorldReport } from './world.js';

/** What a question to a trigger report or a list is answered from. */
export function plainRows({ report, sourceOf, wire: as }: WorldReport, query: ParsedQuery, caller: Caller): Rows {
  const source = SOURCES.get(report.name);
  if (source === undefined) throw new Error(`no source for the report ${report.name}`);
  const tz = report.arguments.has('tz') ? (query.scalars.tz ?? 'UTC') : null;
  const open = new Map(Object.entries(source.open ?? {}));
  const type = (name: string): FieldType => open.get(name) ?? report.fields.get(name)?.type ?? 'string';
  const has = (name: string) => open.has(name) || report.fields.has(name) || VARIABLES.includes(name);
  const valueOf = (name: string) => {
    const origin = open.has(name) ? undefined : sourceOf(name);
    return origin === undefined ? identifier(name) : retyped(identifier(origin.name), origin.type, type(name));
  };
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
        value: has(name) ? valueOf(name) : 'CAST(NULL AS VARCHAR)',
        wire: report.fields.get(name)?.wire ?? null,
        tz,
        redacted: caller.redacted,
        as,
      }),
    everything: source.open === undefined ? [...report.fields.keys(), ...(report.dynamicFields ? VARIABLES : [])] : [...open.keys()],
    has,
  };
}
