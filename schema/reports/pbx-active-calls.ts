import { defineReport } from '../define-report.js';

export const pbxActiveCalls = defineReport({
  name: 'pbxActiveCalls',
  typePrefix: 'PbxActiveCall',
  family: 'list',
  path: '/igrps/{igrp}/pbxActiveCalls',
  description: 'Calls in progress on the hosted PBX (ringing, queueing or bridged).',
  arguments: ['tz', 'excludePiiData'],
  openRows: true,
  fields: {},
});
