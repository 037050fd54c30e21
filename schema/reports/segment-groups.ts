import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const segmentGroups = defineReport({
  name: 'segmentGroups',
  typePrefix: 'SegmentGroup',
  family: 'list',
  path: '/igrps/{igrp}/segmentGroups',
  description: 'Groups of segments. A segment belongs to one of them at most; each trigger keeps the group of its time.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  fields: {
    segmentGroupId: { type: 'int', description: 'The segment group’s id.', wire: 'string' },
    segmentGroupName: { type: 'string', description: 'The segment group’s name.' },
    igrp: { type: 'int', description: 'The installation that it belongs to.', wire: 'string' },
    segmentGroupStatus: { type: 'int', description: 'The status as a code; 200 is active.', wire: 'string' },
  },
  entity: { key: 'segmentGroupId', field: 'segmentGroup' },
  links: { installation: installationLink },
  exampleFields: ['segmentGroupId', 'segmentGroupName'],
});
