import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const conversionTriggers = defineReport({
  ...triggerReport,
  name: 'conversionTriggers',
  path: '/igrps/{igrp}/triggers/callsGoalsTransactions',
  deprecatedPaths: ['/triggers/callsGoalsTransactions'],
  description: 'Calls, goals and transactions together, one row each.',
  exampleFields: ['rowId', 'triggerDatetime', 'act', 'goalTitle', 'chName'],
});
