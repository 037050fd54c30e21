import { defineReport } from '../define-report.js';

export const auditUserActivity = defineReport({
  name: 'auditUserActivity',
  typePrefix: 'UserActivity',
  family: 'list',
  path: '/igrps/{igrp}/audit/userActivity',
  description: 'When and how often each user logged in to an installation.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  fields: {
    _id: { type: 'string', description: 'The entry’s id.' },
    app: { type: 'string', description: 'The application that was used.' },
    firstLandDt: { type: 'datetime', description: 'The first login.' },
    igrp: { type: 'int', description: 'The installation concerned.' },
    igrpName: { type: 'string', description: 'The name of that installation.' },
    landCount: { type: 'int', description: 'How many logins there were.' },
    lastLandDt: { type: 'datetime', description: 'The latest login.' },
    orgId: { type: 'int', description: 'The organisation concerned.' },
    orgName: { type: 'string', description: 'The name of that organisation.' },
    user: { type: 'string', description: 'The user’s login.' },
    userId: { type: 'int', description: 'The user, by id.' },
  },
  exampleFields: ['user', 'landCount', 'lastLandDt'],
});
