import { defineReport } from '../define-report.js';

export const callRatingItems = defineReport({
  name: 'callRatingItems',
  typePrefix: 'CallRatingItem',
  family: 'list',
  path: '/igrps/{igrp}/callRatings/all/items',
  description: 'The options by which calls are rated after they end.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  fields: {
    callRatingItemId: { type: 'int', description: 'The option’s id.', wire: 'string' },
    callRatingId: { type: 'int', description: 'The rating that the option belongs to, by id.', wire: 'string' },
    itemDigit: { type: 'int', description: 'The key of the telephone that chooses the option.', wire: 'string' },
    itemText: { type: 'string', description: 'What the option says, such as `New Lead`.', wire: 'string' },
    captureTxv: { type: 'int', description: '1 if the option asks for the value of a sale, otherwise 0.', wire: 'string' },
    currency: {
      type: 'string',
      description: 'The currency of that value, as an ISO 4217 code; empty where none is asked for.',
      wire: 'string',
    },
  },
  exampleFields: ['callRatingItemId', 'itemDigit', 'itemText'],
});
