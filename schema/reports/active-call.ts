import { defineReport } from '../define-report.js';

export const activeCall = defineReport({
  name: 'activeCall',
  typePrefix: 'ActiveCall',
  family: 'list',
  path: '/igrps/{igrp}/activeCall',
  description: 'Marketing details of one live call found by call reference or caller id; refused to users without PII permission.',
  arguments: ['callRef', 'srcPhoneNumber'],
  openRows: true,
  requireOneOf: ['callRef', 'srcPhoneNumber'],
  fields: {},
  note: 'One object, refused (403) without the piiData permission.',
});
