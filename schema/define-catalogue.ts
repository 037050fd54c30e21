/** The rules that hold between reports: names of fields and types, types that reports share, links that lead somewhere. */
import { ROW_FIELDS } from './check-definition.js';
import { isComparable } from './comparable.js';
import { fail } from './definition-error.js';
import { NODE_ID } from './node.js';
import type { Catalogue, Report } from './report.js';
import type { LinkDefinition } from './report-definition.js';
import {
  conditionTypeName,
  customMetricTypeName,
  deltaRatioTypeName,
  deltaTypeName,
  dimensionTypeName,
  filterTypeName,
  groupFieldTypeName,
  metricTypeName,
  previousTypeName,
  reportTypeName,
  rowTypeName,
  sortFieldTypeName,
  sortTypeName,
} from './type-names.js';

/** Types of the schema that are no report's. Those that begin with `Report` are not listed: no report's types may. */
export const SHARED_TYPES: ReadonlySet<string> = new Set(
  'Query Mutation Subscription SortOrder ChannelType Date DateTime LocalDateTime TimeZone SafeInt JSON JSONObject RowText CustomMetricValue Node ID Int Float String Boolean FieldSet'.split(
    ' ',
  ),
);

/** Fields of Query that are no report's. */
export const QUERY_FIELDS: ReadonlySet<string> = new Set(['reports', 'operationFromUrl', 'node', 'nodes']);

/** The catalogue of these reports. Throws a `DefinitionError` where they do not go together. */
export function defineCatalogue(reports: readonly Report[]): Catalogue {
  const catalogue = new Map<string, Report>();
  for (const report of reports) {
    if (catalogue.has(report.name)) fail(`reports.${report.name}`, 'must be the name of one report', report.name);
    catalogue.set(report.name, report);
  }
  checkTypes(reports);
  checkFields(reports);
  for (const report of reports) {
    checkLookUp(catalogue, report);
    checkCalls(catalogue, report);
    for (const [name, link] of report.links) checkLink(catalogue, report, name, link);
  }
  return catalogue;
}

/** The names of the types that a report brings. */
export function typeNamesOf(report: Report): readonly string[] {
  const { arguments: taken } = report;
  return [
    rowTypeName(report),
    reportTypeName(report),
    ...(taken.has('filter') ? [filterTypeName(report)] : []),
    ...(taken.has('sort') ? [sortTypeName(report), sortFieldTypeName(report)] : []),
    ...(taken.has('group') ? [groupFieldTypeName(report)] : []),
    ...(report.customMetrics ? [metricTypeName, dimensionTypeName, customMetricTypeName, conditionTypeName].map((of) => of(report)) : []),
    ...(isComparable(report) ? [previousTypeName, deltaTypeName, deltaRatioTypeName].map((of) => of(report)) : []),
  ];
}

function checkTypes(reports: readonly Report[]): void {
  const owners = new Map<string, Report>();
  for (const report of reports) {
    const at = `reports.${report.name}.typePrefix`;
    const sibling = reports.find(({ typePrefix }) => typePrefix === report.typePrefix);
    if (sibling && sibling !== report) {
      checkSiblings(report, sibling);
      continue;
    }
    for (const type of typeNamesOf(report)) {
      const owner = owners.get(type);
      if (owner) fail(at, `must not create a type that ${owner.name} already has: ${type}`, report.typePrefix);
      if (SHARED_TYPES.has(type) || /^Report([A-Z]|$)/.test(type))
        fail(at, `must not create a type of the gateway itself: ${type}`, report.typePrefix);
      owners.set(type, report);
    }
  }
}

