import { defineReport } from '../define-report.js';

export const auditUserActivity = defineReport({
  name: 'auditUserActivity',
  typePrefix: 'UserActivity',
  family: 'list',
  path: '/igrps/{igrp}/audit/userActivity',
  description: 'Per-user login summary built from the audit log.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  fields: {
    _id: { type: 'string', description: 'Entry id.' },
    app: { type: 'string', description: 'Application.' },
    firstLandDt: { type: 'datetime', description: 'First login in range.' },
    igrp: { type: 'int', description: 'Installation id.' },
    igrpName: { type: 'string', description: 'Installation name.' },
    landCount: { type: 'int', description: 'Number of logins.' },
    lastLandDt: { type: 'datetime', description: 'Last login in range.' },
    orgId: { type: 'int', description: 'Organisation id.' },
    orgName: { type: 'string', description: 'Organisation name.' },
    user: { type: 'string', description: 'Login.' },
    userId: { type: 'int', description: 'User id.' },
  },
});
