/** Links from rows to entities: how many requests they are, whatever the number of rows. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../schema/reports/index.js';
import { sliceKeys } from '../../src/query/entity-query.js';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';
import { keysOf, answerByKeys } from './keyed-upstream.js';

let special: (request: UpstreamRequest) => UpstreamReply | undefined = () => undefined;

const { gateway, upstream } = runningGateway(answerByKeys((request) => special(request)));
beforeEach(() => {
  upstream.clear();
  special = () => undefined;
});

const LINKS = `channel { channelName } dialInGroup { dgrpName } segmentDetails { segmentName } goalDefinition { goalTitle }
  organisation { orgName } installation { igrpName } keywords { keyword }`;
const LINKED = 7;

/** Rows of the main report, by a function of their number; everything else as usual. */
const rowsOf = (path: string, row: (i: number) => Readonly<Record<string, unknown>>) => {
  special = (request) => {
    if (!request.path.endsWith(path) || keysOf(request)) return undefined;
    const limit = Number(request.params.find(([name]) => name === 'limit')?.[1]);
    return { body: ndjson(...Array.from({ length: limit }, (_, i) => row(i))) };
  };
};
const lookUps = () => upstream.requests.flatMap((request) => (keysOf(request) ? [[request.path, keysOf(request)?.keys.length]] : []));

describe('links of 1,000 rows', () => {
  test('are one request a linked type plus the report, and the slices that the bound on URLs forces', async () => {
    const ids = Array.from({ length: 1_000 }, (_, i) => String(9_007_199_254_740_992n + BigInt(i)));
    rowsOf('/triggers/calls', (i) => ({
      rowId: Number(ids[i]),
      igrp: 1,
      ch: i,
      dgrp: i % 50,
      segment: i % 9,
      goal: i % 100,
      orgId: i % 5,
    }));
    special = ((usual) => (request: UpstreamRequest) => {
      const reply = usual(request);
      // Numbers of this size have to be written as text: JSON.stringify would round them.
      return reply?.body === undefined
        ? reply
        : {
            body: String(reply.body).replace(
              /"rowId":\d+/g,
              (_, at: number, text: string) => `"rowId":${ids[text.slice(0, at).split('\n').length - 1]}`,
            ),
          };
    })(special);
    const { body } = await gateway.ask(`{ installation(igrp: 1) { callTriggers(limit: 1000) { rows { rowId ${LINKS} } } } }`);
    expect(body.errors).toBeUndefined();
    const report = catalogue.get('callKeywords');
    const slices = report ? sliceKeys({ report, igrp: 1, key: 'rowId', keys: ids, columns: ['keyword', 'rowId'] }).length : 0;
    expect(slices).toBeGreaterThan(1);
    expect(upstream.requests).toHaveLength(LINKED + 1 + (slices - 1));
    const rows = (body.data as { installation: { callTriggers: { rows: readonly Readonly<Record<string, unknown>>[] } } }).installation
      .callTriggers.rows;
    expect(rows).toHaveLength(1_000);
    expect(rows[123]).toEqual({
      rowId: ids[123],
      channel: { channelName: 'channelName 123' },
      dialInGroup: { dgrpName: 'dgrpName 23' },
      segmentDetails: { segmentName: 'segmentName 6' },
      goalDefinition: { goalTitle: 'goalTitle 23' },
      organisation: { orgName: 'orgName 3' },
      installation: { igrpName: 'igrpName 1' },
      keywords: [{ keyword: `keyword ${ids[123]}` }],
    });
  });

  test('ask for each key once, in ascending order', async () => {
    rowsOf('/triggers/calls', (i) => ({ ch: 3 - (i % 3) }));
    await gateway.ask('{ installation(igrp: 1) { callTriggers(limit: 1000) { rows { channel { channelName } } } } }');
    expect(upstream.requests.map(({ params }) => params.find(([name]) => name === 'filter[]')?.[1])).toEqual([
      undefined,
      'channelId-in-value-1,2,3',
    ]);
  });

  test('under two aliases are one request, with the columns of both', async () => {
    const { body } = await gateway.ask(
      '{ installation(igrp: 1) { callTriggers(limit: 2) { rows { a: channel { channelName } b: channel { channelType } } } } }',
    );
    expect(lookUps()).toEqual([['/igrps/1/channels', 2]]);
    expect(body.data).toMatchObject({
      installation: { callTriggers: { rows: [{ a: { channelName: 'channelName 1' }, b: { channelType: 'channelType 1' } }, {}] } },
    });
  });

  test('cost nothing where only the key is selected, and are null for a key of 0 or none', async () => {
    rowsOf('/triggers/calls', (i) => ({ ch: i === 0 ? 0 : i === 1 ? null : i, igrp: 1 }));
    const { body } = await gateway.ask(
      '{ installation(igrp: 1) { callTriggers(limit: 3) { rows { channel { __typename channelId igrp installation { igrp } } } } } }',
    );
    expect(body).toEqual({
      data: {
        installation: {
          callTriggers: {
            rows: [
              { channel: null },
              { channel: null },
              { channel: { __typename: 'Channel', channelId: 2, igrp: 1, installation: { igrp: 1 } } },
            ],
          },
        },
      },
    });
    expect(upstream.requests).toHaveLength(1);
  });

  test('of keys 0 alone are no request at all, and no keywords are an empty list', async () => {
    rowsOf('/triggers/calls', () => ({ rowId: 7, ch: 0, dgrp: 0, segment: 0, goal: 0, orgId: 0 }));
    const usual = special;
    special = (request) => (request.path.endsWith('/callKeywords') ? { body: '' } : usual(request));
    const { body } = await gateway.ask(
      '{ installation(igrp: 1) { callTriggers(limit: 2) { rows { channel { channelName } dialInGroup { dgrpName } segmentDetails { segmentName } goalDefinition { goalTitle } organisation { orgName } keywords { keyword } } } } }',
    );
    const row = { channel: null, dialInGroup: null, segmentDetails: null, goalDefinition: null, organisation: null, keywords: [] };
    expect(body).toEqual({ data: { installation: { callTriggers: { rows: [row, row] } } } });
    expect(lookUps()).toEqual([['/igrps/1/callKeywords', 1]]);
  });
});

