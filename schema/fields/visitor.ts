/** Fields of the visitor. */
import type { FieldDefinition } from '../report.js';

export const visitorFields = {
  visitorType: {
    type: 'string',
    description: 'Kind of visitor: I internal, S spider; blank otherwise.',
    note: 'Triggers of I/S visitors do not count in metrics.',
  },
  outcomeType: { type: 'string', description: 'Outcome marker of the event: V = void.', note: 'Used where there is no visitor id.' },
  visitorPageCount: { type: 'int', description: 'Pages this visitor has viewed.', evidence: 'client' },
  visitorGoalCount: { type: 'int', description: 'Goals this visitor has reached.', evidence: 'client' },
  visitorCallCount: { type: 'int', description: 'Calls this visitor has made.', evidence: 'client' },
  visitorFirstDatetime: { type: 'datetime', description: 'When the visitor was first seen.', evidence: 'client' },
  sfWhoRef: {
    type: 'string',
    description: "Salesforce 'who' record reference (lead/contact).",
    evidence: 'client',
    note: 'Expansion of the name inferred.',
  },
} satisfies Record<string, FieldDefinition>;
