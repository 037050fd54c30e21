import { defineReport } from '../define-report.js';

export const pbxUserStateTriggers = defineReport({
  name: 'pbxUserStateTriggers',
  typePrefix: 'PbxUserStateTrigger',
  family: 'list',
  path: '/igrps/{igrp}/pbxUserStateTriggers',
  description: 'When operators of the hosted PBX became available or unavailable.',
  arguments: ['startDate', 'endDate', 'tz', 'filter', 'sort', 'limit', 'offset'],
  defaultSort: [{ field: 'triggerDatetime', order: 'asc' }],
  fields: {
    triggerDatetime: { type: 'datetime', description: 'When the state was logged.' },
    operatorRef: { type: 'string', description: 'The operator, by reference.' },
    operatorState: { type: 'string', description: 'The state: online, offline or do not disturb (dnd).' },
    operatorStateDuration: { type: 'int', description: 'How long the state lasted.', note: 'Its unit is not known.' },
  },
});
