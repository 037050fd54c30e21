/** The three installations of the stand-in: who they are, how they are organised, what they sell, where their visitors come from. */
import type { FactTable } from '../sql.js';

/** `visits` is how many come in two years; rowIds go up from `firstRowId`, in installation 1234 across 2^53. */
export const installations: FactTable = {
  columns: ['igrp', 'igrpName', 'orgId', 'domain', 'currency', 'visits', 'firstRowId', 'realm'],
  rows: [
    [1, 'Northgate Motor Group', 1, 'www.northgate-motors.example', 'GBP', 48_000, 71_000_000_000, 'northgate.pbx.example'],
    [2, 'Bramble & Finch Kitchens', 20, 'www.bramblefinch.example', 'GBP', 30_000, 4_300_000_000, 'bramble.pbx.example'],
    [1234, 'Gwesty Môr Holidays', 1234, 'www.gwestymor.example', 'EUR', 22_000, 9_007_199_254_540_992, 'gwestymor.pbx.example'],
  ],
};

/** A tree: `parentOrgId` is the organisation above. `share` of 100 of an installation's triggers fall to it. */
export const organisations: FactTable = {
  columns: [
    'igrp',
    'orgId',
    'parentOrgId',
    'orgName',
    'brandingId',
    'brandingName',
    'logoFilename',
    'landingDomain',
    'primaryColor',
    'share',
  ],
  rows: [
    [1, 1, null, 'Northgate Motor Group', 1, 'Infinity', 'northgate.png', 'portal.northgate.example', '#E52D87', 20],
    [1, 2, 1, 'Northgate Leeds', 1, 'Infinity', 'northgate.png', 'portal.northgate.example', '#E52D87', 40],
    [1, 3, 1, 'Northgate Scotland', 3, 'Northgate Scotland', 'saltire.svg', 'scotland.northgate.example', '#005EB8', 10],
    [1, 4, 3, 'Northgate Glasgow', 3, 'Northgate Scotland', 'saltire.svg', 'scotland.northgate.example', '#005EB8', 18],
    [1, 5, 3, 'Northgate Edinburgh', 3, 'Northgate Scotland', '', 'scotland.northgate.example', '#005EB8', 12],
    [2, 20, null, 'Bramble & Finch Ltd', 1, 'Infinity', 'bramble.png', 'portal.bramblefinch.example', '#3C6E47', 55],
    [2, 21, 20, 'Bramble & Finch Retail', 1, 'Infinity', 'bramble.png', 'portal.bramblefinch.example', '#3C6E47', 25],
    [2, 22, 21, 'Bramble & Finch "The Mill"', 1, 'Infinity', '', 'portal.bramblefinch.example', '#3C6E47', 20],
    [1234, 1234, null, 'Gwesty Môr Cyf', 7, 'Môr', 'mor.png', 'porth.gwestymor.example', '#00677F', 40],
    [1234, 1235, 1234, 'Gwesty Môr Llandudno', 7, 'Môr', 'mor.png', 'porth.gwestymor.example', '#00677F', 30],
    [1234, 1236, 1234, 'Gwesty Môr Dinbych-y-pysgod', 7, 'Môr', 'mor.png', 'porth.gwestymor.example', '#00677F', 20],
    [1234, 1237, 1236, 'Tenby Harbour Cottages', 7, 'Môr', '', 'porth.gwestymor.example', '#00677F', 10],
  ],
};

