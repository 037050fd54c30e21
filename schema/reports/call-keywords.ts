import { defineReport } from '../define-report.js';

export const callKeywords = defineReport({
  name: 'callKeywords',
  typePrefix: 'CallKeyword',
  family: 'list',
  path: '/igrps/{igrp}/callKeywords',
  description: 'Keywords spotted in call transcripts for given call rows.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['rowId', 'keywordId', 'keywordGroupId', 'leg', 'startTime', 'confidence', 'keywordScore', 'metConfidenceLevel'],
  sortable: ['rowId', 'keywordId', 'keywordGroupId', 'leg', 'startTime', 'confidence', 'keywordScore', 'metConfidenceLevel'],
  requiredFilter: 'rowId',
  fields: {
    rowId: { type: 'id', description: 'Id of the call trigger row.', wire: 'string' },
    keywordId: { type: 'int', description: 'Keyword id.', wire: 'string' },
    keywordGroupId: { type: 'int', description: 'Keyword group id.', wire: 'string' },
    leg: { type: 'string', description: 'Which party: operator, contact or all.', wire: 'string' },
    startTime: { type: 'int', description: 'Seconds from recording start.', wire: 'string' },
    confidence: { type: 'int', description: '0-100.', wire: 'string' },
    keywordScore: { type: 'int', description: 'Score.', wire: 'string' },
    metConfidenceLevel: { type: 'int', description: "1 if the keyword's minimum confidence was reached.", wire: 'string' },
    keyword: { type: 'string', description: "Spotted word or phrase; 'Unknown (Not Found)' when the definition is gone." },
    keywordGroupName: { type: 'string', description: 'Keyword group label; same fallback text.' },
  },
});
