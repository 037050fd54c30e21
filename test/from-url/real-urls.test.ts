/** URLs of the field: each is translated in the form of both versions, and asks the sandbox for what the URL asks. */
import { describe, expect, test } from '@jest/globals';
import { toV2Params } from '../../src/query/to-v2-params.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';
import { queryOf, translate } from './asked-again.js';
import { REAL_URLS, type RealUrl } from './real-urls.js';

const VERSION_21 = 'The URL is for version 2.1, which takes an API key. Requests with a user name and password go to version 2.';
const VERSION_2 = 'The URL is for version 2, which takes a user name and password. Requests with an API key go to version 2.1.';
const BASE = 'https://api.infinitycloud.com/reports/v2';
const table = REAL_URLS.map((url) => [url.name, url] as const);

describe.each([
  ['2', BASE, []],
  ['2.1', `${BASE}.1`, [VERSION_21]],
] as const)('a URL of version %s', (_, base, versionNotes) => {
  test.each(table)('is translated: %s', async (_name, { target, path, params, columns, notes }) => {
    const operation = translate(base + target);
    const query = await queryOf(operation);
    const sent = toV2Params(query);
    expect(query.report.path.replace('{igrp}', String(query.igrp))).toBe(path);
    expect(sent.filter(([name]) => name !== 'display[]')).toEqual(params);
    expect(sent.filter(([name]) => name === 'display[]').map(([, name]) => name)).toEqual([...(columns ?? [])].sort());
    expect(operation.notes).toEqual([...versionNotes, ...notes]);
  });
});

describe('the version of a URL is noted for callers of the other one', () => {
  const target = '/organisations?limit=1&display[]=orgId';
  test.each([
    ['version 2, a user name and password', `${BASE}${target}`, false, []],
    ['version 2, an API key', `${BASE}${target}`, true, [VERSION_2]],
    ['version 2.1, a user name and password', `${BASE}.1${target}`, false, [VERSION_21]],
    ['version 2.1, an API key', `${BASE}.1${target}`, true, []],
    ['a path of version 2.1, an API key', `/reports/v2.1${target}`, true, []],
    ['a configured base without a version, an API key', `http://reports.example.com/v2${target}`, true, []],
  ] as const)('%s', (_, url, apiKey, notes) => {
    expect(translate(url, 'http://reports.example.com/v2/', apiKey).notes).toEqual(notes);
  });
});

/** Placeholders that pages and forms leave in a path. */
const PLACEHOLDERS = ['{IGRP_ID}', '%7BIGRP_ID%7D', 'XXX', ':igrp', ''];

test.each(PLACEHOLDERS)('a path with %j in place of the installation is refused as no number', (text) => {
  const placeholder = JSON.stringify(decodeURIComponent(text));
  expect(() => translate(`${BASE}/igrps/${text}/dgrps?limit=1`)).toThrow(
    `igrp must be a whole number from 1 to 2147483647, but got: ${placeholder} (operationFromUrl.url, igrp)`,
  );
});

describe('against the sandbox', () => {
  const product = gatewayWithSandbox();
  const demo = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
  const TRANSLATE = 'query ($url: String!) { operationFromUrl(url: $url) { query variables notes } }';

  async function rowsOf({ target }: RealUrl, version: '' | '.1') {
    const translated = await product.gateway().ask(TRANSLATE, { url: `${product.sandbox().url}${version}${target}` }, {});
    expect(translated.body.errors).toBeUndefined();
    const { operationFromUrl } = translated.body.data as {
      operationFromUrl: { query: string; variables: Record<string, unknown> };
    };
    const { body } = await product.gateway().ask(operationFromUrl.query, operationFromUrl.variables);
    expect(body.errors).toBeUndefined();
    const [top] = Object.values(body.data as Record<string, Record<string, unknown>>);
    const report = (top?.['rows'] === undefined ? Object.values(top ?? {})[0] : top) as { rows: Record<string, unknown>[] };
    return report.rows;
  }

  test.each(table)('both versions answer the same rows: %s', async (_, url) => {
    const rows = await rowsOf(url, '');
    expect(await rowsOf(url, '.1')).toEqual(rows);
  });

  test.each(table.filter(([, { plain }]) => plain === true))('the rows are those of the URL itself: %s', async (_, url) => {
    const reply = await fetch(product.sandbox().url + encodeURI(url.target), { headers: { authorization: demo } });
    expect(reply.status).toBe(200);
    const lines = (await reply.text()).split('\n').filter((line) => line !== '');
    const asked = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const rows = await rowsOf(url, '');
    expect(rows).toHaveLength(asked.length);
    expect(rows.length).toBeGreaterThan(0);
    const key = (row: Record<string, unknown>) => String(row['rowId'] ?? row['chName']);
    expect(rows.map(key)).toEqual(asked.map(key));
  });
});
