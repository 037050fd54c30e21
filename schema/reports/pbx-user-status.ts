import { defineReport } from '../define-report.js';

export const pbxUserStatus = defineReport({
  name: 'pbxUserStatus',
  typePrefix: 'PbxUserStatus',
  family: 'list',
  path: '/igrps/{igrp}/pbxUserStatus',
  description: 'The users of the hosted PBX, with whether each is available and shown on the live dashboard.',
  arguments: ['tz', 'sort'],
  openRows: true,
  realTime: true,
  fields: {
    stateStartDatetime: { type: 'string', description: 'When the state last changed.' },
  },
});
