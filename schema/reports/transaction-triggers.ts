import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const transactionTriggers = defineReport({
  ...triggerReport,
  name: 'transactionTriggers',
  path: '/igrps/{igrp}/triggers/transactions',
  deprecatedPaths: ['/triggers/transactions'],
  description: 'Triggers with a transaction or the currency of a goal, one row each.',
  note: 'Ratings of calls (`callRate`) are left out.',
  exampleFields: ['rowId', 'triggerDatetime', 'txr', 'txv', 'txc'],
});
