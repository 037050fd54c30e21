/** `customMetrics`: every custom metric of the question with its value, so that one document serves whichever its user defines. */
import type { ObjectRef } from '@pothos/core';
import { customMetricKey } from '../reports/row-plan.js';
import type { Row } from '../reports/row.js';
import { REFERENCE } from '../query/row-columns.js';
import { asDefined, type Builder, type Types } from './builder.js';

/** One entry of the list. */
export interface CustomMetricValue {
  readonly reference: string;
  /** A number or null; an error where the value broke its type. */
  readonly value: unknown;
}

export type CustomMetricValueRef = ObjectRef<Types, CustomMetricValue>;

/** Adds the type of an entry. */
export function addCustomMetricValue(builder: Builder): CustomMetricValueRef {
  return builder.objectRef<CustomMetricValue>(builder.names.type('CustomMetricValue')).implement({
    description: 'A custom metric of the request, with its value in a row.',
    fields: (t) => ({
      [REFERENCE]: t.string({
        nullable: false,
        description: 'The reference that the `customMetrics` argument gives it.',
        resolve: ({ reference }) => reference,
      }),
      value: t.float({
        description: 'Its value, as `customMetric(reference:)` answers it.',
        resolve: ({ value }) => asDefined(value),
      }),
    }),
  });
}

/** What row types say of the list. */
export const CUSTOM_METRICS_DESCRIPTION =
  'Every metric of the `customMetrics` argument with its value, in the order of the argument, so that one document serves any metrics. Empty without the argument; see `notes`.';

/** The custom metrics of the row's question, in the order of the argument. `valueOf`: of the cell with this key. */
export function customMetricValues({ references }: Row, valueOf: (key: string) => unknown): readonly CustomMetricValue[] {
  return references.map((reference) => ({ reference, value: valueOf(customMetricKey(reference)) ?? null }));
}
