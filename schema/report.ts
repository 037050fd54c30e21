/**
 * What a report is, as data.
 *
 * A file under `schema/reports/` holds one `ReportDefinition`, written by hand. `defineReport` checks it and resolves what may be
 * left out, so that everything built from reports (types, filters, translation, decoding, documentation) reads one frozen `Report`
 * and no code asks for a report or a field by its name.
 */

/** How sure we are of a fact: the API documentation names it, public client code uses it, it is a reasoned guess, or an operator configured it. */
export type Evidence = 'documented' | 'client' | 'inferred' | 'configured';

/** How a value is read. `decimal` and `float` are numbers with a fraction; `datetime` is wall-clock time in the report's time zone. */
export type FieldType = 'id' | 'int' | 'decimal' | 'float' | 'string' | 'date' | 'datetime' | 'json';

/** `column`: a plain column. Metrics reports have dimensions to group by, labels that come with a dimension, and metrics. */
export type FieldKind = 'column' | 'dimension' | 'label' | 'metric';

export type Family = 'trigger' | 'metrics' | 'list';

/** The REST parameters that a report may take. `display` is no argument: it follows the selection. */
export type ArgumentName =
  | 'startDate'
  | 'endDate'
  | 'tz'
  | 'chType'
  | 'rootOrgId'
  | 'attributionModelId'
  | 'excludePiiData'
  | 'callRef'
  | 'srcPhoneNumber'
  | 'filter'
  | 'sort'
  | 'group'
  | 'customMetrics'
  | 'limit'
  | 'offset';

export interface FieldDefinition {
  readonly type: FieldType;
  /** One sentence for the reader of the schema: what it is, with its unit. */
  readonly description: string;
  /** Default `documented`. */
  readonly evidence?: Evidence;
  /** Default `column`. */
  readonly kind?: FieldKind;
  /** A label's dimension: the label is there only when that dimension is grouped. */
  readonly of?: string;
  /** What else is known of it, shown under the description. */
  readonly note?: string;
  /** Personal data, redacted for callers without the permission. */
  readonly pii?: boolean;
  /** Defaults follow the report's `filterable`, `sortable`; a dimension is groupable. */
  readonly filterable?: boolean;
  readonly sortable?: boolean;
  readonly groupable?: boolean;
  /** Whether the documented samples quote a number; what sends it must not be trusted to, so only a stand-in reads this. */
  readonly wire?: 'string' | 'number';
}

/** A link from a row to an entity: the row's `from` field is the key of the target's rows. 0 and absent keys mean none. */
export interface LinkDefinition {
  /** The report whose rows are linked to. */
  readonly to: string;
  /** This row's field that holds the key. */
  readonly from: string;
  /** The field of the target that the key is compared with; the target's entity key where left out. */
  readonly key?: string;
  /** `many`: a list of rows, empty where there are none. */
  readonly many?: boolean;
  readonly description: string;
}

/** A row that can be fetched by its key, singly as the field `field` and, federated, as an entity. */
export interface EntityDefinition {
  /** The field that identifies a row within its installation (or, for root reports, everywhere). */
  readonly key: string;
  /** The name of the singular field: `goal` for `goal(goalId: Int!)`. Left out: the row is no field of its own. */
  readonly field?: string;
  /** The row is there for every key, whether upstream lists it or not: an installation is its number. */
  readonly standsForItself?: boolean;
}

export interface CustomMetricsDefinition {
  readonly metricFields: readonly string[];
  readonly conditionFields: readonly string[];
  readonly evidence: Evidence;
  readonly note?: string;
}

