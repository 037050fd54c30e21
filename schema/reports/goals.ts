import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const goals = defineReport({
  name: 'goals',
  typePrefix: 'Goal',
  family: 'list',
  path: '/igrps/{igrp}/goals',
  description: 'Goal definitions of an installation.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['goalId', 'goalTitle', 'goalStatus'],
  sortable: ['goalId', 'goalTitle', 'goalStatus'],
  fields: {
    goalId: { type: 'int', description: 'Goal id; 0 on a trigger means no goal.' },
    igrp: { type: 'int', description: 'Installation id.' },
    goalTitle: { type: 'string', description: 'Goal name.' },
    goalDescription: { type: 'string', description: 'Free text.' },
    goalStatus: { type: 'int', description: 'Infinity status code, e.g. 200.' },
    deDupeFields: { type: 'json', description: 'Fields used to de-duplicate (docs: array of comma-delimited values).' },
    deDupeLookback: { type: 'int', description: 'De-duplication window in days.' },
    actionConfig: { type: 'json', description: 'Goal actions.' },
    criteriaConfig: { type: 'json', description: 'Goal criteria.' },
  },
  entity: { key: 'goalId', field: 'goal' },
  links: { installation: installationLink },
});
