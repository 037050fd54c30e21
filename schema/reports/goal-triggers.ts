import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const goalTriggers = defineReport({
  ...triggerReport,
  name: 'goalTriggers',
  path: '/igrps/{igrp}/triggers/goals',
  description: 'Triggers marked as a goal.',
});
