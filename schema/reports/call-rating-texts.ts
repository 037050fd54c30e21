import { defineReport } from '../define-report.js';

export const callRatingTexts = defineReport({
  name: 'callRatingTexts',
  typePrefix: 'CallRatingText',
  family: 'list',
  path: '/igrps/{igrp}/callRatings/all/uniqueItemTexts',
  description: 'The distinct texts of all options by which calls are rated.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  argumentsEvidence: 'inferred',
  fields: {
    itemText: { type: 'string', description: 'What an option says.' },
  },
});
