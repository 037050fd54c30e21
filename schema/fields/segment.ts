/** Fields of the segment that a trigger falls in. */
import type { FieldDefinition } from '../report.js';

export const segmentFields = {
  segment: { type: 'int', description: 'Segment id.', evidence: 'client' },
  segmentName: { type: 'string', description: 'Segment name.', evidence: 'client' },
  segmentRef: { type: 'string', description: 'Segment reference.', evidence: 'client' },
  segmentGroupId: { type: 'int', description: 'Segment group id.', evidence: 'client' },
  segmentGroupName: { type: 'string', description: 'Segment group name.', evidence: 'client' },
} satisfies Record<string, FieldDefinition>;
