import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../report.js';

export const callUserTriggers = defineReport({
  ...triggerReport,
  name: 'callUserTriggers',
  path: '/igrps/{igrp}/triggers/users',
  description: 'Hosted-PBX call-user triggers (act callUser).',
});