/** `share` of 100 visits come by it. Channel 0 is the unknown one. */
export const channels: FactTable = {
  columns: ['igrp', 'channelId', 'channelName', 'channelType', 'channelOrder', 'share', 'pub'],
  rows: [
    [1, 0, 'Unknown', '', '0', 4, ''],
    [1, 11, 'Direct Channel', 'direct', '1', 20, ''],
    [1, 21, 'Google Ads', 'ppc', '2', 24, 'google'],
    [1, 22, 'Microsoft Ads', 'ppc', '3', 6, 'bing'],
    [1, 625, 'Organic Search', 'seo', '4', 22, 'google'],
    [1, 31, 'Facebook', 'social', '5', 6, 'facebook'],
    [1, 41, 'Newsletter', 'email', '6', 5, 'newsletter'],
    [1, 51, 'Autotrader', 'ref', '7', 7, 'autotrader'],
    [1, 61, 'Radio Aire', 'offline', '8', 3, 'radio'],
    [1, 71, 'Display Remarketing', 'display', '9', 3, 'doubleclick'],
    [2, 0, 'Unknown', '', '0', 4, ''],
    [2, 11, 'Direct', 'direct', '1', 18, ''],
    [2, 21, 'Google Ads', 'ppc', '2', 28, 'google'],
    [2, 23, 'Pinterest', 'social', '3', 10, 'pinterest'],
    [2, 625, 'Organic Search', 'seo', '4', 24, 'google'],
    [2, 41, 'Email', 'email', '5', 6, 'mailout'],
    [2, 52, 'Houzz', 'ref', '6', 6, 'houzz'],
    [2, 81, 'Trade Partners', 'affiliate', '7', 4, 'trade'],
    [1234, 0, 'Unknown', '', '0', 3, ''],
    [1234, 11, 'Direct', 'direct', '1', 17, ''],
    [1234, 21, 'Google Ads', 'ppc', '2', 20, 'google'],
    [1234, 625, 'Chwilio organig', 'seo', '3', 30, 'google'],
    [1234, 31, 'Facebook', 'social', '4', 8, 'facebook'],
    [1234, 41, 'E-bost', 'email', '5', 8, 'mailout'],
    [1234, 53, 'Visit Wales', 'ref', '6', 7, 'visitwales'],
    [1234, 91, 'SMS Reminders', 'sms', '7', 2, 'sms'],
    [1234, 92, 'YouTube', 'video', '8', 3, 'youtube'],
    [1234, 95, 'Llyfryn teithio', 'offline', '9', 2, 'print'],
  ],
};

/** `reachedBy` is the act that reaches the goal, `worth` its mean value in the installation's currency. */
export const goals: FactTable = {
  columns: ['igrp', 'goalId', 'goalTitle', 'goalDescription', 'goalStatus', 'reachedBy', 'worth', 'deDupeLookback'],
  rows: [
    [1, 246, 'Qualified sales call', 'A call of a minute or more to a sales queue', 200, 'call', 120, 30],
    [1, 543, 'Test drive booked', 'The "thank you" page of the booking form', 200, 'page', 85, 7],
    [1, 356, 'Brochure download', 'Any brochure, as PDF', 200, 'DOWNLOAD', 5, 1],
    [1, 763, 'Vehicle reserved', 'A deposit was paid online', 200, 'sale', 400, 30],
    [1, 999, 'Old enquiry form', 'Taken out of use in 2024', 410, '', 0, 30],
    [2, 246, 'Design appointment by phone', 'A call of a minute or more', 200, 'call', 95, 30],
    [2, 544, 'Design appointment online', 'The appointment form was sent', 200, 'page', 80, 14],
    [2, 356, 'Brochure request', 'Printed or PDF', 200, 'DOWNLOAD', 6, 1],
    [2, 901, 'Sample order', 'Worktop samples', 200, 'sale', 25, 1],
    [1234, 246, 'Galwad archebu', 'Reservation by phone', 200, 'call', 210, 30],
    [1234, 357, 'Newsletter sign-up', '', 200, 'page', 2, 365],
    [1234, 358, 'Price list', '', 200, 'DOWNLOAD', 1, 1],
    [1234, 764, 'Online booking', 'Paid in full or by deposit', 200, 'sale', 340, 30],
  ],
};

