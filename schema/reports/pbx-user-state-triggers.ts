import { defineReport } from '../define-report.js';

export const pbxUserStateTriggers = defineReport({
  name: 'pbxUserStateTriggers',
  typePrefix: 'PbxUserStateTrigger',
  family: 'list',
  path: '/igrps/{igrp}/pbxUserStateTriggers',
  description: 'Operator availability events of the hosted PBX.',
  arguments: ['startDate', 'endDate', 'tz', 'filter', 'sort', 'limit', 'offset'],
  defaultSort: [{ field: 'triggerDatetime', order: 'asc' }],
  fields: {
    triggerDatetime: { type: 'datetime', description: 'When the state was logged.' },
    operatorRef: { type: 'string', description: 'Operator reference.' },
    operatorState: { type: 'string', description: 'Online / offline / dnd.' },
    operatorStateDuration: { type: 'int', description: 'Time spent in that state (unit not stated).' },
  },
});
