/** The environment: what is refused at start, what of it is shown, and which names look like misspelt options. */
import { describe, expect, test } from '@jest/globals';
import { OPTIONS, readConfig } from '../src/config.js';
import { findMisspelt } from '../src/misspelt-variables.js';

test.each(Object.values(OPTIONS))('an empty $variable counts as left out', ({ variable }) => {
  expect(readConfig({ [variable]: '' })).toEqual(readConfig({}));
});

test.each([
  ['CORS_ORIGINS', 'https://*.example.com'],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'https://app.example.com/'],
  ['CORS_HEADERS', 'x-one: two'],
  ['MAX_ALIASES', '-1'],
  ['MAX_REPORTS', '0'],
  ['MAX_ROWS', '1e6'],
  ['DRAIN_DELAY_MS', '5s'],
  ['BASE_PATH', 'reports'],
  ['BASE_PATH', '/a/../b'],
  ['BASE_PATH', '//a'],
  ['ADMIN_PORT', '65536'],
  ['TYPE_PREFIX', '__Infinity'],
  ['TYPE_PREFIX', 'In-finity'],
  ['TYPE_PREFIX', '2nd'],
])('%s=%s is refused, with its rule', (variable, value) => {
  const option = Object.values(OPTIONS).find((one) => one.variable === variable);
  expect(() => readConfig({ [variable]: value })).toThrow(`${variable} must be ${option?.rule}, but got: "${value}"`);
});

test.each([
  'https://user:s3cret@api.example.com/reports/v2',
  'https://user:s3/cret@api.example.com',
  'https://api.example.com/?key=s3cret',
])('REPORTS_URL=%s is refused without its secret being repeated', (value) => {
  let message = '';
  try {
    readConfig({ REPORTS_URL: value });
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain('api.example.com');
  expect(message).not.toMatch(/s3|cret|user/);
});

describe('a variable that looks like a misspelt option', () => {
  const known = Object.values(OPTIONS).map(({ variable }) => variable);

  test.each([
    ['REPORT_URL', 'REPORTS_URL'],
    ['REPORTS_URI', 'REPORTS_URL'],
    ['MAX_SOCKETSS', 'MAX_SOCKETS'],
    ['MAXPERCALLER', 'MAX_PER_CALLER'],
    ['LOGLEVEL', 'LOG_LEVEL'],
  ])('%s is taken for %s', (given, meant) => {
    expect(findMisspelt([given], known)).toEqual([{ given, meant }]);
  });

  test.each([
    ['is an option itself', ['MAX_ROWS', 'REPORTS_URL']],
    ['is near a short option', ['POST', 'HOSTS', 'PORTS']],
    ['is two edits away', ['REPORT_URI', 'MAX_ROWING']],
    ['is near an option that is set', ['LOG_LEVEL', 'LOG_LEVELS']],
  ])('is not one that %s', (_, given) => {
    expect(findMisspelt(given, known)).toEqual([]);
  });
});