export interface ReportDefinition {
  /** The GraphQL field. */
  readonly name: string;
  /** Row type and prefix of the report's own types: `<P>Report`, `<P>Filter`, `<P>Sort`, `<P>SortField`; row type `<P>Row` for metrics. */
  readonly typePrefix: string;
  readonly family: Family;
  /** The route below the base URL; `{igrp}` stands for the installation. */
  readonly path: string;
  /** Default `documented`. */
  readonly pathEvidence?: Evidence;
  /** `query` where the installation is a parameter, not a part of the path. */
  readonly igrpIn?: 'query';
  readonly description: string;
  readonly note?: string;
  /** Default `documented`. */
  readonly evidence?: Evidence;
  readonly arguments: readonly ArgumentName[];
  /** Default `documented`; `inferred` where the documentation's list of parameters was lost. */
  readonly argumentsEvidence?: Evidence;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  /** Names of the fields that can be filtered; every field where left out. */
  readonly filterable?: readonly string[];
  readonly sortable?: readonly string[];
  readonly operandsEvidence?: Evidence;
  /** The field by which rows are walked past the cap, ascending. */
  readonly keyset?: string;
  /** Accepts `c_<name>` and `pt_<name>` columns. */
  readonly dynamicFields?: boolean;
  /** The response's fields are not documented: no `display[]` is sent, rows are read by `field` and `raw`. */
  readonly openRows?: boolean;
  readonly customMetrics?: CustomMetricsDefinition;
  readonly defaultSort?: readonly { readonly field: string; readonly order: 'asc' | 'desc' }[];
  /** A filter on this field must be there. */
  readonly requiredFilter?: string;
  /** At least one of these arguments must be there. */
  readonly requireOneOf?: readonly ArgumentName[];
  readonly entity?: EntityDefinition;
  readonly links?: Readonly<Record<string, LinkDefinition>>;
  /** Rows that one call returns at most. Default 50,000. */
  readonly maxRows?: number;
}

/** A field with everything decided. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly kind: FieldKind;
  readonly description: string;
  readonly evidence: Evidence;
  readonly of: string | null;
  readonly note: string | null;
  readonly pii: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly wire: 'string' | 'number' | null;
}

/** `installation`: asked under an installation. `root`: asked without one. */
export type Scope = 'installation' | 'root';

