/** Fields of every trigger. */
import type { FieldDefinition } from '../report-definition.js';

export const coreFields = {
  rowId: {
    type: 'id',
    description: 'The trigger’s own id. Later triggers have greater ids, so rows can be paged by it.',
    wire: 'string',
  },
  triggerDatetime: { type: 'datetime', description: 'When it happened.' },
  igrp: { type: 'int', description: 'The installation (IGRP) that recorded it.', wire: 'string' },
  act: {
    type: 'string',
    description: 'What happened, as a code.',
    note: 'Among others `land` (a visit begins), `page` (a page view), `call`, `callUser` (a hosted-PBX user’s leg of a call), `callRate` (a call was rated), `callBlegStart` and `callAlegStop` (a call in progress), and codes that an installation sends itself, such as `sale`.',
  },
  vid: { type: 'string', description: 'The visitor, as a UUID.', note: 'Blank on a call to a fixed number, which belongs to no visitor.' },
  t: { type: 'string', description: 'The title of the event, such as a product’s name.' },
  num: { type: 'string', evidence: 'client', description: 'A phone number of the event. Which one is not known.' },
  orgId: { type: 'int', evidence: 'client', description: 'Id of the organisation that owns the installation.' },
  notes: { type: 'string', evidence: 'client', description: 'Free text on the trigger or its call.' },
  leadScore: { type: 'int', evidence: 'client', description: 'The score of the lead.', note: 'Its scale is not known.' },
} satisfies Record<string, FieldDefinition>;
