import { defineReport } from '../define-report.js';

export const callRatingTexts = defineReport({
  name: 'callRatingTexts',
  typePrefix: 'CallRatingText',
  family: 'list',
  path: '/igrps/{igrp}/callRatings/all/uniqueItemTexts',
  description: 'Distinct rating labels of an installation.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  fields: {
    itemText: { type: 'string', description: 'Rating label.' },
  },
});
