/** Fields of the transaction that a trigger carries. */
import type { FieldDefinition } from '../report.js';

export const transactionFields = {
  txr: {
    type: 'string',
    description: "Transaction reference; a value starting with 'test' makes the event void.",
    note: 'Seen in trigger clients.',
  },
  txv: {
    type: 'decimal',
    description: 'Transaction value.',
    evidence: 'inferred',
    note: 'The Event API declares it string. Documented only as Event API input; that the report returns it under this name is inferred.',
  },
  txc: {
    type: 'string',
    description: 'Transaction currency, ISO 4217.',
    evidence: 'inferred',
    note: "As txv; the transactions route is defined by 'transaction currency' being present.",
  },
} satisfies Record<string, FieldDefinition>;
