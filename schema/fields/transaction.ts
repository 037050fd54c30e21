/** Fields of the transaction that a trigger carries. */
import type { FieldDefinition } from '../report-definition.js';

export const transactionFields = {
  txr: {
    type: 'string',
    description: 'The reference of the transaction; on a call, its reference in the CRM. One that begins with `test` makes the event void.',
  },
  txv: { type: 'decimal', description: 'The value of the transaction, in the currency `txc`.', evidence: 'inferred' },
  txc: { type: 'string', description: 'The currency of the transaction, as an ISO 4217 code.', evidence: 'inferred' },
} satisfies Record<string, FieldDefinition>;
