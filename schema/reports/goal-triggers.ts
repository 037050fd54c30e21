import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const goalTriggers = defineReport({
  ...triggerReport,
  name: 'goalTriggers',
  path: '/igrps/{igrp}/triggers/goals',
  deprecatedPaths: ['/triggers/goals'],
  description: 'Triggers that reached a goal, one row each.',
  exampleFields: ['rowId', 'triggerDatetime', 'goal', 'goalTitle', 'goalValue', 'chName'],
});
