import { describe, expect, it, test } from '@jest/globals';
import { basic, params, runningSandbox } from './running-sandbox.js';

const { get, rows } = runningSandbox();

describe('access', () => {
  test.each([
    ['no credential', null],
    ['a wrong password', basic('demo', 'wrong')],
    ['an unknown user', basic('nobody')],
    ['an unknown key', 'ApiKey demo'],
    ['another scheme', 'Bearer demo-key'],
    ['text that is no Base64', 'Basic ###'],
  ])('answers %s with 401', async (_, authorization) => {
    const response = await get('/igrps', authorization);
    expect([response.status, await response.json()]).toEqual([401, 'Invalid login']);
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="Reports API"');
  });

  it('takes a key as it takes a password', async () => {
    expect(await rows('/igrps', 'ApiKey demo-key')).toEqual(await rows('/igrps', basic('demo')));
  });

  it('shows each user its own installations and their organisations', async () => {
    expect((await rows('/igrps')).map(({ igrp }) => Number(igrp))).toEqual([1, 2, 1234]);
    expect((await rows('/igrps', basic('limited'))).map(({ igrp }) => Number(igrp))).toEqual([1]);
    expect((await rows('/organisations', basic('limited'))).map(({ orgId }) => orgId)).toEqual(['1', '2', '3', '4', '5']);
  });

  test.each(['/igrps/2/channels', '/igrps/7/channels', '/metrics/channels?igrp=2', '/triggers/calls?igrp=1234'])(
    'answers 403 to a user who may not see %s',
    async (path) => {
      const response = await get(path, basic('limited'));
      expect([response.status, await response.json()]).toEqual([403, 'You do not have access to this installation']);
    },
  );

  it('answers 403 to a live call without the piiData permission, and 404 where there is no such call', async () => {
    expect((await get('/igrps/1/activeCall?callRef=c-1-0001', basic('limited'))).status).toBe(403);
    expect((await get('/igrps/1/activeCall?callRef=none')).status).toBe(404);
    expect(await rows('/igrps/1/activeCall?srcPhoneNumber=07700900123')).toMatchObject([{ callRef: 'c-1-0001' }]);
  });
});

describe('redaction', () => {
  const FIELDS = ['rowId', 'ip', 'srcPhoneNumber', 'customerPhoneNumber', 'host', 'whois', 'dialledPhoneNumber'];
  const path = (...more: readonly (readonly [string, string])[]) =>
    `/igrps/1/triggers/calls?${params(...FIELDS.map((name) => ['display[]', name] as const), ['limit', '300'], ...more)}`;

  it('hides what identifies a caller, by permission and by excludePiiData alike, and nothing else', async () => {
    const whole = await rows(path());
    const redacted = whole.map((row) => ({
      ...row,
      ...('ip' in row ? { ip: String(row['ip']).replace(/\d+$/, 'X'), host: '', whois: '' } : {}),
      srcPhoneNumber: String(row['srcPhoneNumber']).replace(/\d{4}$/, 'XXXX'),
      customerPhoneNumber: String(row['customerPhoneNumber']).replace(/\d{4}$/, 'XXXX'),
    }));
    expect(await rows(path(['excludePiiData', '1']))).toEqual(redacted);
    expect(await rows(path(), basic('limited'))).toEqual(redacted);
    expect(await rows(path(['excludePiiData', '0']))).toEqual(whole);
    expect(redacted.some((row) => /^\d{7}XXXX$/.test(row.srcPhoneNumber) && row.srcPhoneNumber.startsWith('0770090'))).toBe(true);
    expect(whole.some((row) => row['srcPhoneNumber'] === 'anonymous')).toBe(true);
  });

  it('holds in calls in progress and in every format', async () => {
    expect(await rows('/igrps/1/pbxActiveCalls?excludePiiData=1')).toMatchObject([
      { srcPhoneNumber: '0770090XXXX' },
      { srcPhoneNumber: '0113496XXXX' },
      { srcPhoneNumber: 'anonymous' },
    ]);
    for (const format of ['jsonarray', 'csv', 'xml', 'xhtml', 'debug']) {
      const text = await (await get(path(['format', format]), basic('limited'))).text();
      expect(text).toContain('0770090XXXX');
      expect(text).not.toMatch(/07700900\d{3}/);
    }
  });
});
