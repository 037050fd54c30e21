/** One runnable operation a report, from its definition: what docs/reports.md shows, and what a test runs. */
import type { Report } from '../schema/report.js';
import type { ArgumentName } from '../schema/report-definition.js';
import { enumName } from '../schema/enum-name.js';

/** Columns that an example shows where the definition names none. */
const SHOWN = 4;

/** Values that every report takes, in GraphQL's own notation. */
const VALUES: Readonly<Partial<Record<ArgumentName, string>>> = {
  startDate: '"2026-10-01"',
  endDate: '"2026-10-31"',
  tz: '"Europe/London"',
  callRef: '"c-1-0001"',
  srcPhoneNumber: '"07700900123"',
  limit: '10',
};

/** The operation, formatted. */
export function exampleOperation(report: Report): string {
  const shown = report.exampleFields.length > 0 ? report.exampleFields : [...report.fields.keys()].slice(0, SHOWN);
  const values = argumentsOf(report, shown);
  const columns = report.openRows ? [...shown, 'raw'] : shown;
  const call = `${report.name}${values.length > 0 ? `(${values.join(', ')})` : ''}`;
  const answer = `{ rowCount rows { ${columns.join(' ')} } }`;
  return report.scope === 'root' ? `{ ${call} ${answer} }` : `{ installation(igrp: 1) { ${call} ${answer} } }`;
}

function argumentsOf(report: Report, shown: readonly string[]): readonly string[] {
  const values = new Map<string, string>();
  for (const name of ['startDate', 'endDate', 'tz'] as const) if (report.arguments.has(name)) values.set(name, VALUES[name] ?? '');
  const [needed] = report.requireOneOf;
  if (needed) values.set(needed, VALUES[needed] ?? '');
  if (report.requiredFilter !== null) values.set('filter', `[{ ${report.requiredFilter}: { in: ["1", "2", "3"] } }]`);
  const group = shown.filter((name) => report.fields.get(name)?.groupable);
  if (group.length > 0) values.set('group', `[${group.map(enumName).join(', ')}]`);
  const metric = shown.find((name) => report.fields.get(name)?.kind === 'metric');
  if (metric !== undefined && report.arguments.has('sort')) values.set('sort', `[{ field: ${enumName(metric)}, order: DESC }]`);
  if (report.arguments.has('limit')) values.set('limit', VALUES.limit ?? '');
  return [...values].map(([name, value]) => `${name}: ${value}`);
}
