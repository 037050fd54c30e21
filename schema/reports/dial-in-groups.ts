import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const dialInGroups = defineReport({
  name: 'dialInGroups',
  typePrefix: 'DialInGroup',
  family: 'list',
  path: '/igrps/{igrp}/dgrps',
  description: 'Dial-in groups (number groups, fixed and/or pool) the user can see in an installation.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  operandsEvidence: 'inferred',
  fields: {
    igrp: { type: 'int', description: 'Owning installation.', wire: 'number' },
    dgrp: { type: 'int', description: 'Dial-in group id.', wire: 'number' },
    dgrpRef: { type: 'string', description: 'Customer reference.' },
    dgrpName: { type: 'string', description: 'Label.' },
    dgrpType: { type: 'string', description: 'Offline or nas.' },
    segment: { type: 'int', description: 'Segment id.', wire: 'number' },
    startDate: { type: 'date', description: 'Active from.' },
    endDate: { type: 'date', description: "Active to; '0000-00-00' when open-ended." },
    dgrpStatus: { type: 'int', description: '200 active, 410 expired.', wire: 'string' },
  },
  entity: { key: 'dgrp', field: 'dialInGroup' },
  links: { installation: installationLink },
});
