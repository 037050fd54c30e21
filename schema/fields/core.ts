/** Fields of every trigger. */
import type { FieldDefinition } from '../report.js';

export const coreFields = {
  rowId: {
    type: 'id',
    description: 'Unique, ascending id of the trigger row; the keyset-paging key.',
    note: 'Sent as a quoted string in documented callKeywords rows.',
  },
  triggerDatetime: {
    type: 'datetime',
    description: 'When the event happened, in UTC or in the tz asked for; form YYYY-MM-DD HH:MM:SS.',
    note: 'String with a blank (no T, no zone) in the documented sample.',
  },
  igrp: { type: 'int', description: 'Installation (IGRP) id.' },
  act: {
    type: 'string',
    description: 'Action (kind) of the trigger.',
    note: 'Values seen in docs: land, page, call, callUser, callRate, sale (default of Event API); examples DOWNLOAD, EXIT, TRANSACTION, SALE; 2016 client doc also callBlegStart, callAlegStop.',
  },
  vid: {
    type: 'string',
    description: 'Visitor id, a UUID.',
    note: 'May be absent/blank for a call to a fixed number (docs say such a visitor has no id).',
  },
  t: {
    type: 'string',
    description: 'Title of the event (for example a product title).',
    note: 'Meaning documented for the Event API input of the same name.',
  },
  num: {
    type: 'string',
    description: 'A phone number tied to the trigger; exact meaning unknown.',
    evidence: 'client',
    note: 'The SQL loader hashes it together with the other phone numbers.',
  },
  orgId: {
    type: 'int',
    description: 'Organisation id.',
    evidence: 'client',
    note: 'Type documented for organisations (quoted int); listed next to the segment fields.',
  },
  notes: { type: 'string', description: 'Free notes on the trigger/call.', evidence: 'client' },
  leadScore: { type: 'int', description: 'Lead score.', evidence: 'client', note: 'Meaning not documented.' },
} satisfies Record<string, FieldDefinition>;
