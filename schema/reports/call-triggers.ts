import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../report.js';

export const callTriggers = defineReport({
  ...triggerReport,
  name: 'callTriggers',
  path: '/igrps/{igrp}/triggers/calls',
  description: 'Triggers whose act is call.',
});
