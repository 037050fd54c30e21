import { defineReport } from '../define-report.js';

export const pbxActiveCalls = defineReport({
  name: 'pbxActiveCalls',
  typePrefix: 'PbxActiveCall',
  family: 'list',
  path: '/igrps/{igrp}/pbxActiveCalls',
  description: 'The calls in progress on the hosted PBX: ringing, queueing or connected.',
  arguments: ['tz', 'excludePiiData'],
  openRows: true,
  realTime: true,
  fields: {},
});
