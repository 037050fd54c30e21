/** How the columns of a reply differ from those asked for: the first sign that an account, or the API, is not as the catalogue says. */
import type { ReportQuery } from '../query/report-query.js';
import { DYNAMIC_PREFIXES } from '../query/row-columns.js';
import type { KeyNames } from '../rows/keys-seen.js';

export interface ColumnDrift {
  /** Columns of the catalogue that were asked for and are in no row. */
  readonly missing: readonly string[];
  /** How many columns came that were not asked for or, where all were, that the catalogue lacks. */
  readonly unknown: number;
}

/** The column that every row below an installation has, whether it is asked for or not. */
const INSTALLATION = 'igrp';

/** The drift of a reply with rows, by the keys that any of them has; null where there is none. */
export function columnDrift(query: ReportQuery, keys: KeyNames): ColumnDrift | null {
  const { report, projection } = query;
  const asked = projection.kind === 'everything' ? [] : projection.names;
  const absent = asked.filter((name) => !keys.has(name));
  // As it mostly is: what was asked for came, and nothing else.
  if (absent.length === 0 && projection.kind === 'columns' && keys.size === asked.length) return null;
  const missing = absent.filter((name) => report.fields.has(name));
  const expected = new Set([...asked, ...broughtAlong(query)]);
  const isUnknown = projection.kind === 'everything' ? (name: string) => !isCatalogued(query, name) : () => true;
  const unknown = report.openRows ? 0 : [...keys.keys()].filter((name) => !expected.has(name) && isUnknown(name)).length;
  return missing.length === 0 && unknown === 0 ? null : { missing, unknown };
}

/** What comes with the question itself: the installation, grouped dimensions with their labels, custom metrics. */
function broughtAlong({ report, group, customMetrics }: ReportQuery): readonly string[] {
  const labels = [...report.fields.values()].filter(({ of }) => of !== null && group.includes(of));
  return [
    ...(report.scope === 'installation' ? [INSTALLATION] : []),
    ...group,
    ...labels.map(({ name }) => name),
    ...customMetrics.map(({ reference }) => reference),
  ];
}

function isCatalogued({ report }: ReportQuery, name: string): boolean {
  return report.fields.has(name) || (report.dynamicFields && DYNAMIC_PREFIXES.some((prefix) => name.startsWith(prefix)));
}
