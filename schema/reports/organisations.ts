import { defineReport } from '../define-report.js';

export const organisations = defineReport({
  name: 'organisations',
  typePrefix: 'Organisation',
  family: 'list',
  path: '/organisations',
  description: 'Active organisations visible to the user.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: {
    orgId: { type: 'int', description: 'Organisation id.', wire: 'string' },
    orgName: { type: 'string', description: 'Label.' },
    brandingId: { type: 'int', description: 'Branding option id.', wire: 'string' },
    brandingName: { type: 'string', description: 'Branding label.' },
    logoFilename: { type: 'string', description: 'Logo file name.' },
    landingDomain: { type: 'string', description: 'Portal domain.' },
    primaryColor: { type: 'string', description: 'CSS colour.' },
  },
  entity: { key: 'orgId', field: 'organisation' },
});
