import { defineReport } from '../define-report.js';

export const auditLog = defineReport({
  name: 'auditLog',
  typePrefix: 'AuditLogEntry',
  family: 'list',
  path: '/igrps/{igrp}/audit',
  description: 'Audit log entries of an installation.',
  arguments: ['limit', 'offset', 'sort', 'filter'],
  fields: {
    _id: { type: 'string', description: 'Log entry id.' },
    dt: { type: 'datetime', description: 'Entry time.' },
    app: { type: 'string', description: 'Application that logged it.' },
    userId: { type: 'int', description: 'Acting user id.' },
    user: { type: 'string', description: 'Acting login.' },
    act: { type: 'string', description: 'Action code, e.g. igrpLand.' },
    notes: { type: 'string', description: 'Extra notes.' },
    orgId: { type: 'int', description: 'Related organisation.' },
    orgName: { type: 'string', description: 'Related organisation name.' },
    igrp: { type: 'int', description: 'Related installation.' },
    igrpName: { type: 'string', description: 'Related installation name.' },
    seg: { type: 'int', description: 'Related segment.' },
  },
});
