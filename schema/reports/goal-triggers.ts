import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../report.js';

export const goalTriggers = defineReport({
  ...triggerReport,
  name: 'goalTriggers',
  path: '/igrps/{igrp}/triggers/goals',
  description: 'Triggers marked as a goal.',
});
