import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const transactionTriggers = defineReport({
  ...triggerReport,
  name: 'transactionTriggers',
  path: '/igrps/{igrp}/triggers/transactions',
  description: 'Triggers with a transaction or goal currency; callRate triggers left out.',
});
