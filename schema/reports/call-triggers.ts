import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const callTriggers = defineReport({
  ...triggerReport,
  name: 'callTriggers',
  path: '/igrps/{igrp}/triggers/calls',
  deprecatedPaths: ['/triggers/calls'],
  description: 'Phone calls, one row each.',
  exampleFields: ['rowId', 'triggerDatetime', 'srcPhoneNumber', 'callDuration', 'callStage', 'chName'],
});
