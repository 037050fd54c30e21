import { defineReport } from '../define-report.js';

export const auditLog = defineReport({
  name: 'auditLog',
  typePrefix: 'AuditLogEntry',
  family: 'list',
  path: '/igrps/{igrp}/audit',
  description: 'What users did in an installation, one row for each action.',
  arguments: ['limit', 'offset', 'sort', 'filter'],
  fields: {
    _id: { type: 'string', description: 'The entry’s id.' },
    dt: { type: 'datetime', description: 'When it happened.' },
    app: { type: 'string', description: 'The application that logged it.' },
    userId: { type: 'int', description: 'The user, by id.' },
    user: { type: 'string', description: 'The user’s login.' },
    act: { type: 'string', description: 'The action as a code, such as `igrpLand`.' },
    notes: { type: 'string', description: 'Further notes.' },
    orgId: { type: 'int', description: 'The organisation concerned.' },
    orgName: { type: 'string', description: 'The name of that organisation.' },
    igrp: { type: 'int', description: 'The installation concerned.' },
    igrpName: { type: 'string', description: 'The name of that installation.' },
    seg: { type: 'int', description: 'The segment concerned.' },
  },
  exampleFields: ['dt', 'user', 'act', 'notes'],
});
