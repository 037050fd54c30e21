import { defineReport } from '../define-report.js';

export const pbxUserStatus = defineReport({
  name: 'pbxUserStatus',
  typePrefix: 'PbxUserStatus',
  family: 'list',
  path: '/igrps/{igrp}/pbxUserStatus',
  description: 'PBX users with available/unavailable state and a real-time-dashboard flag.',
  arguments: ['tz', 'sort'],
  openRows: true,
  fields: {
    stateStartDatetime: { type: 'string', description: 'When the state last changed (named as the only sort field).' },
  },
});
