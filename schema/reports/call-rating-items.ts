import { defineReport } from '../define-report.js';

export const callRatingItems = defineReport({
  name: 'callRatingItems',
  typePrefix: 'CallRatingItem',
  family: 'list',
  path: '/igrps/{igrp}/callRatings/all/items',
  description: 'All post-call rating options of an installation.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: {
    callRatingItemId: { type: 'int', description: 'Rating item id.', wire: 'string' },
    callRatingId: { type: 'int', description: 'Parent rating group id.', wire: 'string' },
    itemDigit: { type: 'int', description: 'Phone key for the option.', wire: 'string' },
    itemText: { type: 'string', description: 'Rating label, e.g. New Lead.', wire: 'string' },
    captureTxv: { type: 'int', description: '1/0: whether a sales value is captured.', wire: 'string' },
    currency: { type: 'string', description: 'ISO-4217 code; empty string when no value is captured.', wire: 'string' },
  },
});
