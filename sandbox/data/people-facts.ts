/** Who uses the portal and the phones: audit log, calls in progress, users' status. Fixed, so that a test can name them. */
import type { FactTable } from '../sql.js';

/** People whose log-ins and changes the audit log holds. */
export const portalUsers: FactTable = {
  columns: ['userId', 'user', 'orgId', 'igrp'],
  rows: [
    [501, 'anika.patel@northgate.example', 1, 1],
    [502, 'dougal.mcleod@northgate.example', 4, 1],
    [503, 'rosalind@bramblefinch.example', 20, 2],
    [504, 'efa.llwŷd@gwestymor.example', 1234, 1234],
    [505, 'gwilym@gwestymor.example', 1236, 1234],
  ],
};

export const auditActs: FactTable = {
  columns: ['act', 'app', 'notes'],
  rows: [
    ['igrpLand', 'portal', null],
    ['igrpLand', 'portal', null],
    ['goalUpdate', 'portal', 'Goal 246: "minimum duration" 45 -> 60'],
    ['exportReport', 'api', 'callTriggers, 50000 rows'],
    ['userLogout', 'portal', ''],
  ],
};

/** Calls in progress, by the time of day at which they began. */
export const activeCalls: FactTable = {
  columns: [
    'igrp',
    'callRef',
    'callState',
    'queueName',
    'operatorRef',
    'srcPhoneNumber',
    'dgrp',
    'dgrpName',
    'startTime',
    'ch',
    'chName',
    'campaign',
  ],
  rows: [
    [1, 'c-1-0001', 'bridge', 'Sales-Main', 'a.patel', '07700900123', 12, 'Website pool', '09:58:12', 21, 'Google Ads', 'EV 0% finance'],
    [1, 'c-1-0002', 'queue', 'Service, Support', null, '01134960777', 13, 'Leeds showroom', '09:59:40', 11, 'Direct Channel', ''],
    [1, 'c-1-0003', 'ring', 'Sales-Main', 'd.mcleod', 'anonymous', 15, 'Radio Aire advert', '10:00:02', 61, 'Radio Aire', ''],
    [
      1234,
      'c-1234-0001',
      'bridge',
      'Reservations',
      'e.llwyd',
      '07700900456',
      41,
      'Gwefan / Website',
      '09:51:00',
      625,
      'Chwilio organig',
      '',
    ],
  ],
};
