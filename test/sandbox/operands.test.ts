import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { OPERANDS } from '../../sandbox/operands.js';
import { params, runningSandbox, type Row } from './running-sandbox.js';

const { rows, get } = runningSandbox();
const COLUMNS = [
  'rowId',
  'triggerDatetime',
  'visitorFirstDatetime',
  'campaign',
  'city',
  'notes',
  'term',
  'callDuration',
  'goalValue',
  'ip',
  'operatorRef',
  'transcriptionConfidence',
];
const shown: readonly (readonly [string, string])[] = COLUMNS.map((name) => ['display[]', name]);

const text = (row: Row, field: string) => String(row[field] ?? '');
/** The same, in lower case. */
const low = (row: Row, field: string) => text(row, field).toLowerCase();
/** NaN where the row has none, which meets no comparison. */
const number = (row: Row, field: string) => (text(row, field) === '' ? NaN : Number(row[field]));
const inNetwork = (row: Row, start: string) => text(row, 'ip').startsWith(start);

/** Field, operand, comparison, and what they mean in plain JavaScript. */
const CASES: readonly (readonly [string, string, string, (row: Row) => boolean])[] = [
  ['campaign', 'eq', 'Plate change', (row) => text(row, 'campaign') === 'Plate change'],
  ['campaign', 'eq', '', (row) => text(row, 'campaign') === ''],
  ['callDuration', 'eq', '71', (row) => number(row, 'callDuration') === 71],
  ['goalValue', 'eq', '121.84', (row) => number(row, 'goalValue') === 121.84],
  ['ip', 'eq', '', (row) => text(row, 'ip') === ''],
  ['visitorFirstDatetime', 'eq', '0000-00-00 00:00:00', (row) => row['visitorFirstDatetime'] === '0000-00-00 00:00:00'],
  ['campaign', 'ne', 'Plate change', (row) => text(row, 'campaign') !== 'Plate change'],
  ['goalValue', 'ne', '121.84', (row) => number(row, 'goalValue') !== 121.84],
  ['callDuration', 'gt', '99', (row) => number(row, 'callDuration') > 99],
  ['callDuration', 'gt', '99.5', (row) => number(row, 'callDuration') > 99.5],
  ['goalValue', 'gt', '0', (row) => number(row, 'goalValue') > 0],
  ['triggerDatetime', 'gt', '2026-01-15', (row) => text(row, 'triggerDatetime') > '2026-01-15 00:00:00'],
  ['city', 'gt', 'Leeds', (row) => text(row, 'city') > 'Leeds'],
  ['callDuration', 'ge', '100', (row) => number(row, 'callDuration') >= 100],
  ['triggerDatetime', 'ge', '2025-06-01 12:00:00', (row) => text(row, 'triggerDatetime') >= '2025-06-01 12:00:00'],
  ['callDuration', 'lt', '9', (row) => number(row, 'callDuration') < 9],
  ['transcriptionConfidence', 'lt', '60', (row) => number(row, 'transcriptionConfidence') < 60],
  ['triggerDatetime', 'lt', '2025-01-01', (row) => text(row, 'triggerDatetime') < '2025-01-01 00:00:00'],
  ['callDuration', 'le', '9', (row) => number(row, 'callDuration') <= 9],
  ['city', 'in', 'Leeds,Zürich,東京', (row) => ['Leeds', 'Zürich', '東京'].includes(text(row, 'city'))],
  ['callDuration', 'in', '71,72', (row) => [71, 72].includes(number(row, 'callDuration'))],
  ['city', 'nin', 'Leeds,London', (row) => !['Leeds', 'London'].includes(text(row, 'city'))],
  ['transcriptionConfidence', 'nin', '60,61', (row) => ![60, 61].includes(number(row, 'transcriptionConfidence'))],
  ['campaign', 'inc', '"Drive"', (row) => text(row, 'campaign').includes('"Drive"')],
  ['term', 'inc', ' + ', (row) => text(row, 'term').includes(' + ')],
  ['notes', 'inc', '\r\nLine 3', (row) => text(row, 'notes').includes('\r\nLine 3')],
  ['notes', 'inc', "Customer's", (row) => text(row, 'notes').includes("Customer's")],
  ['callDuration', 'inc', '99', (row) => text(row, 'callDuration').includes('99')],
  ['campaign', 'ninc', 'EV', (row) => !text(row, 'campaign').includes('EV')],
  ['campaign', 'begins', 'Used', (row) => text(row, 'campaign').startsWith('Used')],
  ['triggerDatetime', 'begins', '2025-12-24', (row) => text(row, 'triggerDatetime').startsWith('2025-12-24')],
  ['city', 'nbegins', 'L', (row) => !text(row, 'city').startsWith('L')],
  ['campaign', 'ends', '2026', (row) => text(row, 'campaign').endsWith('2026')],
  ['city', 'eqi', 'ZÜRICH', (row) => low(row, 'city') === 'zürich'],
  ['city', 'nei', 'LONDON', (row) => low(row, 'city') !== 'london'],
  ['campaign', 'inci', 'USED', (row) => low(row, 'campaign').includes('used')],
  ['campaign', 'ninci', 'used', (row) => !low(row, 'campaign').includes('used')],
  ['city', 'beginsi', 'łó', (row) => low(row, 'city').startsWith('łó')],
  ['city', 'nbeginsi', 'l', (row) => !low(row, 'city').startsWith('l')],
  ['city', 'endsi', 'ON', (row) => low(row, 'city').endsWith('on')],
  ['city', 'ini', 'LEEDS,málaga', (row) => ['leeds', 'málaga'].includes(low(row, 'city'))],
  ['city', 'nini', 'LEEDS,london', (row) => !['leeds', 'london'].includes(low(row, 'city'))],
  ['operatorRef', 're', '^[a-j]\\.[^t]+$', (row) => /^[a-j]\.[^t]+$/.test(text(row, 'operatorRef'))],
  ['operatorRef', 're', '\\d', (row) => /\d/.test(text(row, 'operatorRef'))],
  ['city', 'nre', 'e', (row) => !text(row, 'city').includes('e')],
  ['city', 'glob', 'L?*d*', (row) => /^L..*d/s.test(text(row, 'city'))],
  ['city', 'glob', '[BG]*', (row) => /^[BG]/.test(text(row, 'city'))],
  ['ip', 'innet', '198.51.100.0/24', (row) => inNetwork(row, '198.51.100.')],
  ['ip', 'innet', '192.0.2.128/25', (row) => inNetwork(row, '192.0.2.') && Number(text(row, 'ip').slice(8)) >= 128],
  ['ip', 'innet', '0.0.0.0/0', (row) => text(row, 'ip') !== ''],
  ['campaign', 'bool', 'true', (row) => text(row, 'campaign') !== ''],
  ['ip', 'bool', 'false', (row) => text(row, 'ip') === ''],
  ['transcriptionConfidence', 'bool', 'true', (row) => text(row, 'transcriptionConfidence') !== ''],
  ['visitorFirstDatetime', 'bool', 'true', (row) => !text(row, 'visitorFirstDatetime').startsWith('0000')],
];

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  ['a number field against a text', 'callDuration-gt-value-long', /takes a number/],
  ['a network that is none', 'ip-innet-value-198.51.100.0', /takes an IPv4 network/],
  ['a network of 33 bits', 'ip-innet-value-198.51.100.0/33', /takes an IPv4 network/],
  ['bool of neither', 'campaign-bool-value-1', /takes true or false/],
  ['a regular expression that is none', 'campaign-re-value-(', /regular expression/],
  ['a NUL', 'campaign-eq-value-a\0', /holds a NUL/],
  ['a field that is none', 'nothing-eq-value-1', /no field "nothing"/],
  ['a custom variable', 'c_membershipTier-eq-value-Silver', /no field "c_membershipTier"/],
];

