/** What joins the lines of the log with each other, with the answer, and with the Reports API: request id, trace and caller. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config.js';
import { readVersion } from '../../src/version.js';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const HEADERS = { authorization: DEMO, 'x-request-id': 'req.7', traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
const OPERATION = '{ installations { rowCount } }';

describe('the marks of an operation', () => {
  let upstream: UpstreamDouble;
  let gateway: TestGateway;
  let other: TestGateway;
  beforeAll(async () => {
    upstream = await startUpstreamDouble(() => ({ status: 403 }));
    gateway = await startGateway(upstream.url, { CALLER_LOG_SECRET: 'one secret of two replicas' });
    other = await startGateway(upstream.url, { CALLER_LOG_SECRET: 'one secret of two replicas', PROPAGATE_TRACE: 'on' });
  });
  afterAll(() => Promise.all([gateway.close(), other.close(), upstream.close()]));

  test('the Reports API gets the request id and the product with its version, and no trace', async () => {
    upstream.clear();
    await gateway.ask(OPERATION, {}, HEADERS);
    const [{ headers } = { headers: {} }] = upstream.requests;
    expect(headers).toMatchObject({ 'x-request-id': 'req.7', 'user-agent': `infinity-reports-graphql/${readVersion().version}` });
    expect(headers).not.toHaveProperty('traceparent');
  });

  test('the trace is sent on where that is configured', async () => {
    upstream.clear();
    await other.ask(OPERATION, {}, HEADERS);
    expect(upstream.requests.map(({ headers }) => headers['traceparent'])).toEqual([HEADERS.traceparent]);
  });

  test('attempts and requests are logged under one request id, trace and caller, equal on replicas', () => {
    const lines = [gateway, other].flatMap(({ logged }) => logged.filter(({ msg }) => msg === 'upstream' || msg === 'request'));
    expect(lines.map(({ msg }) => msg)).toEqual(['upstream', 'request', 'upstream', 'request']);
    const callers = new Set(lines.map(({ caller }) => caller));
    expect([...callers]).toEqual([expect.stringMatching(/^[\da-f]{8}$/)]);
    for (const line of lines) expect(line).toMatchObject({ requestId: 'req.7', traceId: TRACE });
  });

  test('without a credential and a trace, lines have neither mark', async () => {
    await gateway.ask('{ __typename }', {}, { 'x-request-id': 'plain' });
    const line = gateway.logged.find(({ requestId }) => requestId === 'plain');
    expect(line).toMatchObject({ msg: 'request' });
    expect(line).not.toHaveProperty('traceId');
    expect(line).not.toHaveProperty('caller');
  });
});

test('a secret that is too short stops the start, and is not repeated', () => {
  expect(() => readConfig({ CALLER_LOG_SECRET: 'hush' })).toThrow(
    new ConfigError('CALLER_LOG_SECRET must be a secret of 16 characters or more'),
  );
});
