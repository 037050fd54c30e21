import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const dialInGroups = defineReport({
  name: 'dialInGroups',
  typePrefix: 'DialInGroup',
  family: 'list',
  path: '/igrps/{igrp}/dgrps',
  description: 'The dial-in groups of an installation, which are fixed or pooled tracking numbers, as far as the caller may see them.',
  note: 'Sorting by `startDate` is documented.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  operandsEvidence: 'inferred',
  fields: {
    igrp: { type: 'int', description: 'The installation that it belongs to.', wire: 'number' },
    dgrp: { type: 'int', description: 'The dial-in group’s id.', wire: 'number' },
    dgrpRef: { type: 'string', description: 'The customer’s own reference.' },
    dgrpName: { type: 'string', description: 'The dial-in group’s name.' },
    dgrpType: { type: 'string', description: 'Its type as a code: `offline` or `nas`.' },
    segment: { type: 'int', description: 'The segment that it belongs to; 0 stands for all of them.', wire: 'number' },
    startDate: { type: 'date', description: 'The first day on which it is active.' },
    endDate: { type: 'date', description: 'The last day on which it is active, if there is one.' },
    dgrpStatus: { type: 'int', description: 'The status as a code: 200 is active, 410 expired.', wire: 'string' },
  },
  entity: { key: 'dgrp', field: 'dialInGroup' },
  links: { installation: installationLink },
  exampleFields: ['dgrp', 'dgrpName', 'dgrpType', 'dgrpStatus'],
});
