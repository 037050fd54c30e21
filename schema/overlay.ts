/**
 * An operator's corrections of the catalogue, as JSON.
 *
 * `{"reports": {"goals": {"path": "/igrps/{igrp}/goalList"}}}`: a name that is there is changed key by key, null removes, a name that is not
 * there adds. What reports of one type share (fields, links and the like) is changed in all of them, and a new report of that type takes
 * it over. What an overlay says has the evidence `configured`, unless it says otherwise. The result is held to the same rules as the
 * definitions under `reports/`.
 */
import { defineCatalogue } from './define-catalogue.js';
import { defineReport } from './define-report.js';
import { fail } from './definition-error.js';
import { checkChange, checkValue, isMembers, type Members } from './check-value.js';
import { NON_BLANK, REPORT, REPORT_NAME } from './definition-schema.js';
import type { Catalogue, Report } from './report.js';
import type { ReportDefinition } from './report-definition.js';

/** What reports of one row type have in common. */
export const SHARED_KEYS: ReadonlySet<string> = new Set<keyof ReportDefinition>([
  'fields',
  'links',
  'filterable',
  'sortable',
  'keyset',
  'dynamicFields',
  'openRows',
  'customMetrics',
  'entity',
]);

/** What a new report never takes over from another of its row type. */
const OWN_KEYS: ReadonlySet<string> = new Set<keyof ReportDefinition>([
  'name',
  'path',
  'pathEvidence',
  'deprecatedPaths',
  'description',
  'note',
  'evidence',
  'exampleFields',
]);

/** What an overlay may hold: its reports, and the schema that an editor checks it by. */
const OVERLAY_KEYS: readonly string[] = ['$schema', 'reports'];

interface Change {
  readonly name: string;
  readonly says: Members;
}

/** The catalogue with the overlay's corrections. Throws a `DefinitionError` that names the place, the rule and the value. */
export function applyOverlay(catalogue: Catalogue, overlay: unknown): Catalogue {
  const definitions = new Map<string, Members>([...catalogue].map(([name, { definition }]) => [name, { ...definition }]));
  const changes: Change[] = [];
  for (const [name, given] of Object.entries(reportsOf(overlay))) {
    const place = `reports.${name}`;
    checkValue(REPORT_NAME, name, place);
    if (given === null) {
      if (!definitions.delete(name)) fail(place, 'cannot be removed: it does not exist', null);
      continue;
    }
    if (!isMembers(given)) fail(place, 'must be an object, or null', given);
    if (given['name'] !== undefined && given['name'] !== name) fail(`${place}.name`, 'must equal its key', given['name']);
    const known = definitions.get(name);
    const base = known ?? takenOver(definitions, given);
    const says = withEvidence({ ...given, name }, known === undefined, base === undefined);
    if (base !== undefined) checkChange(REPORT, says, base, place);
    definitions.set(name, base === undefined ? says : merge(withoutNames(base, removedFields(says)), says));
    if (base !== undefined) changes.push({ name, says });
  }
  for (const change of changes) share(definitions, change, changes);
  // Whether it is a definition is for defineReport to check, which reads it with care.
  const reports = new Map([...definitions].map(([name, definition]) => [name, defineReport(definition as unknown as ReportDefinition)]));
  return defineCatalogue([...withoutLostCalls(reports, changes).values()]);
}

function reportsOf(overlay: unknown): Members {
  if (!isMembers(overlay)) fail('The overlay', 'must be an object', overlay);
  for (const key of Object.keys(overlay)) if (!OVERLAY_KEYS.includes(key)) fail(key, `must be one of ${OVERLAY_KEYS.join(', ')}`, key);
  const { $schema, reports } = overlay;
  if ($schema !== undefined) checkValue(NON_BLANK, $schema, '$schema');
  if (!isMembers(reports)) fail('reports', 'must be an object', reports);
  return reports;
}

/** What a new report takes over from one whose row type it names. */
function takenOver(definitions: ReadonlyMap<string, Members>, { typePrefix }: Members): Members | undefined {
  const sibling = [...definitions.values()].find((definition) => definition['typePrefix'] === typePrefix);
  return sibling && Object.fromEntries(Object.entries(sibling).filter(([key]) => !OWN_KEYS.has(key)));
}

/** Which keys a report's facts stand under, and where their evidence does. */
const EVIDENCE_OF = [
  { evidence: 'pathEvidence', facts: ['path', 'igrpIn'] },
  { evidence: 'argumentsEvidence', facts: ['arguments'] },
  { evidence: 'operandsEvidence', facts: ['filterable', 'sortable'] },
] as const;

