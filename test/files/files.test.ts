/** A report as a file over real HTTP: what is asked upstream, what is written, and what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isNode } from '../../schema/node.js';
import type { Catalogue } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { askFile, type FileAsk } from './ask-file.js';
import { pagesOf, send, startPagedUpstream, type PagedUpstream } from './paged-upstream.js';

const NDJSON = 'application/x-ndjson';

/** Calls with the rowIds 1 to `count`. */
const calls = (count: number) => Array.from({ length: count }, (_, i) => ({ rowId: i + 1, callDuration: (i + 1) * 10, chName: 'PPC' }));

const callTriggers = (given = '', columns = 'rowId callDuration chName') =>
  `{ installation(igrp: 1) { callTriggers(startDate: "2026-01-01", endDate: "2026-01-31"${given}) { rows { ${columns} } } } }`;

/** The catalogue with another cap on what one call to callTriggers returns. */
const capped = (maxRows: number): Catalogue =>
  new Map([...catalogue].map(([name, report]) => [name, name === 'callTriggers' ? { ...report, maxRows } : report]));

interface Refusal {
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly string[];
    readonly extensions: { readonly code: string; readonly retryable?: boolean };
  }[];
}
const errorsOf = (text: string) => (JSON.parse(text) as Refusal).errors;
const refusalOf = (text: string) => errorsOf(text).map(({ message, extensions }) => `${extensions.code}: ${message}`);

