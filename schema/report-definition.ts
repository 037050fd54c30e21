/**
 * A report as it is written down: one `ReportDefinition` in each file under `schema/reports/`, and the words that it may use. `defineReport` makes a
 * `Report` of it, which is what everything else reads.
 */

/** How sure we are of a fact: the API documentation names it, public client code uses it, it is a reasoned guess, an operator configured it, or doctor observed it in an account. */
export type Evidence = (typeof EVIDENCE)[number];

/** How a value is read. `decimal` and `float` are numbers with a fraction; `datetime` is wall-clock time in the report's time zone. */
export type FieldType = (typeof FIELD_TYPES)[number];

/** `column`: a plain column. Metrics reports have dimensions to group by, labels that come with a dimension, and metrics. */
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What kind of report it is: events one by one, sums over groups of them, or a list of what an installation has. */
export type Family = (typeof FAMILIES)[number];

/** The stretch of time that a dimension stands for: a day (`YYYY-MM-DD`), or a month as the number `YYYYMM`. */
export type Bucket = (typeof BUCKETS)[number];

/** The REST parameters that a report may take. `display` is no argument: it follows the selection. */
export type ArgumentName = (typeof ARGUMENT_NAMES)[number];

/** A key of the rows' order. */
export interface SortKey {
  readonly field: string;
  readonly order: 'asc' | 'desc';
}

/** One column of a report's rows, as written. */
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
  /** A dimension that is a date: what stretch of time each of its values stands for. */
  readonly bucket?: Bucket;
  /** The codes that its values are known to be. Rows may hold others, but a filter takes these alone; a new code is filtered by the field's name. */
  readonly codes?: readonly string[];
  /** What else is known of it, shown under the description. */
  readonly note?: string;
  /** Personal data: redacted for callers who are not allowed to see it. */
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
  /** The report whose route finds a row by its key, where reports share the row type; the first of them where left out. */
  readonly lookUp?: string;
}

/** How a pass-through parameter is written: a number, a text, or 1 for true and nothing for false. */
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** A REST parameter beside the known ones, handed through as the report field's argument of the same name. */
export interface ParameterDefinition {
  readonly type: ParameterType;
  readonly description: string;
}

/** What a custom metric can be made of. */
export interface CustomMetricsDefinition {
  /** Metrics that can be counted under conditions. */
  readonly metricFields: readonly string[];
  /** Dimensions that conditions can be put on. */
  readonly conditionFields: readonly string[];
  readonly evidence: Evidence;
  readonly note?: string;
}

/** Where the calls behind a row of a metrics report are listed, and the column there of each dimension and label. Dates narrow the period instead. */
export interface CallsDefinition {
  /** The report that lists them. */
  readonly from: string;
  /** Its columns by the names of dimensions and labels; one that has none is left out. */
  readonly columns: Readonly<Record<string, string>>;
}

/** One report, as written. */
export interface ReportDefinition {
  /** The GraphQL field. */
  readonly name: string;
  /** Row type and prefix of the report's own types: `<P>Report`, `<P>Filter`, `<P>Sort`, `<P>SortField`; row type `<P>Row` for metrics. */
  readonly typePrefix: string;
  readonly family: Family;
  /** The route under the base URL; `{igrp}` stands for the installation. */
  readonly path: string;
  /** Default `documented`. */
  readonly pathEvidence?: Evidence;
  /** Documented routes of earlier days that asked the same, the installation as a parameter. Nothing is sent to them. */
  readonly deprecatedPaths?: readonly string[];
  /** `query` where the installation is a parameter, not a part of the path. */
  readonly igrpIn?: 'query';
  readonly description: string;
  readonly note?: string;
  /** Default `documented`. */
  readonly evidence?: Evidence;
  readonly arguments: readonly ArgumentName[];
  /** Parameters of the route beside those, by their v2 names. */
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
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
  /** It says what is going on at this moment, so that no reply of it is kept. */
  readonly realTime?: boolean;
  readonly customMetrics?: CustomMetricsDefinition;
  readonly calls?: CallsDefinition;
  /** The default order of rows. */
  readonly defaultSort?: readonly SortKey[];
  /** A filter on this field must be there. */
  readonly requiredFilter?: string;
  /** At least one of these arguments must be there. */
  readonly requireOneOf?: readonly ArgumentName[];
  readonly entity?: EntityDefinition;
  readonly links?: Readonly<Record<string, LinkDefinition>>;
  /** The maximum number of rows of one call. Default 50,000. */
  readonly maxRows?: number;
  /** The columns that the documentation's example selects; the first few where left out. */
  readonly exampleFields?: readonly string[];
}

export const EVIDENCE = ['documented', 'client', 'inferred', 'configured', 'observed'] as const;
export const FIELD_TYPES = ['id', 'int', 'decimal', 'float', 'string', 'date', 'datetime', 'json'] as const;
export const FIELD_KINDS = ['column', 'dimension', 'label', 'metric'] as const;
export const BUCKETS = ['day', 'month'] as const;
export const PARAMETER_TYPES = ['int', 'string', 'boolean'] as const;
export const FAMILIES = ['trigger', 'metrics', 'list'] as const;
export const ARGUMENT_NAMES = [
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
] as const;
