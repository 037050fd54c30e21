/** What the log and /metrics tell, and what they never do. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';

const SECRET = 'correct-horse-battery';
const CREDENTIAL = `Basic ${Buffer.from(`someone:${SECRET}`).toString('base64')}`;
const NUMBER = '07700900123';

describe('observability', () => {
  const { gateway, upstream } = runningGateway(
    ({ path }) =>
      path.endsWith('/goals') ? { status: 503, body: `"${NUMBER} is busy"\n` } : { body: ndjson({ rowId: '1' }, { rowId: '2' }) },
    { environment: { LOG_LEVEL: 'trace' } },
  );
  beforeAll(async () => {
    const query = `query Latest { installation(igrp: 1) {
      a: callTriggers(filter: [{ srcPhoneNumber: { eq: "${NUMBER}" } }]) { rows { rowId } }
      b: callTriggers(filter: [{ srcPhoneNumber: { eq: "${NUMBER}" } }]) { rowCount }
      goals { rowCount }
    } }`;
    await gateway.ask(query, {}, { authorization: CREDENTIAL });
    await gateway.ask('{ nothing }', {}, { authorization: CREDENTIAL });
    await fetch(`${gateway.origin}/nowhere?key=${SECRET}`);
    await fetch(`${gateway.origin}/health/ready`);
  });

  test('a request is one line: id, operation, duration, upstream calls, codes', () => {
    const lines = gateway.logged.filter(({ msg, route }) => msg === 'request' && route === '/graphql');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      operation: 'Latest',
      status: 200,
      upstreamCalls: 2,
      codes: ['UPSTREAM_UNAVAILABLE'],
      durationMs: expect.any(Number),
      requestId: expect.any(String),
    });
    expect(lines[1]).toMatchObject({ operation: null, status: 400, upstreamCalls: 0, codes: ['GRAPHQL_VALIDATION_FAILED'] });
  });

  test('neither a credential, nor a filter’s value, nor an upstream body or address is logged, at any level', () => {
    const text = JSON.stringify(gateway.logged);
    for (const secret of [SECRET, CREDENTIAL, CREDENTIAL.slice(6), NUMBER, 'is busy', new URL(upstream.url).port])
      expect(text).not.toContain(secret);
  });

  test('docs/guide.md lists every metric with its help', async () => {
    const text = await (await fetch(`${gateway.origin}/metrics`)).text();
    const metrics = [...text.matchAll(/^# HELP (reports_gateway_\w+) (.*)$/gm)].map(([, name, help]) => [name, help]);
    const listed = [...readFileSync('docs/guide.md', 'utf8').matchAll(/^\| `(reports_gateway_\w+)` +\| (.*?) +\|$/gm)];
    expect(listed.map(([, name, help]) => [name, help])).toEqual(metrics);
  });

  test('/metrics counts requests, errors, upstream calls, rows, bytes and what was coalesced, and holds no secret', async () => {
    const response = await fetch(`${gateway.origin}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    for (const line of [
      'reports_gateway_requests_total{route="/graphql",status="200"} 1',
      'reports_gateway_requests_total{route="/graphql",status="400"} 1',
      'reports_gateway_requests_total{route="other",status="404"} 1',
      'reports_gateway_errors_total{code="UPSTREAM_UNAVAILABLE"} 1',
      'reports_gateway_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1',
      'reports_gateway_upstream_requests_total{report="callTriggers",status="200"} 1',
      'reports_gateway_upstream_retries_total{report="goals"} 1',
      'reports_gateway_rows_total{report="callTriggers"} 2',
      'reports_gateway_coalesced_fields_total{report="callTriggers"} 1',
      'reports_gateway_upstream_in_flight 0',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).not.toMatch(/nan\b/i);
    for (const secret of [SECRET, NUMBER, new URL(upstream.url).port]) expect(text).not.toContain(secret);
  });

  test('health says live and ready without asking upstream', async () => {
    upstream.clear();
    const [live, ready] = await Promise.all([fetch(`${gateway.origin}/health/live`), fetch(`${gateway.origin}/health/ready`)]);
    expect([live?.status, ready?.status]).toEqual([200, 200]);
    expect(upstream.requests).toEqual([]);
  });
});
