import { triggerReport } from '../fields/trigger.js';
import { defineReport } from '../define-report.js';

export const touchPointTriggers = defineReport({
  ...triggerReport,
  name: 'touchPointTriggers',
  path: '/igrps/{igrp}/triggers/touchPoints',
  deprecatedPaths: ['/triggers/touchPoints'],
  description: 'Recent visits, calls and goals, one row each.',
  note: 'Reaches back only as far as the installation keeps its triggers.',
  exampleFields: ['rowId', 'triggerDatetime', 'act', 'vid', 'chName'],
});
