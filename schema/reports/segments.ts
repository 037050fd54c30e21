import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const segments = defineReport({
  name: 'segments',
  typePrefix: 'Segment',
  family: 'list',
  path: '/igrps/{igrp}/segments',
  description:
    'The segments of an installation, which are rules that sort its triggers. Their ids are unique within the installation alone.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: {
    segment: {
      type: 'int',
      description: 'The segment’s id; 0 stands for all of them, 1 is the default one, and an installation’s own are 2 to 65535.',
    },
    segmentName: { type: 'string', description: 'The segment’s name.' },
    segmentRef: { type: 'string', description: 'The customer’s own reference.' },
    segmentOrder: { type: 'int', description: 'The place in the order in which segments are tried.' },
    orgId: { type: 'int', description: 'Id of the organisation that owns the segment.' },
    status: { type: 'int', description: 'The status as a code; 200 is active.' },
    segmentGroupId: { type: 'int', description: 'The group that it belongs to; 0 for none.' },
  },
  entity: { key: 'segment', field: 'segment' },
  links: { installation: installationLink },
  exampleFields: ['segment', 'segmentName', 'segmentGroupId'],
});
