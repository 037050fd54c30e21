import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const goals = defineReport({
  name: 'goals',
  typePrefix: 'Goal',
  family: 'list',
  path: '/igrps/{igrp}/goals',
  description: 'The goals of an installation: what counts as a success, and when.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['goalId', 'goalTitle', 'goalStatus'],
  sortable: ['goalId', 'goalTitle', 'goalStatus'],
  fields: {
    goalId: { type: 'int', description: 'The goal’s id, which triggers and metrics call `goal`.' },
    igrp: { type: 'int', description: 'The installation that it belongs to.' },
    goalTitle: { type: 'string', description: 'The goal’s title.' },
    goalDescription: { type: 'string', description: 'Free text on the goal.' },
    goalStatus: { type: 'int', description: 'The status as a code; 200 is active.' },
    deDupeFields: { type: 'json', description: 'The fields by which the same success is not counted twice, as a list.' },
    deDupeLookback: { type: 'int', description: 'Days within which the same success is not counted twice.' },
    actionConfig: { type: 'json', description: 'What is done when the goal is reached.' },
    criteriaConfig: { type: 'json', description: 'What a trigger must meet to reach the goal.' },
  },
  entity: { key: 'goalId', field: 'goal' },
  links: { installation: installationLink },
  exampleFields: ['goalId', 'goalTitle', 'goalStatus'],
});
