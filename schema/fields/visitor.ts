/** Fields of the visitor. */
import type { FieldDefinition } from '../report-definition.js';

export const visitorFields = {
  visitorType: {
    type: 'string',
    description: '`I` for an internal visitor, `S` for a spider, blank for everyone else.',
    note: 'Metrics count neither internal visitors nor spiders.',
  },
  outcomeType: {
    type: 'string',
    description: '`V` if the event is void, otherwise blank.',
    note: 'Trigger reports include void events, with or without a visitor: filter them out if they must not count.',
  },
  visitorPageCount: { type: 'int', evidence: 'client', description: 'How many pages the visitor has viewed.' },
  visitorGoalCount: { type: 'int', evidence: 'client', description: 'How many goals the visitor has reached.' },
  visitorCallCount: { type: 'int', evidence: 'client', description: 'How many calls the visitor has made.' },
  visitorFirstDatetime: { type: 'datetime', evidence: 'client', description: 'When the visitor was first seen.' },
  sfWhoRef: { type: 'string', evidence: 'client', description: 'The visitor’s record in Salesforce, a lead or a contact.' },
} satisfies Record<string, FieldDefinition>;
