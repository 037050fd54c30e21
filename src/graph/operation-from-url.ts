/** `operationFromUrl`: a REST URL in, the GraphQL operation that asks the same out. */
import type { ObjectRef } from '@pothos/core';
import type { GatewayContext } from './context.js';
import { operationFromUrl, type OperationFromUrlOptions, type ReportOperation } from '../from-url/operation-from-url.js';
import { kindOf } from '../reports-base.js';
import type { Builder, Types } from './builder.js';

/** The type of the answer. */
export function addReportOperation(builder: Builder): ObjectRef<Types, ReportOperation> {
  return builder.objectRef<ReportOperation>(builder.names.type('ReportOperation')).implement({
    description: 'A GraphQL operation that requests the same as a v2 URL.',
    fields: (t) => ({
      query: t.string({
        nullable: false,
        description: 'The document: one operation with a name.',
        resolve: ({ query }, _, { size }) => (count(query, size) ? query : ''),
      }),
      variables: t.field({
        type: 'JSONObject',
        nullable: false,
        description: 'The values of its variables, as JSON.',
        resolve: ({ variables }, _, { size }) => (count(variables, size) ? variables : {}),
      }),
      notes: t.field({
        type: ['String'],
        nullable: false,
        description: 'Parts of the URL that the operation leaves out or expresses differently.',
        resolve: ({ notes }, _, { size }) => (count(notes, size) ? [...notes] : []),
      }),
    }),
  });
}

/** Whether the answer has room for the value as JSON. */
const count = (value: unknown, size: GatewayContext['size']): boolean => size.add(0) && size.add(JSON.stringify(value).length);

/** The operation of a URL. Needs no credential and sends nothing. */
export function resolveOperationFromUrl(
  schema: Pick<OperationFromUrlOptions, 'catalogue' | 'names'>,
  url: string,
  { authorization, bases, maxAliases }: GatewayContext,
): ReportOperation {
  return operationFromUrl(url, { ...schema, bases, kind: kindOf(authorization), maxAliases });
}
