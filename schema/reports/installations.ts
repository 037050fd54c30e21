import { organisationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const installations = defineReport({
  name: 'installations',
  typePrefix: 'Installation',
  family: 'list',
  path: '/igrps',
  description: 'Installations the user can access (seen only in client code for Reports v2; the Config API documents a like-named route).',
  evidence: 'inferred',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  operandsEvidence: 'inferred',
  fields: {
    igrp: { type: 'int', description: 'Installation id.', evidence: 'inferred' },
    igrpName: { type: 'string', description: 'Installation name.', evidence: 'inferred' },
    orgId: { type: 'int', description: 'Owning organisation.', evidence: 'inferred' },
  },
  entity: { key: 'igrp', field: 'installation', standsForItself: true },
  links: { organisation: organisationLink },
});
