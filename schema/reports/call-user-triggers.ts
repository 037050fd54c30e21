import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const callUserTriggers = defineReport({
  ...triggerReport,
  name: 'callUserTriggers',
  path: '/igrps/{igrp}/triggers/users',
  description: 'Hosted-PBX call-user triggers (act callUser).',
});