/** What an overlay says, said to be configured where it does not say otherwise. */
function withEvidence(says: Members, isNew: boolean, isWhole: boolean): Members {
  const configured = (value: unknown) =>
    isMembers(value) && value['evidence'] === undefined ? { ...value, evidence: 'configured' } : value;
  const { fields, customMetrics } = says;
  const evidence = EVIDENCE_OF.filter(({ facts }) => isWhole || facts.some((key) => says[key] !== undefined)).map((it) => it.evidence);
  return {
    ...Object.fromEntries([...evidence, ...(isNew ? ['evidence'] : [])].map((key) => [key, 'configured'])),
    ...says,
    ...(isMembers(fields) ? { fields: mapMembers(fields, configured) } : {}),
    ...(isMembers(customMetrics) ? { customMetrics: configured(customMetrics) } : {}),
  };
}

/** Tells the other reports of the row type what one of them was told. */
function share(definitions: Map<string, Members>, { name, says }: Change, changes: readonly Change[]): void {
  const own = definitions.get(name);
  const common = Object.fromEntries(Object.entries(says).filter(([key]) => SHARED_KEYS.has(key)));
  for (const [other, definition] of definitions) {
    if (!own || other === name || definition['typePrefix'] !== own['typePrefix']) continue;
    const theirs = changes.find((change) => change.name === other);
    if (theirs) checkAgreement(common, theirs.says, `reports.${name}`, `reports.${other}`);
    definitions.set(other, merge(withoutNames(definition, removedFields(common)), common));
  }
}

/** Two changes of what is shared must not differ. */
function checkAgreement(one: Members, other: Members, place: string, theirs: string): void {
  for (const [key, value] of Object.entries(one)) {
    const said = other[key];
    if (said === undefined) continue;
    if (isMembers(value) && isMembers(said)) checkAgreement(value, said, `${place}.${key}`, `${theirs}.${key}`);
    else if (JSON.stringify(value) !== JSON.stringify(said)) fail(`${place}.${key}`, `must agree with ${theirs}.${key}`, value);
  }
}

const removedFields = ({ fields }: Members): readonly string[] =>
  isMembers(fields) ? Object.keys(fields).filter((name) => fields[name] === null) : [];

/** The definition without these fields in its lists of fields. What else refers to them is for the rules to refuse. */
function withoutNames(definition: Members, removed: readonly string[]): Members {
  if (removed.length === 0) return definition;
  const kept = (value: unknown): unknown => (Array.isArray(value) ? value.filter((name) => !removed.includes(String(name))) : value);
  const { filterable, sortable, exampleFields, customMetrics, calls } = definition;
  const lists = Object.entries({ filterable, sortable, exampleFields }).filter(([, names]) => names !== undefined);
  return {
    ...definition,
    ...Object.fromEntries(lists.map(([key, names]) => [key, kept(names)])),
    ...(isMembers(customMetrics) ? { customMetrics: mapMembers(customMetrics, kept) } : {}),
    ...(isMembers(calls) ? { calls: withoutDimensions(calls, removed) } : {}),
  };
}

/** The calls behind a row, found by the columns of the other dimensions alone. */
function withoutDimensions(calls: Members, removed: readonly string[]): Members {
  const { columns } = calls;
  if (!isMembers(columns)) return calls;
  return { ...calls, columns: Object.fromEntries(Object.entries(columns).filter(([dimension]) => !removed.includes(dimension))) };
}

/** The reports without what the overlay leaves no room for: columns of calls that their report has no more, and calls without their report. */
function withoutLostCalls(reports: ReadonlyMap<string, Report>, changes: readonly Change[]): ReadonlyMap<string, Report> {
  const kept = ([name, report]: readonly [string, Report]): readonly [string, Report] => {
    const { calls, ...others } = report.definition;
    // What the overlay says itself is for the rules to refuse.
    if (!calls || changes.some((change) => change.name === name && change.says['calls'] !== undefined)) return [name, report];
    const target = reports.get(calls.from);
    if (!target) return [name, defineReport(others)];
    const columns = Object.entries(calls.columns).filter(([, column]) => target.fields.get(column)?.filterable === true);
    if (columns.length === Object.keys(calls.columns).length) return [name, report];
    return [name, defineReport({ ...others, calls: { ...calls, columns: Object.fromEntries(columns) } })];
  };
  return new Map([...reports].map(kept));
}

/** Objects are merged key by key, null removes, everything else is replaced. */
function merge(base: Members, change: Members): Members {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(change)) {
    const known = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isMembers(value) && isMembers(known) ? merge(known, value) : value);
  }
  return Object.fromEntries(merged);
}

const mapMembers = (members: Members, change: (value: unknown) => unknown): Members =>
  Object.fromEntries(Object.entries(members).map(([key, value]) => [key, change(value)]));
