import { installationLink } from '../fields/links.js';
import { CHANNEL_CODES } from '../channel-types.js';
import { defineReport } from '../define-report.js';

export const channels = defineReport({
  name: 'channels',
  typePrefix: 'Channel',
  family: 'list',
  path: '/igrps/{igrp}/channels',
  description: 'The marketing channels of an installation.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['channelId', 'channelName', 'channelType', 'channelOrder'],
  sortable: ['channelId', 'channelName', 'channelType', 'channelOrder'],
  fields: {
    igrp: { type: 'int', description: 'The installation that it belongs to.', wire: 'number' },
    channelId: {
      type: 'int',
      description: 'The channel’s id, which triggers and metrics call `ch`; 0 is the unknown channel.',
      wire: 'number',
    },
    channelName: { type: 'string', description: 'The channel’s name, `chName` elsewhere.' },
    channelType: { type: 'string', description: 'The channel’s type as a code; `chType` elsewhere.', codes: CHANNEL_CODES },
    channelOrder: { type: 'string', description: 'The channel’s place in the order.', wire: 'string' },
  },
  entity: { key: 'channelId', field: 'channel' },
  links: { installation: installationLink },
  exampleFields: ['channelId', 'channelName', 'channelType'],
});
