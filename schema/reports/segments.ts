import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const segments = defineReport({
  name: 'segments',
  typePrefix: 'Segment',
  family: 'list',
  path: '/igrps/{igrp}/segments',
  description: 'Segments (business-rule groupings of triggers) of an installation; ids unique per installation only.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: {
    segment: { type: 'int', description: 'Segment id; 0 = All, 1 = Default, own ids 2-65535.' },
    segmentName: { type: 'string', description: 'Label.' },
    segmentRef: { type: 'string', description: 'Customer reference.' },
    segmentOrder: { type: 'int', description: 'Detection order.' },
    orgId: { type: 'int', description: 'Owning organisation.' },
    status: { type: 'int', description: 'Infinity status code, e.g. 200.' },
    segmentGroupId: { type: 'int', description: 'Segment group id.' },
  },
  entity: { key: 'segment', field: 'segment' },
  links: { installation: installationLink },
});
