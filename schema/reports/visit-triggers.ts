import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const visitTriggers = defineReport({
  ...triggerReport,
  name: 'visitTriggers',
  path: '/igrps/{igrp}/triggers/visits',
  description: 'Visits, by the trigger that began each.',
  exampleFields: ['rowId', 'triggerDatetime', 'landingPageUrl', 'chName', 'campaign'],
});
