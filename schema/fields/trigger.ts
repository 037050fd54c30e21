/** What the eight trigger reports share: one row type, one set of arguments, the same links. */
import type { LinkDefinition, ReportDefinition } from '../report-definition.js';
import { coreFields } from './core.js';
import { channelFields } from './channel.js';
import { visitFields } from './visit.js';
import { visitorFields } from './visitor.js';
import { callFields } from './call.js';
import { speechFields } from './speech.js';
import { geoFields } from './geo.js';
import { segmentFields } from './segment.js';
import { goalFields } from './goal.js';
import { transactionFields } from './transaction.js';
import { channelLink, dialInGroupLink, goalLink, installationLink, organisationLink, segmentLink } from './links.js';

export const triggerReport = {
  typePrefix: 'Trigger',
  family: 'trigger',
  arguments: ['startDate', 'endDate', 'tz', 'chType', 'rootOrgId', 'excludePiiData', 'filter', 'sort', 'limit', 'offset'],
  keyset: 'rowId',
  dynamicFields: true,
  entity: { key: 'rowId', lookUp: 'allTriggers' },
  fields: {
    ...coreFields,
    ...channelFields,
    ...visitFields,
    ...visitorFields,
    ...callFields,
    ...speechFields,
    ...geoFields,
    ...segmentFields,
    ...goalFields,
    ...transactionFields,
  },
  links: {
    channel: channelLink,
    dialInGroup: dialInGroupLink,
    goalDefinition: goalLink,
    segmentDetails: segmentLink,
    organisation: organisationLink,
    installation: installationLink,
    keywords: {
      to: 'callKeywords',
      from: 'rowId',
      key: 'rowId',
      many: true,
      description: 'Keywords spotted in the call. Empty if there are none.',
    },
  } satisfies Record<string, LinkDefinition>,
} satisfies Partial<ReportDefinition>;
