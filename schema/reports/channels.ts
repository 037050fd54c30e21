import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const channels = defineReport({
  name: 'channels',
  typePrefix: 'Channel',
  family: 'list',
  path: '/igrps/{igrp}/channels',
  description:
    'Marketing channels of an installation. Keys are channelId/channelName/channelType here but ch/chName/chType in triggers and metrics.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['channelId', 'channelName', 'channelType', 'channelOrder'],
  sortable: ['channelId', 'channelName', 'channelType', 'channelOrder'],
  fields: {
    igrp: { type: 'int', description: 'Installation id (second doc sample prints igrpId instead).', wire: 'number' },
    channelId: { type: 'int', description: 'Channel id; 0 = Unknown.', wire: 'number' },
    channelName: { type: 'string', description: 'Label.' },
    channelType: { type: 'string', description: 'Type code, e.g. direct, cust.' },
    channelOrder: { type: 'string', description: 'Ordering.', wire: 'string' },
  },
  entity: { key: 'channelId', field: 'channel' },
  links: { installation: installationLink },
});
