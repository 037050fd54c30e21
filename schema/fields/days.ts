/** The days and months that rows of a metrics report can be grouped by. */
import type { FieldDefinition } from '../report-definition.js';

export const dayFields = {
  metricDate: {
    type: 'date',
    kind: 'dimension',
    bucket: 'day',
    description: 'The day, in the time zone of the report.',
    evidence: 'inferred',
  },
  metricMonth: {
    type: 'int',
    kind: 'dimension',
    bucket: 'month',
    description: 'The month, in the time zone of the report, as a number.',
  },
  metricMonthName: {
    type: 'string',
    kind: 'label',
    of: 'metricMonth',
    description: 'The name of the month.',
    filterable: false,
    sortable: false,
  },
} satisfies Record<string, FieldDefinition>;