/** A report with everything decided and checked. */
export interface Report {
  readonly name: string;
  readonly typePrefix: string;
  readonly family: Family;
  readonly scope: Scope;
  readonly path: string;
  readonly pathEvidence: Evidence;
  readonly igrpInQuery: boolean;
  readonly description: string;
  readonly note: string | null;
  readonly evidence: Evidence;
  readonly arguments: ReadonlySet<ArgumentName>;
  readonly argumentsEvidence: Evidence;
  readonly operandsEvidence: Evidence;
  /** By name, in the order of the definition. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly keyset: string | null;
  readonly dynamicFields: boolean;
  readonly openRows: boolean;
  readonly customMetrics: CustomMetricsDefinition | null;
  readonly defaultSort: readonly { readonly field: string; readonly order: 'asc' | 'desc' }[];
  readonly requiredFilter: string | null;
  readonly requireOneOf: readonly ArgumentName[];
  readonly entity: EntityDefinition | null;
  readonly links: ReadonlyMap<string, LinkDefinition>;
  readonly maxRows: number;
}

/** Every report, by name. */
export type Catalogue = ReadonlyMap<string, Report>;

/** A definition breaks a rule; the message says which, what it got and where. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';
}

export const MAX_ROWS = 50_000;

const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;
const EVIDENCE: ReadonlySet<string> = new Set<Evidence>(['documented', 'client', 'inferred', 'configured']);
const TYPES: ReadonlySet<string> = new Set<FieldType>(['id', 'int', 'decimal', 'float', 'string', 'date', 'datetime', 'json']);
const KINDS: ReadonlySet<string> = new Set<FieldKind>(['column', 'dimension', 'label', 'metric']);
const FAMILIES: ReadonlySet<string> = new Set<Family>(['trigger', 'metrics', 'list']);
export const ARGUMENT_NAMES: readonly ArgumentName[] = [
  'startDate',
  'endDate',
  'tz',
  'chType',
  'rootOrgId',
  'attributionModelId',
  'excludePiiData',
  'callRef',
  'srcPhoneNumber',
  'filter',
  'sort',
  'group',
  'customMetrics',
  'limit',
  'offset',
];
const ARGUMENTS: ReadonlySet<string> = new Set(ARGUMENT_NAMES);

/** Checks a definition and resolves it. Throws a `DefinitionError` that names the rule, the value and the place. */
export function defineReport(definition: ReportDefinition): Report {
  const at = `reports.${definition.name}`;
  name(definition.name, `${at}.name`);
  name(definition.typePrefix, `${at}.typePrefix`);
  oneOf(definition.family, FAMILIES, `${at}.family`);
  route(definition.path, `${at}.path`);
  text(definition.description, `${at}.description`);
  list(definition.arguments, `${at}.arguments`);
  definition.arguments.forEach((argument, i) => oneOf(argument, ARGUMENTS, `${at}.arguments[${i}]`));
  optionalEvidence(definition, at, ['evidence', 'pathEvidence', 'argumentsEvidence', 'operandsEvidence']);

  const maxRows = definition.maxRows ?? MAX_ROWS;
  if (!Number.isInteger(maxRows) || maxRows < 1 || maxRows > MAX_ROWS)
    fail(`must be a whole number between 1 and ${MAX_ROWS}`, maxRows, `${at}.maxRows`);
  const fields = new Map<string, Field>();
  for (const [field, value] of Object.entries(definition.fields))
    fields.set(field, resolveField(definition, field, value, `${at}.fields.${field}`));
  for (const field of fields.values()) {
    if (field.of === null) continue;
    if (fields.get(field.of)?.kind !== 'dimension') fail('must name a dimension of the report', field.of, `${at}.fields.${field.name}.of`);
  }
  const known = (names: readonly string[] | undefined, place: string) =>
    names?.forEach((field, i) => {
      if (!fields.has(field)) fail('must name a field of the report', field, `${at}.${place}[${i}]`);
    });
  known(definition.filterable, 'filterable');
  known(definition.sortable, 'sortable');
  known(definition.customMetrics?.metricFields, 'customMetrics.metricFields');
  known(definition.customMetrics?.conditionFields, 'customMetrics.conditionFields');
  known(definition.keyset === undefined ? undefined : [definition.keyset], 'keyset');
  known(definition.requiredFilter === undefined ? undefined : [definition.requiredFilter], 'requiredFilter');
  known(definition.entity === undefined ? undefined : [definition.entity.key], 'entity.key');
  known(
    definition.defaultSort?.map((sort) => sort.field),
    'defaultSort',
  );
  const scope: Scope = definition.path.includes('{igrp}') || definition.igrpIn === 'query' ? 'installation' : 'root';
  for (const [link, value] of Object.entries(definition.links ?? {})) {
    name(link, `${at}.links.${link}`);
    if (fields.has(link)) fail('must differ from every field of the report', link, `${at}.links.${link}`);
    if (!fields.has(value.from) && !(value.from === 'igrp' && scope === 'installation'))
      fail('must name a field of the report', value.from, `${at}.links.${link}.from`);
  }

  return Object.freeze<Report>({
    name: definition.name,
    typePrefix: definition.typePrefix,
    family: definition.family,
    scope,
    path: definition.path,
    pathEvidence: definition.pathEvidence ?? definition.evidence ?? 'documented',
    igrpInQuery: definition.igrpIn === 'query',
    description: definition.description,
    note: definition.note ?? null,
    evidence: definition.evidence ?? 'documented',
    arguments: new Set(definition.arguments),
    argumentsEvidence: definition.argumentsEvidence ?? 'documented',
    operandsEvidence: definition.operandsEvidence ?? 'documented',
    fields,
    keyset: definition.keyset ?? null,
    dynamicFields: definition.dynamicFields ?? false,
    openRows: definition.openRows ?? false,
    customMetrics: definition.customMetrics ?? null,
    defaultSort: definition.defaultSort ?? [],
    requiredFilter: definition.requiredFilter ?? null,
    requireOneOf: definition.requireOneOf ?? [],
    entity: definition.entity ?? null,
    links: new Map(Object.entries(definition.links ?? {})),
    maxRows,
  });
}

/** The rules that hold between reports: unique names, shared row types with equal fields, links that lead somewhere. */
export function defineCatalogue(reports: readonly Report[]): Catalogue {
  const catalogue = new Map<string, Report>();
  for (const report of reports) {
    if (catalogue.has(report.name)) fail('must be the name of one report', report.name, `reports.${report.name}`);
    catalogue.set(report.name, report);
  }
  const prefixes = new Map<string, Report>();
  for (const report of reports) {
    const other = prefixes.get(report.typePrefix);
    if (other && [...other.fields.keys()].join() !== [...report.fields.keys()].join())
      fail(
        `must have the fields of ${other.name}, with which it shares ${report.typePrefix}`,
        [...report.fields.keys()].join(),
        `reports.${report.name}.fields`,
      );
    prefixes.set(report.typePrefix, report);
    for (const [link, { to, key }] of report.links) {
      const target = catalogue.get(to);
      if (!target) fail('must name a report', to, `reports.${report.name}.links.${link}.to`);
      const field = key ?? target?.entity?.key;
      if (field === undefined || !target?.fields.has(field))
        fail('must lead to a report with that key', field, `reports.${report.name}.links.${link}.key`);
    }
  }
  return catalogue;
}

function resolveField(definition: ReportDefinition, field: string, value: FieldDefinition, at: string): Field {
  name(field, at);
  oneOf(value.type, TYPES, `${at}.type`);
  text(value.description, `${at}.description`);
  optionalEvidence(value, at, ['evidence']);
  const kind = value.kind ?? 'column';
  oneOf(kind, KINDS, `${at}.kind`);
  if ((definition.family === 'metrics') === (kind === 'column'))
    fail(
      definition.family === 'metrics' ? 'must be dimension, label or metric on a metrics report' : 'must be column outside metrics reports',
      kind,
      `${at}.kind`,
    );
  if ((kind === 'label') !== (value.of !== undefined)) fail('must be there on a label, and on nothing else', value.of, `${at}.of`);
  const takes = (argument: ArgumentName, names: readonly string[] | undefined) =>
    definition.arguments.includes(argument) && value.type !== 'json' && (names === undefined || names.includes(field));
  return Object.freeze<Field>({
    name: field,
    type: value.type,
    kind,
    description: value.description,
    evidence: value.evidence ?? 'documented',
    of: value.of ?? null,
    note: value.note ?? null,
    pii: value.pii ?? false,
    filterable: value.filterable ?? takes('filter', definition.filterable),
    sortable: value.sortable ?? takes('sort', definition.sortable),
    groupable: definition.arguments.includes('group') && (value.groupable ?? kind === 'dimension'),
    wire: value.wire ?? null,
  });
}

function fail(rule: string, got: unknown, at: string): never {
  throw new DefinitionError(`${at} ${rule}, but got: ${(JSON.stringify(got) ?? 'nothing').slice(0, 64)}`);
}
function name(value: unknown, at: string): void {
  if (typeof value !== 'string' || !NAME.test(value) || value.startsWith('__')) fail('must be a GraphQL name', value, at);
}
function text(value: unknown, at: string): void {
  if (typeof value !== 'string' || value.trim() === '') fail('must be a text', value, at);
}
function list(value: unknown, at: string): void {
  if (!Array.isArray(value)) fail('must be a list', value, at);
}
function route(value: unknown, at: string): void {
  if (typeof value !== 'string' || !/^(\/([A-Za-z0-9_-]+|\{igrp\}))+$/.test(value))
    fail('must be a path of plain segments, {igrp} for the installation', value, at);
}
function oneOf(value: unknown, allowed: ReadonlySet<string>, at: string): void {
  if (typeof value !== 'string' || !allowed.has(value)) fail(`must be one of ${[...allowed].join(', ')}`, value, at);
}
function optionalEvidence(value: object, at: string, keys: readonly string[]): void {
  for (const [key, evidence] of Object.entries(value))
    if (keys.includes(key) && evidence !== undefined) oneOf(evidence, EVIDENCE, `${at}.${key}`);
}
