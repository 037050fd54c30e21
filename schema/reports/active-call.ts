import { defineReport } from '../define-report.js';

export const activeCall = defineReport({
  name: 'activeCall',
  typePrefix: 'ActiveCall',
  family: 'list',
  path: '/igrps/{igrp}/activeCall',
  description: 'The visitor behind a call in progress, looked up by the call’s reference or the caller’s number.',
  arguments: ['callRef', 'srcPhoneNumber'],
  openRows: true,
  realTime: true,
  requireOneOf: ['callRef', 'srcPhoneNumber'],
  fields: {},
  note: 'At most one row. FORBIDDEN for callers who are not allowed to see personal data.',
});
