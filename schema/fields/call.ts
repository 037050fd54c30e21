/** Fields of the phone call. */
import type { FieldDefinition } from '../report.js';

export const callFields = {
  dgrp: {
    type: 'int',
    description: 'Dial-in group (tracking pool) id.',
    note: 'Documented as a column of the dgrps list and in trigger clients.',
  },
  dgrpName: {
    type: 'string',
    description: 'Dial-in group name.',
    note: 'Documented as a column of the dgrps list; in trigger rows per clients.',
  },
  dialledPhoneNumber: { type: 'string', description: 'Tracking number the caller dialled.', note: 'Input API of the same name.' },
  srcPhoneNumber: { type: 'string', description: "Caller's number (personal data); may be 'anonymous'.", pii: true },
  destPhoneNumber: { type: 'string', description: 'Number the call was forwarded to.' },
  customerPhoneNumber: { type: 'string', description: "Customer's number (personal data).", evidence: 'client', pii: true },
  callDuration: {
    type: 'int',
    description: "Seconds the caller's leg was answered.",
    note: "Live client: comes as a numeric string; its 'ring + connected' gloss disagrees with the documented meaning.",
  },
  bridgeDuration: {
    type: 'int',
    description: 'Seconds the caller and the destination were connected.',
    note: 'Numeric string (live client).',
  },
  ringTime: { type: 'int', description: "Seconds the caller's leg rang.", note: 'Numeric string (live client).' },
  ivrDuration: { type: 'int', description: 'Seconds in the IVR.', evidence: 'client' },
  queueDuration: { type: 'int', description: 'Seconds in a queue.', evidence: 'client' },
  callState: {
    type: 'string',
    description: 'Hang-up cause or call progress state.',
    note: 'Documented values: NO_ANSWER, NO_USER_RESPONSE (list cut off); live client: NORMAL_CLEARING_A, NORMAL_CLEARING_B.',
  },
  callStage: {
    type: 'string',
    description: 'Furthest stage the call reached.',
    evidence: 'client',
    note: "'bridge' = answered (confirmed by live client); that client also names ring, ivr, queue, voicemail.",
  },
  callDirection: { type: 'string', description: 'Direction of the call; values unknown.', evidence: 'client' },
  callRating: { type: 'string', description: 'Rating option given to the call.', note: 'String option name per the Salesforce page.' },
  operatorRef: { type: 'string', description: 'Reference of the operator (agent) who took the call.', evidence: 'client' },
  operatorRealm: { type: 'string', description: 'Realm/domain of the operator.', evidence: 'client' },
  dialplanRef: { type: 'string', description: 'Reference of the dial plan used.', evidence: 'client' },
  ivrRef: { type: 'string', description: 'Reference of the IVR (or IVR choice).', evidence: 'client' },
  telcoCode: { type: 'string', description: 'Telecoms provider code.', evidence: 'client' },
  numType: { type: 'string', description: 'Kind of tracking number.', evidence: 'client' },
  rec: { type: 'int', description: 'Recording marker (flag or reference; unknown).', evidence: 'client' },
  bandName: { type: 'string', description: 'Name of the band the caller falls in (used as a filter example in the API basics).' },
} satisfies Record<string, FieldDefinition>;
