import { organisationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const installations = defineReport({
  name: 'installations',
  typePrefix: 'Installation',
  family: 'list',
  path: '/igrps',
  pathEvidence: 'client',
  description: 'The installations (IGRPs) that the caller may see.',
  note: 'Its columns are named as in the vendor’s Config API.',
  evidence: 'inferred',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  operandsEvidence: 'inferred',
  fields: {
    igrp: { type: 'int', description: 'The installation’s number.', evidence: 'inferred' },
    igrpName: { type: 'string', description: 'The installation’s name.', evidence: 'inferred' },
    orgId: { type: 'int', description: 'Id of the organisation that owns the installation.', evidence: 'inferred' },
  },
  entity: { key: 'igrp', field: 'installation', standsForItself: true },
  links: { organisation: organisationLink },
});
