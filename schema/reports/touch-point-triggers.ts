import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const touchPointTriggers = defineReport({
  ...triggerReport,
  name: 'touchPointTriggers',
  path: '/igrps/{igrp}/triggers/touchPoints',
  description: 'Recent land, call and goal triggers; reaches back only as far as the installation keeps triggers.',
});
