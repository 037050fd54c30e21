import { defineReport } from '../define-report.js';

export const activeCall = defineReport({
  name: 'activeCall',
  typePrefix: 'ActiveCall',
  family: 'list',
  path: '/igrps/{igrp}/activeCall',
  description: 'What is known of the visitor behind a call in progress, found by the call’s reference or the caller’s number.',
  arguments: ['callRef', 'srcPhoneNumber'],
  openRows: true,
  realTime: true,
  requireOneOf: ['callRef', 'srcPhoneNumber'],
  fields: {},
  note: 'One row at most. Refused with FORBIDDEN to callers without the permission to see personal data.',
});