describe('a report as a file', () => {
  let upstream: PagedUpstream;
  let gateway: TestGateway;
  let small: TestGateway;
  beforeAll(async () => {
    upstream = await startPagedUpstream();
    gateway = await startGateway(upstream.url, { MAX_ROWS: '1000', CORS_ORIGINS: 'https://app.example.com' });
    small = await startGateway(upstream.url, {}, capped(3));
  });
  afterAll(async () => {
    await gateway.close();
    await small.close();
    await upstream.close();
  });
  const ask = (asked: FileAsk) => askFile(gateway.url, asked);
  const asked = () => upstream.requests.map(({ after, limit }) => [after, limit]);

  test('is one JSON object a line as NDJSON, and the rows of the JSON answer', async () => {
    upstream.answerWith(pagesOf(calls(3)));
    const reply = await ask({ query: callTriggers(), accept: NDJSON });
    expect(reply).toMatchObject({ status: 200, broken: false });
    expect(reply.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="callTriggers-2026-01-01-2026-01-31.ndjson"',
      'cache-control': 'no-store',
    });
    const { body } = await gateway.ask(callTriggers());
    const { rows } = (body.data as { installation: { callTriggers: { rows: unknown[] } } }).installation.callTriggers;
    expect(rows).toHaveLength(3);
    expect(reply.text).toBe(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  });

  test('is a line of response keys and a line a row as CSV, each ended by CRLF', async () => {
    upstream.answerWith(pagesOf(calls(2)));
    const reply = await ask({ query: callTriggers('', 'id: rowId seconds: callDuration chName __typename') });
    expect(reply).toMatchObject({ status: 200, broken: false });
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="callTriggers-2026-01-01-2026-01-31.csv"',
    });
    expect(reply.text).toBe('id,seconds,chName,__typename\r\n1,10,PPC,Trigger\r\n2,20,PPC,Trigger\r\n');
  });

  test('takes columns from fragments, by name and by custom metric', async () => {
    upstream.answerWith(({ params }, response) =>
      send(
        response,
        params.some(([name]) => name.startsWith('customMetrics')) ? [{ ch: 1, long: 2.5 }] : [{ rowId: 1, newColumn: 'x', c_utm: 'y' }],
      ),
    );
    const rows = await ask({
      query: `{ installation(igrp: 1) { ...On } } fragment On on Installation { callTriggers(startDate: "2026-01-01", endDate: "2026-01-31") { rows { ...Row } } }
        fragment Row on Trigger { rowId extra: field(name: "newColumn") utm: variable(name: "utm") }`,
    });
    expect(rows.text).toBe('rowId,extra,utm\r\n1,x,y\r\n');
    const metrics = await ask({
      query: `{ installation(igrp: 1) { channelMetrics(startDate: "2026-01-01", endDate: "2026-01-31", group: [CH],
        customMetrics: [{ reference: "long", metric: CALL_COUNT, conditions: [{ field: CH, values: ["1"] }] }]) { rows { ch long: customMetric(reference: "long") } } } }`,
    });
    expect(metrics.text).toBe('ch,long\r\n1,2.5\r\n');
  });

  test('holds its header alone as CSV, and nothing as NDJSON, where there are no rows', async () => {
    upstream.answerWith(pagesOf([]));
    expect(await ask({ query: callTriggers() })).toMatchObject({ status: 200, broken: false, text: 'rowId,callDuration,chName\r\n' });
    expect(await ask({ query: callTriggers(), accept: NDJSON })).toMatchObject({ status: 200, broken: false, text: '' });
  });

  describe('of a trusted document', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'file-documents-'));
    let trusting: TestGateway;
    beforeAll(async () => {
      const manifest = path.join(folder, 'manifest.json');
      const listed = callTriggers(', limit: $limit', 'rowId chName').replace('{', 'query Calls($limit: Int) {');
      const counted = callTriggers().replace('rows {', 'rowCount rows {');
      writeFileSync(manifest, JSON.stringify({ calls: listed, counted }));
      trusting = await startGateway(upstream.url, { DOCUMENTS: manifest });
    });
    afterAll(async () => {
      await trusting.close();
      rmSync(folder, { recursive: true });
    });
    const get = (search: string, accept: string) => fetch(`${trusting.url}?${search}`, { headers: { authorization: DEMO, accept } });

    test.each([
      ['CSV', 'text/csv', 'rowId,chName\r\n1,PPC\r\n2,PPC\r\n'],
      ['NDJSON', NDJSON, '{"rowId":"1","chName":"PPC"}\n{"rowId":"2","chName":"PPC"}\n'],
    ])('is answered to GET by its id, with variables, as %s', async (_form, accept, text) => {
      upstream.answerWith(pagesOf(calls(3)));
      const response = await get(`documentId=calls&variables=${encodeURIComponent('{"limit":2}')}`, accept);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(accept);
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="callTriggers-2026-01-01-2026-01-31\./);
      expect(await response.text()).toBe(text);
      expect(asked()).toEqual([[null, 2]]);
    });

    test('is refused to GET where it selects more than columns, or has no such id', async () => {
      upstream.answerWith(pagesOf(calls(3)));
      const counted = await get('documentId=counted', 'text/csv');
      expect([counted.status, errorsOf(await counted.text())[0]?.extensions.code]).toEqual([406, 'NOT_ACCEPTABLE']);
      const unknown = await get('documentId=none', 'text/csv');
      expect([unknown.status, errorsOf(await unknown.text())[0]?.extensions.code]).toEqual([400, 'PERSISTED_QUERY_NOT_FOUND']);
      expect(asked()).toEqual([]);
    });
  });

  test('shows pages its name and its unknown fields', async () => {
    upstream.answerWith(pagesOf([]));
    const { headers } = await ask({ query: callTriggers(), headers: { origin: 'https://app.example.com' } });
    expect(headers['access-control-expose-headers']).toMatch(/content-disposition.*x-unknown-fields/);
  });

  describe('that is walked', () => {
    test('is asked for page by page behind the last rowId, until a page is empty', async () => {
      upstream.answerWith(pagesOf(calls(7), 3));
      const reply = await ask({ query: callTriggers(', limit: 1000000', 'callDuration'), accept: NDJSON });
      expect(reply.broken).toBe(false);
      expect(reply.text).toBe(
        calls(7)
          .map(({ callDuration }) => `{"callDuration":${callDuration}}\n`)
          .join(''),
      );
      expect(asked()).toEqual([
        [null, 50_000],
        [3, 50_000],
        [6, 50_000],
        [7, 50_000],
      ]);
      for (const { params } of upstream.requests) expect(params).toContainEqual(['sort[]', 'rowId-asc']);
    });

    test('has pages of what one call returns at most, and ends at its limit', async () => {
      upstream.answerWith(pagesOf(calls(9)));
      const reply = await askFile(small.url, { query: callTriggers(', limit: 8', 'rowId') });
      expect(reply.text).toBe(`rowId\r\n${[1, 2, 3, 4, 5, 6, 7, 8].map((id) => `${id}\r\n`).join('')}`);
      expect(asked()).toEqual([
        [null, 3],
        [3, 3],
        [6, 2],
      ]);
    });

    test('begins behind afterRowId, in the order of rowId', async () => {
      upstream.answerWith(pagesOf(calls(5)));
      const reply = await askFile(small.url, {
        query: callTriggers(', afterRowId: "2", limit: 10, sort: [{ field: ROW_ID, order: ASC }]', 'rowId'),
      });
      expect(reply.text).toBe('rowId\r\n3\r\n4\r\n5\r\n');
      expect(asked()).toEqual([
        [2, 3],
        [5, 3],
      ]);
    });

    test('never asks for more rows than are missing, whatever upstream sends', async () => {
      upstream.answerWith((_, response) => send(response, calls(9)));
      const reply = await ask({ query: callTriggers(', limit: 4', 'rowId') });
      expect(reply).toMatchObject({ broken: false, text: 'rowId\r\n1\r\n2\r\n3\r\n4\r\n' });
      expect(asked()).toEqual([[null, 4]]);
    });
  });

  describe('that cannot be walked', () => {
    test('is one page in the order that is asked for', async () => {
      upstream.answerWith((_, response) => send(response, calls(3).reverse()));
      const reply = await ask({ query: callTriggers(', limit: 50000, sort: [{ field: CALL_DURATION, order: DESC }]', 'rowId') });
      expect(reply.text).toBe('rowId\r\n3\r\n2\r\n1\r\n');
      expect(asked()).toEqual([[null, 50_000]]);
    });

    test.each([', sort: [{ field: CALL_DURATION, order: DESC }]', ', sort: [{ field: ROW_ID, order: DESC }]', ', offset: 10'])(
      'is refused above the cap of one call: %s',
      async (given) => {
        upstream.answerWith(pagesOf(calls(3)));
        const reply = await ask({ query: callTriggers(`${given}, limit: 50001`) });
        expect(reply.status).toBe(400);
        expect(refusalOf(reply.text)).toEqual([
          'BAD_USER_INPUT: limit must be between 1 and 50000 unless rows are walked by rowId: leave out sort and offset, but got: 50001 (callTriggers.limit)',
        ]);
        expect(asked()).toEqual([]);
      },
    );

    test('breaks where its reply does not prove that it is whole', async () => {
      upstream.answerWith((_, response) => {
        response.socket?.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{"rowId":1}\n');
      });
      const reply = await ask({ query: callTriggers(', offset: 1', 'rowId') });
      expect(reply).toMatchObject({ status: 200, broken: true, text: 'rowId\r\n1\r\n' });
    });
  });

  test.each<[claim: string, given: string]>([
    ['above 1,000,000 rows', ', limit: 1000001'],
    ['below one row', ', limit: 0'],
  ])('is refused %s, with nothing sent', async (_claim, given) => {
    upstream.answerWith(pagesOf(calls(3)));
    const reply = await ask({ query: callTriggers(given) });
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(asked()).toEqual([]);
  });

  test('is answered with a limit of 1,000,000 rows', async () => {
    upstream.answerWith(pagesOf(calls(3)));
    expect(await ask({ query: callTriggers(', limit: 1000000', 'rowId') })).toMatchObject({ status: 200, broken: false });
  });

  test('may have more rows than MAX_ROWS, which bounds answers', async () => {
    upstream.answerWith(pagesOf(calls(3)));
    expect((await ask({ query: callTriggers(', limit: 1001') })).status).toBe(200);
    expect((await gateway.ask(callTriggers(', limit: 1001'))).body.errors?.[0]?.extensions['code']).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
  });

  describe('is not acceptable', () => {
    const dates = 'startDate: "2026-01-01", endDate: "2026-01-31"';
    test.each<[claim: string, query: string, reason: string]>([
      [
        'of two reports',
        `{ installation(igrp: 1) { a: callTriggers(${dates}) { rows { rowId } } b: callTriggers(${dates}) { rows { rowId } } } }`,
        'a and b are selected',
      ],
      [
        'of two installations',
        `{ a: installation(igrp: 1) { channels { rows { channelId } } } b: installation(igrp: 2) { channels { rows { channelId } } } }`,
        'a and b are selected',
      ],
      ['of no report', '{ __typename }', 'no report is selected'],
      ['of a row by its key', '{ installation(igrp: 1) { goal(goalId: 1) { goalId } } }', 'no report is selected'],
      ['of an installation', '{ installation(igrp: 1) { igrp } }', 'no report is selected'],
      [
        'of rows with a count beside them',
        `{ installation(igrp: 1) { channels { rowCount rows { channelId } } } }`,
        'rowCount is selected beside them',
      ],
      [
        'of rows under two aliases',
        `{ installation(igrp: 1) { channels { a: rows { channelId } b: rows { channelId } } } }`,
        'b is selected beside them',
      ],
      ['of no rows', `{ installation(igrp: 1) { channels { rowCount } } }`, 'rowCount is selected beside them'],
      [
        'of rows with links',
        `{ installation(igrp: 1) { callTriggers(${dates}) { rows { rowId channel { channelId } } } } }`,
        'rows.channel is not a column',
      ],
      ['of rows with their node ids', '{ installation(igrp: 1) { goals { rows { goalId id } } } }', 'rows.id is not a column'],
      [
        'of rows with a node id under an alias, in a fragment on the interface',
        '{ installation(igrp: 1) { channels { rows { ... on Node { key: id } } } } }',
        'rows.key is not a column',
      ],
      [
        'of the reports of several nodes',
        '{ nodes(ids: ["WyJpbnN0YWxsYXRpb25zIiwxXQ", "WyJpbnN0YWxsYXRpb25zIiwyXQ"]) { ... on Installation { channels { rows { channelId } } } } }',
        'nodes is a list',
      ],
      [
        'of the reports of entities',
        '{ _entities(representations: [{ __typename: "Installation", igrp: 1 }]) { ... on Installation { channels { rows { channelId } } } } }',
        '_entities is a list',
      ],
      [
        'of rows that are skipped',
        `{ installation(igrp: 1) { channels { __typename rows @skip(if: true) { channelId } } } }`,
        'no rows are selected',
      ],
    ])('%s', async (_claim, query, reason) => {
      upstream.answerWith(pagesOf(calls(3)));
      const reply = await ask({ query });
      expect(reply.status).toBe(406);
      expect(refusalOf(reply.text)).toEqual([
        `NOT_ACCEPTABLE: A file holds the rows of one report, but ${reason}. Select columns of rows alone, or accept application/json.`,
      ]);
      expect(asked()).toEqual([]);
    });
  });

  test.each([...catalogue.values()].filter(isNode))(
    'is not acceptable with the ids of $name, whoever asks and in either form',
    async ({ name, scope }) => {
      upstream.answerWith(pagesOf([]));
      const list = `${name} { rows { id } }`;
      const query = scope === 'root' ? `{ ${list} }` : `{ installation(igrp: 1) { ${list} } }`;
      for (const accept of ['text/csv', NDJSON])
        for (const authorization of [DEMO, 'Bearer token']) {
          const reply = await ask({ query, accept, headers: { authorization } });
          expect(reply.status).toBe(406);
          expect(refusalOf(reply.text)).toEqual([expect.stringMatching(/^NOT_ACCEPTABLE: .*rows\.id is not a column/)]);
        }
      expect(asked()).toEqual([]);
    },
  );

  test('is not acceptable below a node of another type, with nothing sent', async () => {
    upstream.answerWith(pagesOf([]));
    const goal = Buffer.from(JSON.stringify(['goals', 1, 2])).toString('base64url');
    const reply = await ask({ query: `{ node(id: "${goal}") { ... on Installation { channels { rows { channelId } } } } }` });
    expect(reply.status).toBe(406);
    expect(refusalOf(reply.text)).toEqual(['NOT_ACCEPTABLE: A file holds the rows of one report, but no node with that report was found.']);
    expect(asked()).toEqual([]);
  });

  test('goes without a comparison', async () => {
    upstream.answerWith(pagesOf([]));
    const query = `{ installation(igrp: 1) { channelMetrics(startDate: "2026-01-01", endDate: "2026-01-31", group: [CH], compare: { to: PREVIOUS_PERIOD }) { rows { ch } } } }`;
    const reply = await ask({ query });
    expect(reply.status).toBe(400);
    expect(refusalOf(reply.text)[0]).toMatch(/^BAD_USER_INPUT: a file cannot be combined with compare or fillGaps/);
    expect(asked()).toEqual([]);
  });

  describe('that fails before its first row is an error with a status of its own', () => {
    test.each<[claim: string, status: number, code: string, upstreamStatus: number]>([
      ['a credential that is refused', 401, 'UNAUTHENTICATED', 401],
      ['an installation that is not to be seen', 403, 'FORBIDDEN', 403],
      ['an unavailable upstream', 502, 'UPSTREAM_HTTP_ERROR', 500],
      ['an upstream that may be available later', 502, 'UPSTREAM_UNAVAILABLE', 503],
    ])('%s', async (_claim, status, code, upstreamStatus) => {
      upstream.answerWith((_, response) => void response.writeHead(upstreamStatus).end());
      const headers = { authorization: `Basic ${Buffer.from(`user:${code}`).toString('base64')}` };
      const reply = await ask({ query: callTriggers(), headers });
      expect(reply.status).toBe(status);
      expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(reply.headers['content-disposition']).toBeUndefined();
      const [error] = errorsOf(reply.text);
      expect(error).toMatchObject({
        path: ['installation', 'callTriggers'],
        extensions: { code, retryable: code === 'UPSTREAM_UNAVAILABLE' },
      });
    });

    test('no credential', async () => {
      const reply = await ask({ query: callTriggers(), headers: { authorization: 'Bearer token' } });
      expect(reply).toMatchObject({ status: 401, broken: false });
    });

    test('a document that does not fit the schema', async () => {
      const reply = await ask({ query: '{ nothing }' });
      expect(reply).toMatchObject({ status: 400, broken: false });
    });
  });

  describe('with cells of the wrong type', () => {
    const rows = [
      { rowId: 1, callDuration: 'soon' },
      { rowId: 2, callDuration: 5 },
    ];
    const query = callTriggers('', 'rowId callDuration');

    test('is refused', async () => {
      upstream.answerWith(pagesOf(rows));
      const reply = await ask({ query });
      expect(reply.status).toBe(502);
      expect(refusalOf(reply.text)[0]).toMatch(/^UPSTREAM_MALFORMED_RESPONSE: callDuration must be a whole number .* Send ;errors=empty/);
    });

    test('breaks where rows have left', async () => {
      upstream.answerWith(
        pagesOf(
          rows.toReversed().map((row, i) => ({ ...row, rowId: i + 1 })),
          1,
        ),
      );
      const reply = await ask({ query });
      expect(reply).toMatchObject({ status: 200, broken: true, text: 'rowId,callDuration\r\n1,5\r\n' });
    });

    test('has empty cells where they are asked for, as CSV and as NDJSON', async () => {
      upstream.answerWith(pagesOf(rows));
      expect((await ask({ query, accept: 'text/csv; errors=empty' })).text).toBe('rowId,callDuration\r\n1,\r\n2,5\r\n');
      expect((await ask({ query, accept: `${NDJSON};errors=empty` })).text).toBe(
        '{"rowId":"1","callDuration":null}\n{"rowId":"2","callDuration":5}\n',
      );
    });
  });

  test('escapes formulas, and leaves them as they are where that is asked for', async () => {
    upstream.answerWith(pagesOf([{ rowId: 1, callDuration: -5, chName: '=cmd(1,"x")' }] as never));
    const columns = 'rowId chName customerPhoneNumber: field(name: "phone") callDuration';
    expect((await ask({ query: callTriggers('', columns) })).text.split('\r\n')[1]).toBe('1,"\'=cmd(1,""x"")",,-5');
    expect((await ask({ query: callTriggers('', columns), accept: 'text/csv;escape=none' })).text.split('\r\n')[1]).toBe(
      '1,"=cmd(1,""x"")",,-5',
    );
  });

  test('has empty cells for a guessed column that upstream refuses, and names it in a header, on all pages', async () => {
    upstream.answerWith((request, response) => {
      const asksFor = request.params.some(([name, value]) => name.startsWith('display[') && value.includes('txc'));
      if (asksFor) response.writeHead(400).end();
      else return pagesOf(calls(3), 2)(request, response);
    });
    const reply = await ask({ query: callTriggers('', 'rowId txc') });
    expect(reply).toMatchObject({ status: 200, broken: false, text: 'rowId,txc\r\n1,\r\n2,\r\n3,\r\n' });
    expect(reply.headers['x-unknown-fields']).toBe('txc');
    expect(asked().map(([after]) => after)).toEqual([null, null, 2, 3]);
  });

  test('counts as one report answered, with its bytes in the log', async () => {
    upstream.answerWith(pagesOf(calls(5), 2));
    const reply = await ask({ query: callTriggers('', 'rowId'), headers: { 'x-request-id': 'file-1' } });
    const line = gateway.logged.find(({ requestId, msg }) => requestId === 'file-1' && msg === 'request');
    expect(line).toMatchObject({ status: 200, bytes: reply.text.length, upstreamCalls: 4 });
  });
});