/** What the types of reports with one prefix are made from; it has to be the same in each of them. */
const SHARED_BY_TYPES = {
  family: ({ family }) => family,
  scope: ({ scope }) => scope,
  fields: ({ fields }) => [...fields.values()],
  links: ({ links }) => [...links],
  arguments: ({ arguments: taken }) =>
    ['filter', 'sort', 'group', 'customMetrics'].filter((argument) => (taken as ReadonlySet<string>).has(argument)),
  comparable: isComparable,
  keyset: ({ keyset }) => keyset,
  dynamicFields: ({ dynamicFields }) => dynamicFields,
  openRows: ({ openRows }) => openRows,
  customMetrics: ({ customMetrics }) => customMetrics,
  calls: ({ calls }) => calls,
} as const satisfies Record<string, (report: Report) => unknown>;

function checkSiblings(report: Report, sibling: Report): void {
  for (const [key, read] of Object.entries(SHARED_BY_TYPES)) {
    const own = JSON.stringify(read(report));
    if (own !== JSON.stringify(read(sibling)))
      fail(
        `reports.${report.name}.${key}`,
        `must be as in ${sibling.name}, with which it shares the type ${rowTypeName(report)}`,
        read(report),
      );
  }
}

/** The fields of Query, and of the installation: reports, single rows, and what else is there. */
function checkFields(reports: readonly Report[]): void {
  const installations = reports.filter(({ entity }) => entity?.standsForItself === true);
  const [installation, second] = installations;
  if (second) fail(`reports.${second.name}.entity.standsForItself`, 'must be true on one report', true);
  const below = reports.find(({ scope }) => scope === 'installation');
  if (!installation && below) fail(`reports.${below.name}`, 'must be under an installation, which no report stands for', below.path);
  const root = new Map<string, string>([...QUERY_FIELDS].map((name) => [name, 'Query']));
  const own = [...(installation?.fields.keys() ?? []), ...(installation?.links.keys() ?? []), ...ROW_FIELDS, NODE_ID];
  const under = new Map<string, string>(own.map((name) => [name, 'the installation']));
  for (const report of reports) {
    const taken = report.scope === 'root' ? root : under;
    const claim = (name: string, place: string) => {
      const owner = taken.get(name);
      if (owner !== undefined) fail(place, `must differ from a field of ${owner}`, name);
      taken.set(name, report.name);
    };
    claim(report.name, `reports.${report.name}`);
    if (report.entity?.field !== undefined) claim(report.entity.field, `reports.${report.name}.entity.field`);
  }
}

function checkLookUp(catalogue: Catalogue, { name, entity, typePrefix }: Report): void {
  const report = entity?.lookUp === undefined ? undefined : catalogue.get(entity.lookUp);
  if (entity?.lookUp !== undefined && (report?.typePrefix !== typePrefix || report.entity === null))
    fail(`reports.${name}.entity.lookUp`, `must name a report that makes the type ${typePrefix}`, entity.lookUp);
}

function checkCalls(catalogue: Catalogue, { name, calls, scope }: Report): void {
  if (!calls) return;
  const at = `reports.${name}.calls`;
  const target = catalogue.get(calls.from) ?? fail(`${at}.from`, 'must name a report', calls.from);
  if (target.scope !== scope || !target.arguments.has('limit'))
    fail(`${at}.from`, 'must name a report under an installation, as this one is, that takes limit', calls.from);
  for (const [dimension, column] of Object.entries(calls.columns))
    if (target.fields.get(column)?.filterable !== true)
      fail(`${at}.columns.${dimension}`, `must name a field by which ${calls.from} can be filtered`, column);
}

function checkLink(catalogue: Catalogue, report: Report, name: string, { to, key }: LinkDefinition): void {
  const at = `reports.${report.name}.links.${name}`;
  const target = catalogue.get(to) ?? fail(`${at}.to`, 'must name a report', to);
  const field = key ?? target.entity?.key;
  if (field === undefined || target.fields.get(field)?.filterable !== true || !target.arguments.has('limit'))
    fail(`${at}.key`, `must name a field by which ${to} can be filtered`, field);
  if (target.scope === 'installation' && report.scope === 'root' && !report.fields.has('igrp'))
    fail(`${at}.to`, 'must name a report that is not under an installation, which the row does not say', to);
}
