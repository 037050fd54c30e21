/** The GraphQL output type and the filter input of a field, by its type. */
import type { Field } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';

type OutputName = 'ID' | 'Int' | 'SafeInt' | 'Float' | 'String' | 'Date' | 'LocalDateTime' | 'JSON';

const OUTPUT = {
  id: 'ID',
  int: 'Int',
  decimal: 'Float',
  float: 'Float',
  string: 'String',
  date: 'Date',
  datetime: 'LocalDateTime',
  json: 'JSON',
} as const satisfies Record<FieldType, OutputName>;

/** A field's output type. Whole metrics are 53-bit: a sum over years outgrows Int. */
export const outputTypeName = ({ type, kind }: Pick<Field, 'type' | 'kind'>): OutputName =>
  kind === 'metric' && type === 'int' ? 'SafeInt' : OUTPUT[type];

/** The filter inputs: the operators of one type each. */
export type FilterableType = Exclude<FieldType, 'json'>;
export const FILTER_INPUTS = {
  string: { name: 'ReportStringFilter', scalar: 'String' },
  int: { name: 'ReportIntFilter', scalar: 'Int' },
  id: { name: 'ReportIDFilter', scalar: 'ID' },
  float: { name: 'ReportFloatFilter', scalar: 'Float' },
  decimal: { name: 'ReportFloatFilter', scalar: 'Float' },
  date: { name: 'ReportDateFilter', scalar: 'Date' },
  datetime: { name: 'ReportDateTimeFilter', scalar: 'LocalDateTime' },
} as const satisfies Record<FilterableType, { name: string; scalar: OutputName }>;
