import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const callUserTriggers = defineReport({
  ...triggerReport,
  name: 'callUserTriggers',
  path: '/igrps/{igrp}/triggers/users',
  deprecatedPaths: ['/triggers/calls/users'],
  description: 'The legs of hosted-PBX calls that rang at a user, one row each.',
  exampleFields: ['rowId', 'triggerDatetime', 'operatorRef', 'ringTime', 'bridgeDuration'],
});