/** `number` is what callers dial, `dest` where the call goes (a number or an extension), `share` of 100 calls come in there. */
export const dialInGroups: FactTable = {
  columns: ['igrp', 'dgrp', 'dgrpRef', 'dgrpName', 'dgrpType', 'segment', 'startDate', 'endDate', 'dgrpStatus', 'number', 'dest', 'share'],
  rows: [
    [1, 12, 'site', 'Website pool', 'nas', 1, '2011-04-04', null, 200, '01134960120', '01134960999', 50],
    [1, 13, 'leeds', 'Leeds showroom', 'nas', 2, '2018-01-15', null, 200, '01134960130', '01134960998', 20],
    [1, 14, 'glasgow', 'Glasgow showroom', 'nas', 3, '2019-06-01', null, 200, '01414960140', '01414960998', 18],
    [1, 15, 'radio', 'Radio Aire advert', 'offline', 1, '2024-09-01', null, 200, '08081570150', 'ext:ict-ext-igrp_1-main', 12],
    [1, 16, 'expo', 'Motor show 2019', 'offline', 1, '2019-10-01', '2019-10-31', 410, '08081570160', 'ext:ict-ext-igrp_1-main', 0],
    [2, 31, 'web', 'Website pool', 'nas', 1, '2016-02-29', null, 200, '02079460310', '02079460900', 70],
    [2, 32, 'mill', 'The Mill, Cheltenham', 'offline', 2, '2020-03-01', null, 200, '01632960320', '01632960900', 30],
    [1234, 41, 'gwefan', 'Gwefan / Website', 'nas', 1, '2015-05-05', null, 200, '02920180410', '02920180900', 60],
    [1234, 42, 'llyfryn', 'Llyfryn teithio', 'offline', 2, '2022-01-01', null, 200, '02920180420', 'ext:ict-ext-igrp_1234-llyfryn', 40],
  ],
};

/** Segment 0 stands for all, 1 is the default one. `share` of 100 triggers fall in it. */
export const segments: FactTable = {
  columns: ['igrp', 'segment', 'segmentName', 'segmentRef', 'segmentOrder', 'orgId', 'status', 'segmentGroupId', 'share'],
  rows: [
    [1, 0, 'All', '', 0, 1, 200, 0, 0],
    [1, 1, 'Default', '', 1, 1, 200, 0, 35],
    [1, 2, 'New cars', 'new', 2, 1, 200, 400, 30],
    [1, 3, 'Used cars', 'used', 3, 1, 200, 400, 25],
    [1, 4, 'Service & MOT', 'service', 4, 1, 200, 401, 10],
    [2, 0, 'All', '', 0, 20, 200, 0, 0],
    [2, 1, 'Default', '', 1, 20, 200, 0, 60],
    [2, 2, 'Trade', 'trade', 2, 21, 200, 410, 40],
    [1234, 0, 'All', '', 0, 1234, 200, 0, 0],
    [1234, 1, 'Default', '', 1, 1234, 200, 0, 50],
    [1234, 2, 'Cymraeg', 'cy', 2, 1234, 200, 420, 30],
    [1234, 3, 'Cottages', 'cottages', 3, 1237, 200, 421, 20],
  ],
};

export const segmentGroups: FactTable = {
  columns: ['igrp', 'segmentGroupId', 'segmentGroupName', 'segmentGroupStatus'],
  rows: [
    [1, 400, 'Sales', 200],
    [1, 401, 'Aftersales', 200],
    [2, 410, 'Business customers', 200],
    [1234, 420, 'Iaith', 200],
    [1234, 421, 'Llety', 200],
  ],
};

/** A model of a `first…` kind credits the visitor's first channel, every other one the channel of the trigger itself. */
export const attributionModels: FactTable = {
  columns: [
    'igrp',
    'modelId',
    'modelName',
    'modelType',
    'matchCriteria',
    'lookbackDays',
    'modelStatus',
    'createDatetime',
    'updateDatetime',
    'deleteDatetime',
    'weight',
    'channelsMode',
    'channels',
    'firstWeight',
    'lastWeight',
  ],
  rows: [1, 2, 1234].flatMap((igrp) => [
    [igrp, 2, 'Bath Tub', 'spread', '""', 90, 200, '2016-12-01 14:05:57', '2016-12-02 14:05:57', null, null, 'exclude', '[11]', 2, 3],
    [igrp, 1003, 'First click', 'first', '""', 30, 200, '2017-03-01 09:00:00', '2017-03-01 09:00:00', null, null, '', '[]', null, null],
    [
      igrp,
      1004,
      'First click, paid search counts twice',
      'weightedFirst',
      '[{"field":"chType","op":"eq","value":"ppc"}]',
      60,
      200,
      '2019-10-10 10:10:10',
      '2024-02-29 23:59:59',
      null,
      2,
      'include',
      '[21,22]',
      null,
      null,
    ],
  ]),
};
