import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const allTriggers = defineReport({
  ...triggerReport,
  name: 'allTriggers',
  path: '/igrps/{igrp}/triggers/all',
  deprecatedPaths: ['/triggers/all'],
  description: 'Every trigger: visits, page views, calls, goals and transactions, one row each.',
  exampleFields: ['rowId', 'triggerDatetime', 'act', 'chName'],
});
