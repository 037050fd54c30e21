/** Fields of the phone call. */
import type { FieldDefinition } from '../report-definition.js';

export const callFields = {
  dgrp: { type: 'int', description: 'The dial-in group, which is the pool of tracking numbers; 0 for none.', wire: 'string' },
  dgrpName: { type: 'string', description: 'The name of the dial-in group.' },
  dialledPhoneNumber: { type: 'string', description: 'The tracking number that the caller dialled.' },
  srcPhoneNumber: {
    type: 'string',
    description: 'The caller’s number, or `anonymous`; its last four digits are X when redacted, as in `0770090XXXX`.',
    pii: true,
  },
  destPhoneNumber: {
    type: 'string',
    description: 'Where the call was put through to: a phone number, or an extension such as `ext:ict-ext-igrp_9999-main`.',
  },
  customerPhoneNumber: { type: 'string', evidence: 'client', description: 'The customer’s number.', pii: true },
  callDuration: {
    type: 'int',
    description: 'Seconds that the caller’s side was answered, including the voice menu (IVR) and the queue.',
    wire: 'string',
  },
  bridgeDuration: { type: 'int', description: 'Seconds that the caller was connected to the destination.', wire: 'string' },
  ringTime: { type: 'int', description: 'Seconds that the caller’s side rang.', wire: 'string' },
  ivrDuration: { type: 'int', evidence: 'client', description: 'Seconds in the voice menu (IVR).', wire: 'string' },
  queueDuration: { type: 'int', evidence: 'client', description: 'Seconds in a queue.', wire: 'string' },
  callState: {
    type: 'string',
    description: 'The state of the call, or why it ended, as a code.',
    note: 'Among others `NO_ANSWER`, `NO_USER_RESPONSE`, `NORMAL_CLEARING_A` and `NORMAL_CLEARING_B`.',
  },
  callStage: {
    type: 'string',
    evidence: 'client',
    description: 'The furthest stage that the call reached: `ring`, `ivr`, `queue`, `voicemail`, or `bridge`, which is an answered call.',
    note: '`ivr` and `bridge` are known from real rows; the others are named by one client.',
  },
  callDirection: { type: 'string', evidence: 'client', description: 'The direction of the call.', note: 'Its values are unknown.' },
  callRating: { type: 'string', description: 'How the call was rated, by the text of the option.' },
  operatorRef: { type: 'string', evidence: 'client', description: 'The operator who took the call, by reference.' },
  operatorRealm: { type: 'string', evidence: 'client', description: 'The realm that the operator belongs to.' },
  dialplanRef: {
    type: 'string',
    evidence: 'client',
    description: 'The dial plan of the call, by its name: free text, such as `potential spam`.',
  },
  ivrRef: { type: 'string', evidence: 'client', description: 'The voice menu (IVR), or the choice in it, by reference.' },
  telcoCode: { type: 'string', evidence: 'client', description: 'The telephone company, as a code.' },
  numType: { type: 'string', evidence: 'client', description: 'The kind of the tracking number.' },
  rec: {
    type: 'int',
    evidence: 'client',
    description: 'Marks a recorded call.',
    note: 'Whether it is a flag or a reference is not known.',
  },
  bandName: {
    type: 'string',
    description: 'The name of the band that the caller falls in.',
    note: 'Documented in examples of filters and sorts; no public client shows it.',
  },
} satisfies Record<string, FieldDefinition>;
