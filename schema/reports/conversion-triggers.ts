import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const conversionTriggers = defineReport({
  ...triggerReport,
  name: 'conversionTriggers',
  path: '/igrps/{igrp}/triggers/callsGoalsTransactions',
  description: 'Union of calls, goals and transactions.',
});
