import { defineReport } from '../define-report.js';

export const organisations = defineReport({
  name: 'organisations',
  typePrefix: 'Organisation',
  family: 'list',
  path: '/organisations',
  description: 'The active organisations that the caller may see.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: {
    orgId: { type: 'int', description: 'The organisation’s id.', wire: 'string' },
    orgName: { type: 'string', description: 'The organisation’s name.' },
    brandingId: { type: 'int', description: 'The branding’s id.', wire: 'string' },
    brandingName: { type: 'string', description: 'The branding’s name.' },
    logoFilename: { type: 'string', description: 'The file name of the logo.' },
    landingDomain: { type: 'string', description: 'The domain of the portal.' },
    primaryColor: { type: 'string', description: 'The main colour, as in CSS.' },
  },
  entity: { key: 'orgId', field: 'organisation' },
});