describe('filters', () => {
  let all: readonly Row[] = [];
  beforeAll(async () => {
    all = await rows(`/igrps/1/triggers/calls?${params(...shown)}`);
  });

  it('has a case for every operand', () => {
    expect([...new Set(CASES.map(([, operand]) => operand))].sort()).toEqual([...OPERANDS].sort());
  });

  test.each(CASES)('%s-%s-value-%j chooses the rows that plain code chooses', async (field, operand, comparison, meets) => {
    const expected = all.filter(meets).map(({ rowId }) => String(rowId));
    const filtered = await rows(
      `/igrps/1/triggers/calls?${params(['filter[]', `${field}-${operand}-value-${comparison}`], ['display[]', 'rowId'])}`,
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(all.length);
    expect(filtered.map(({ rowId }) => String(rowId))).toEqual(expected);
  });

  it('ANDs several filters', async () => {
    const filtered = await rows(
      `/igrps/1/triggers/calls?${params(['filter[]', 'city-eq-value-Leeds'], ['filter[]', 'callDuration-gt-value-300'], ...shown)}`,
    );
    expect(filtered).toEqual(all.filter((row) => row['city'] === 'Leeds' && number(row, 'callDuration') > 300));
  });

  it('compares date-times as the clock of the time zone shows them', async () => {
    const filtered = await rows(
      `/igrps/1/triggers/calls?${params(['tz', 'Europe/London'], ['filter[]', 'triggerDatetime-begins-value-2026-07-01'], ['display[]', 'triggerDatetime'])}`,
    );
    expect(filtered.length).toBeGreaterThan(0);
    expect(filtered.every((row) => text(row, 'triggerDatetime').startsWith('2026-07-01 '))).toBe(true);
  });

  test.each(REFUSED)('refuses %s with a sentence', async (_, filter, sentence) => {
    const response = await get(`/igrps/1/triggers/calls?${params(['filter[]', filter])}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatch(sentence);
  });
});
