/**
 * What a report is: a definition with everything decided and checked. Types, filters, translation, decoding and documentation are built from
 * these frozen values, and no code asks for a report or a field by its name.
 */
import type {
  ArgumentName,
  Bucket,
  CallsDefinition,
  CustomMetricsDefinition,
  EntityDefinition,
  Evidence,
  Family,
  FieldKind,
  FieldType,
  LinkDefinition,
  ParameterDefinition,
  ReportDefinition,
  SortKey,
} from './report-definition.js';

/** A field with everything decided. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly kind: FieldKind;
  readonly description: string;
  readonly evidence: Evidence;
  readonly of: string | null;
  readonly bucket: Bucket | null;
  /** Null where its values are no codes, or the codes are not known. */
  readonly codes: ReadonlySet<string> | null;
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
  readonly deprecatedPaths: readonly string[];
  readonly igrpInQuery: boolean;
  readonly description: string;
  readonly note: string | null;
  readonly evidence: Evidence;
  readonly arguments: ReadonlySet<ArgumentName>;
  /** What its field takes: the arguments of the route, the parameters, and the gateway's own. */
  readonly argumentNames: ReadonlySet<string>;
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
  readonly argumentsEvidence: Evidence;
  readonly operandsEvidence: Evidence;
  /** By name, in the order of the definition. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly keyset: string | null;
  readonly dynamicFields: boolean;
  readonly openRows: boolean;
  readonly realTime: boolean;
  readonly customMetrics: CustomMetricsDefinition | null;
  readonly calls: CallsDefinition | null;
  readonly defaultSort: readonly SortKey[];
  readonly requiredFilter: string | null;
  readonly requireOneOf: readonly ArgumentName[];
  readonly entity: EntityDefinition | null;
  readonly links: ReadonlyMap<string, LinkDefinition>;
  readonly maxRows: number;
  readonly exampleFields: readonly string[];
  /** What it was made from, for an overlay to change. */
  readonly definition: ReportDefinition;
}

/** Every report, by name. */
export type Catalogue = ReadonlyMap<string, Report>;

/** Rows that one call returns at most, unless the report says less. */
export const MAX_ROWS = 50_000;
