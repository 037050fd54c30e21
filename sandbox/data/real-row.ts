/**
 * One row as the real API sent it for `/triggers/calls`: every value quoted, blanks as `""`, keys in the order of `display[]`. Whatever
 * could name a person, a caller or a visitor is made up; forms, blanks and order are those of the row.
 */
export const REAL_CALL_ROW: Readonly<Record<string, string>> = {
  igrp: '1',
  vid: '00000000-0000-4000-8000-000000000000',
  triggerDatetime: '2019-02-15 10:44:03',
  dgrp: '33243',
  dgrpName: 'Website',
  chName: 'Facebook',
  txr: '94480',
  goalTitle: 'Call Not Connected',
  outcomeType: 'V',
  ringTime: '0',
  ivrDuration: '10',
  queueDuration: '0',
  callDuration: '10',
  bridgeDuration: '0',
  callStage: 'ivr',
  callRating: '',
  operatorRef: '',
  dialplanRef: 'potential spam',
  ivrRef: '',
  srcPhoneNumber: '07700900461',
  destPhoneNumber: 'ext:ict-ext-igrp_9999-main',
  campaign: 'lead_acquisition_2019',
  adGroup: '',
  term: '',
  ip: '198.51.100.X',
  city: 'Renton',
  region: 'WA',
  rowId: '755617',
};