describe('links across an operation', () => {
  test.each([
    [
      'metrics rows to what they group by',
      '{ installation(igrp: 1) { channelMetrics(group: [CH, GOAL, SEGMENT, DGRP], limit: 20) { rows { channel { channelName } goalDefinition { goalTitle } segmentDetails { segmentName } dialInGroup { dgrpName } } } } }',
      4,
    ],
    [
      'operational metrics to what they group by',
      '{ installation(igrp: 1) { operationalCallMetrics(group: [CH, DGRP], limit: 20) { rows { channel { channelName } dialInGroup { dgrpName } } } } }',
      2,
    ],
    ['installations to their organisations', '{ installations(limit: 20) { rows { igrp organisation { orgName } } } }', 1],
    ['entities to their installation', '{ installation(igrp: 1) { goals(limit: 20) { rows { goalId installation { igrpName } } } } }', 1],
    [
      'two reports of an operation, each once',
      '{ installation(igrp: 1) { a: goalTriggers(limit: 20) { rows { goalDefinition { goalTitle } } } b: callTriggers(limit: 20) { rows { goalDefinition { goalTitle } } } } }',
      null,
    ],
  ])('%s', async (_, query, requests) => {
    const { body } = await gateway.ask(query);
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data)).not.toContain('null');
    if (requests === null) expect(lookUps().length).toBeLessThanOrEqual(2);
    else expect(lookUps()).toHaveLength(requests);
  });

  test('a linked type that fails nulls its own links alone', async () => {
    special = ({ path }) => (path.endsWith('/channels') ? { status: 403 } : undefined);
    const { body } = await gateway.ask(
      '{ installation(igrp: 1) { callTriggers(limit: 2) { rows { channel { channelName } goalDefinition { goalTitle } } } } }',
    );
    expect(body.data).toEqual({
      installation: {
        callTriggers: {
          rows: [1, 2].map((key) => ({ channel: null, goalDefinition: { goalTitle: `goalTitle ${key}` } })),
        },
      },
    });
    expect(body.errors?.map(({ path, extensions }) => [path?.join('.'), extensions['code']])).toEqual([
      ['installation.callTriggers.rows.0.channel', 'FORBIDDEN'],
      ['installation.callTriggers.rows.1.channel', 'FORBIDDEN'],
    ]);
  });

  test('keywords that meet the cap of one call are an error, never a shorter list', async () => {
    special = ({ path }) =>
      path.endsWith('/callKeywords') ? { body: ndjson(...Array.from({ length: 50_000 }, () => ({ rowId: 1, keyword: 'x' }))) } : undefined;
    const { body } = await gateway.ask('{ installation(igrp: 1) { callTriggers(limit: 1) { rows { rowId keywords { keyword } } } } }');
    expect(body.data).toEqual({ installation: { callTriggers: { rows: [{ rowId: '1', keywords: null }] } } });
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_RESPONSE_TOO_LARGE']);
  });
});
