/** Fields of the segment that a trigger falls in. */
import type { FieldDefinition } from '../report-definition.js';

export const segmentFields = {
  segment: { type: 'int', description: 'The segment that the trigger falls in; 0 stands for all of them.', evidence: 'client' },
  segmentName: { type: 'string', description: 'The name of the segment.', evidence: 'client' },
  segmentRef: { type: 'string', description: 'The customer’s own reference of the segment.', evidence: 'client' },
  segmentGroupId: { type: 'int', description: 'The group that the segment belonged to at the time; 0 for none.', evidence: 'client' },
  segmentGroupName: { type: 'string', description: 'The name of the segment group.', evidence: 'client' },
} satisfies Record<string, FieldDefinition>;
