/** Each kind of credential has its own base of the Reports API: what is sent, what is explained, and what is translated. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';

import { operationFromUrl } from '../../src/from-url/operation-from-url.js';
import { catalogue } from '../../schema/reports/index.js';
import { translate } from '../from-url/asked-again.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

const KEY = 'ApiKey k-1';
const OPERATION = '{ installations { rows { igrp } request { url curl } } }';
const DRY = '{ installations { request { url curl } } }';

describe('the base for API keys', () => {
  test.each([
    ['the default', {}, 'https://api.infinitycloud.com/reports/v2', 'https://api.infinitycloud.com/reports/v2.1'],
    ['a final /reports/v2 becomes /reports/v2.1', { REPORTS_URL: 'http://x/reports/v2/' }, 'http://x/reports/v2', 'http://x/reports/v2.1'],
    ['any other base serves both', { REPORTS_URL: 'http://x/v2' }, 'http://x/v2', 'http://x/v2'],
    ['its own variable, without the slash', { REPORTS_URL: 'http://x', REPORTS_URL_API_KEY: 'http://y/k/' }, 'http://x', 'http://y/k'],
  ])('%s', (_, environment, reportsUrl, reportsUrlApiKey) => {
    expect(readConfig(environment)).toMatchObject({ reportsUrl, reportsUrlApiKey });
  });

  test('must be a URL', () => {
    expect(() => readConfig({ REPORTS_URL_API_KEY: 'ftp://x' })).toThrow('REPORTS_URL_API_KEY must be an http(s) URL');
  });
});

describe('two bases on two hosts', () => {
  let passwords: UpstreamDouble;
  let keys: UpstreamDouble;
  let gateway: TestGateway;
  beforeAll(async () => {
    passwords = await startUpstreamDouble(() => ({ body: ndjson({ igrp: 1 }) }));
    keys = await startUpstreamDouble(() => ({ body: ndjson({ igrp: 2 }) }));
    gateway = await startGateway(passwords.url, { REPORTS_URL_API_KEY: `${keys.url}/` });
  });
  afterAll(() => Promise.all([gateway.close(), passwords.close(), keys.close()]));

  const callers = [
    ['a password', DEMO, 1, () => passwords.url, "--user 'USER:PASSWORD'"],
    ['a key', KEY, 2, () => keys.url, "--header 'Authorization: ApiKey KEY'"],
    ['a key under another case of the scheme', 'APIKEY k-1', 2, () => keys.url, "--header 'Authorization: ApiKey KEY'"],
  ] as const;

  test.each(callers)('%s is sent to its own base alone, and explained by it', async (_, authorization, igrp, base, placeholder) => {
    passwords.clear();
    keys.clear();
    const { body } = await gateway.ask(OPERATION, {}, { authorization });
    const url = `${base()}/igrps?limit=1000&display[]=igrp`;
    expect(body).toEqual({
      data: { installations: { rows: [{ igrp }], request: { url, curl: `curl --globoff ${placeholder} '${url}'` } } },
    });
    const asked = [passwords, keys].flatMap(({ url: at, requests }) => requests.map(({ headers }) => [at, headers.authorization]));
    expect(asked).toEqual([[base(), authorization]]);
  });

  test('a dry run without a credential is explained for a password', async () => {
    const { body } = await gateway.ask(DRY, {}, {});
    const url = `${passwords.url}/igrps?limit=1000&display[]=igrp`;
    expect(body).toEqual({ data: { installations: { request: { url, curl: `curl --globoff --user 'USER:PASSWORD' '${url}'` } } } });
  });

  test('a base that cannot be reached closes the way to no other', async () => {
    const broken = await startGateway(passwords.url, { REPORTS_URL_API_KEY: 'http://127.0.0.1:1/k' });
    const rows = '{ installations { rows { igrp } } }';
    for (let i = 0; i < 12; i += 1) await broken.ask(rows, {}, { authorization: `ApiKey k${i}` });
    const { body } = await broken.ask(rows);
    await broken.close();
    expect(body).toEqual({ data: { installations: { rows: [{ igrp: 1 }] } } });
  });
});

describe('operationFromUrl takes URLs below both configured bases', () => {
  const bases = { reportsUrl: 'http://proxy.test/infinity', reportsUrlApiKey: 'http://proxy.test/infinity/keys' };
  const notes = (url: string, kind: 'basic' | 'apikey') => operationFromUrl(url, { catalogue, bases, kind, maxAliases: 60 }).notes;
  const target = '/igrps?display[]=igrp&limit=10';

  test.each([
    ['passwords', `${bases.reportsUrl}${target}`, 'basic', 0],
    ['passwords, asked by a key', `${bases.reportsUrl}${target}`, 'apikey', 1],
    ['keys', `${bases.reportsUrlApiKey}${target}`, 'apikey', 0],
    ['keys, asked by a password', `${bases.reportsUrlApiKey}${target}`, 'basic', 1],
  ] as const)('the base for %s', (_, url, kind, count) => {
    expect(notes(url, kind)).toHaveLength(count);
  });

  test('a base that serves both kinds is of no version', () => {
    expect(translate(`http://reports.test/v2${target}`, 'http://reports.test/v2', true).notes).toEqual([]);
  });
});
