import { defineReport } from '../define-report.js';

export const callKeywords = defineReport({
  name: 'callKeywords',
  typePrefix: 'CallKeyword',
  family: 'list',
  path: '/igrps/{igrp}/callKeywords',
  description: 'Words and phrases that were spotted in the recordings of calls. Requires a filter on `rowId`, the id of the call.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['rowId', 'keywordId', 'keywordGroupId', 'leg', 'startTime', 'confidence', 'keywordScore', 'metConfidenceLevel'],
  sortable: ['rowId', 'keywordId', 'keywordGroupId', 'leg', 'startTime', 'confidence', 'keywordScore', 'metConfidenceLevel'],
  requiredFilter: 'rowId',
  fields: {
    rowId: { type: 'id', description: 'The call, by the `rowId` of its trigger.', wire: 'string' },
    keywordId: { type: 'int', description: 'The keyword’s id.', wire: 'string' },
    keywordGroupId: { type: 'int', description: 'The id of the group that the keyword belongs to.', wire: 'string' },
    leg: { type: 'string', description: 'Who said it: `operator`, `contact` (the caller) or `all`.', wire: 'string' },
    startTime: { type: 'int', description: 'Seconds from the beginning of the recording.', wire: 'string' },
    confidence: { type: 'int', description: 'The confidence of the match, from 0 to 100.', wire: 'string' },
    keywordScore: { type: 'int', description: 'What the keyword counts for.', wire: 'string' },
    metConfidenceLevel: { type: 'int', description: '1 if `confidence` reaches what the keyword asks for, otherwise 0.', wire: 'string' },
    keyword: { type: 'string', description: 'The word or phrase; `Unknown (Not Found)` where its definition is gone.' },
    keywordGroupName: { type: 'string', description: 'The name of the group; `Unknown (Not Found)` where its definition is gone.' },
  },
  exampleFields: ['rowId', 'keyword', 'leg', 'startTime', 'confidence'],
});
