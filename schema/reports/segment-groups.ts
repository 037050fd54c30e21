import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const segmentGroups = defineReport({
  name: 'segmentGroups',
  typePrefix: 'SegmentGroup',
  family: 'list',
  path: '/igrps/{igrp}/segmentGroups',
  description: 'Groups of segments; a segment belongs to at most one, and each trigger is stamped with its segmentGroupId at the time.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  fields: {
    segmentGroupId: { type: 'int', description: 'Segment group id.', wire: 'string' },
    segmentGroupName: { type: 'string', description: 'Label.' },
    igrp: { type: 'int', description: 'Installation id.', wire: 'string' },
    segmentGroupStatus: { type: 'int', description: 'Status code.', wire: 'string' },
  },
  entity: { key: 'segmentGroupId', field: 'segmentGroup' },
  links: { installation: installationLink },
});
