/**
 * The overlay that makes the catalogue fit an account: what was refused goes, what was found comes, what is of another type is told.
 *
 * What reports of one row type share is said once, under the report that was asked for all of them. A change that no catalogue can hold
 * is left out and named.
 */
import { DefinitionError } from '../../schema/definition-error.js';
import { applyOverlay } from '../../schema/overlay.js';
import type { Catalogue, Field } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';
import type { Findings, ReportFindings, Tried } from './findings.js';

/** JSON that CATALOGUE takes. */
export interface Overlay {
  readonly reports: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface WrittenOverlay {
  readonly overlay: Overlay;
  /** Changes that the rules of a catalogue refuse, as `reports.goals.fields.x`. */
  readonly leftOut: readonly string[];
}

type Changes = Record<string, unknown>;
/** The types that a link's key may have. */
const KEY_TYPES: ReadonlySet<FieldType> = new Set<FieldType>(['int', 'id', 'string']);
const OBSERVED = { evidence: 'observed' } as const;

/** `confirmed` adds what was guessed and turned out to be right, as evidence alone. */
export function writeOverlay(catalogue: Catalogue, { reports }: Findings, confirmed = false): WrittenOverlay {
  const changes = new Map<string, Changes>();
  for (const findings of reports) {
    const change: Changes = {
      ...(findings.defaultSort === null ? {} : { defaultSort: findings.defaultSort }),
      ...(findings.maxRows === null ? {} : { maxRows: findings.maxRows }),
      ...(findings.tried === null ? {} : sharedChanges(findings, findings.tried, typesOf(findings, reports), confirmed)),
    };
    if (Object.keys(change).length > 0) changes.set(findings.report.name, change);
  }
  return acceptable(catalogue, changes);
}

/** What any report of the row type showed of a column's type. */
function typesOf({ report }: ReportFindings, all: readonly ReportFindings[]): ReadonlyMap<string, FieldType> {
  return new Map(all.filter((one) => one.report.typePrefix === report.typePrefix).flatMap(({ types }) => [...types]));
}

function sharedChanges(findings: ReportFindings, tried: Tried, types: ReadonlyMap<string, FieldType>, confirmed: boolean): Changes {
  const { report, newColumns, rows } = findings;
  const gone = (field: Field) => tried.display.refused.has(field.name) || tried.group.refused.has(field.of ?? field.name);
  const fields: Record<string, unknown> = {};
  const removed = new Set<string>();
  for (const field of report.fields.values()) {
    const { name } = field;
    if (gone(field)) {
      fields[name] = null;
      removed.add(name);
      continue;
    }
    const type = types.get(name);
    const change = {
      ...(type === undefined ? {} : { type, ...(field.bucket === null ? {} : { bucket: null }) }),
      ...(tried.filter.refused.has(name) ? { filterable: false } : {}),
      ...(tried.sort.refused.has(name) ? { sortable: false } : {}),
    };
    const isConfirmed = confirmed && field.evidence === 'inferred' && rows.columns.has(name);
    if (Object.keys(change).length > 0 || isConfirmed) fields[name] = { ...change, ...OBSERVED };
  }
  for (const { name, type, of } of newColumns)
    fields[name] = {
      type,
      description: `The column ${name} of this account, which the documentation does not name.`,
      ...(report.family === 'metrics' ? (of === null ? { kind: 'metric' } : { kind: 'label', of }) : {}),
      ...(report.arguments.has('filter') && type !== 'json' ? { filterable: tried.filter.taken.has(name) } : {}),
      ...(report.arguments.has('sort') && type !== 'json' ? { sortable: tried.sort.taken.has(name) } : {}),
      ...OBSERVED,
    };
  const holdsKey = (name: string) => !removed.has(name) && KEY_TYPES.has(types.get(name) ?? 'id');
  const links = [...report.links].filter(([, { from }]) => !holdsKey(from)).map(([name]) => [name, null] as const);
  return {
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(links.length === 0 ? {} : { links: Object.fromEntries(links) }),
    ...(report.keyset !== null && removed.has(report.keyset) ? { keyset: null } : {}),
    ...customMetricsChange(findings, tried, removed),
  };
}

function customMetricsChange({ report }: ReportFindings, tried: Tried, removed: ReadonlySet<string>): Changes {
  const { customMetrics } = report;
  if (customMetrics === null) return {};
  const kept = (names: readonly string[], { refused }: Tried['metric']) => names.filter((name) => !refused.has(name) && !removed.has(name));
  const metricFields = kept(customMetrics.metricFields, tried.metric);
  const conditionFields = kept(customMetrics.conditionFields, tried.condition);
  if (metricFields.length === customMetrics.metricFields.length && conditionFields.length === customMetrics.conditionFields.length)
    return {};
  if (metricFields.length > 0 && conditionFields.length > 0) return { customMetrics: { metricFields, conditionFields, ...OBSERVED } };
  return { customMetrics: null, arguments: [...report.arguments].filter((argument) => argument !== 'customMetrics') };
}

/** Leaves out, one after the other, what makes the catalogue refuse the overlay. */
function acceptable(catalogue: Catalogue, changes: Map<string, Changes>): WrittenOverlay {
  const leftOut: string[] = [];
  for (;;) {
    const overlay: Overlay = { reports: Object.fromEntries(changes) };
    try {
      applyOverlay(catalogue, overlay);
      return { overlay, leftOut };
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      leftOut.push(dropWhat(catalogue, error.message, changes));
    }
  }
}

/** The message names a report and perhaps a field. Where it is no field of ours, the one is sought without which the message is gone. */
function dropWhat(catalogue: Catalogue, message: string, changes: Map<string, Changes>): string {
  const [, place = '', named = ''] = /^reports\.(\w+)(?:\.fields\.(\w+))?/.exec(message) ?? [];
  const report = changes.has(place) ? place : ([...changes.keys()][0] ?? '');
  const fields = Object.keys(changes.get(report)?.['fields'] ?? {});
  const culprit = fields.includes(named)
    ? named
    : fields.find((name) => complaintOf(catalogue, report, without(changes, report, name)) !== message);
  if (culprit === undefined) {
    changes.delete(report);
    return `reports.${report}`;
  }
  changes.set(report, without(changes, report, culprit));
  return `reports.${report}.fields.${culprit}`;
}

function without(changes: ReadonlyMap<string, Changes>, report: string, field: string): Changes {
  const { fields, ...rest } = changes.get(report) ?? {};
  return { ...rest, fields: Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => name !== field)) };
}

/** What the catalogue says against the changes of one report; null where it takes them. */
function complaintOf(catalogue: Catalogue, report: string, change: Changes): string | null {
  try {
    applyOverlay(catalogue, { reports: { [report]: change } });
    return null;
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.message;
  }
}

/** One overlay over another: objects key by key, everything else replaced. */
export function laidOver(before: unknown, overlay: unknown): unknown {
  if (!isObject(before) || !isObject(overlay)) return overlay;
  return { ...before, ...Object.fromEntries(Object.entries(overlay).map(([key, value]) => [key, laidOver(before[key], value)])) };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
