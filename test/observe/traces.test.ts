/** Spans as a collector gets them: their tree, what they say, and what never leaves. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';
import { drawTree, startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from './otlp-receiver.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

/** Texts that stand in a credential, headers, the document, variables, filters, rows, and what upstream says. */
const CANARIES = ['c4nary-user', 'c4nary-agent', 'c4naryAlias', 'c4nary-value', '+44c4nary', 'c4nary-row', 'c4nary sentence', 'C4naryName'];
const DASHBOARD = `query C4naryName($value: [String!]) {
  installation(igrp: 1) {
    c4naryAlias: callTriggers(limit: 5, filter: { srcPhoneNumber: { eq: "+44c4nary" } }) { rows { rowId chName channel { channelName } } }
    channelMetrics(startDate: "2026-01-01", endDate: "2026-01-31", group: [CH], filter: { chName: { in: $value } }) { rows { chName callCount } }
    goals(limit: 5) { rows { goalId } }
  }
}`;

describe('the trace of a dashboard operation', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
  let receiver: OtlpReceiver;
  let upstream: UpstreamDouble;
  let gateway: TestGateway;
  let spans: readonly ReceivedSpan[] = [];
  let bytes = '';

  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    let calls = 0;
    upstream = await startUpstreamDouble(({ path: asked }) => {
      if (asked.endsWith('/triggers/calls') && ++calls === 1) return { status: 503 };
      if (asked.endsWith('/triggers/calls')) return { body: ndjson({ rowId: '1', chName: 'c4nary-row', ch: '7' }) };
      if (asked.includes('/metrics/')) return { status: 400, body: '"c4nary sentence"' };
      return { body: ndjson({ goalId: 1, channelId: 7, channelName: 'c4nary-row' }) };
    });
    const trusted = path.join(folder, 'manifest.json');
    writeFileSync(trusted, JSON.stringify({ 'goals-1': 'query TrustedGoals { installation(igrp: 1) { goals(limit: 5) { rowCount } } }' }));
    gateway = await startGateway(upstream.url, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      PROPAGATE_TRACE: 'on',
      DOCUMENTS: trusted,
      DOCUMENTS_MODE: 'log',
    });
    const headers = {
      authorization: `Basic ${Buffer.from('c4nary-user:c4nary-user').toString('base64')}`,
      'user-agent': 'c4nary-agent',
      'x-request-id': 'dashboard-1',
      traceparent: `00-${TRACE}-${PARENT}-01`,
    };
    await gateway.ask(DASHBOARD, { value: ['c4nary-value'] }, headers);
    await fetch(`${gateway.url}?documentId=goals-1`, { headers });
    await gateway.ask('{ nothing }');
    await gateway.close();
    spans = receiver.spans();
    bytes = Buffer.concat([...receiver.bodies]).toString('latin1');
  });
  afterAll(async () => {
    await upstream.close();
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  test('is a tree of the request, its execution, its reports and their attempts', () => {
    const shown = ['http.response.status_code', 'error.type', 'http.request.resend_count', 'reports.rows'];
    const dashboard = spans.filter(({ traceId, attributes }) => traceId === TRACE && attributes['reports.request_id'] !== undefined);
    const [root] = dashboard;
    const tree = drawTree(
      spans.filter(({ traceId }) => traceId === TRACE),
      shown,
    );
    expect(tree.split('GET /graphql')[1]?.split('\n')[1]).toBe('  graphql.execute');
    expect(tree.slice(tree.indexOf('POST /graphql'))).toMatchInlineSnapshot(`
      "POST /graphql http.response.status_code=200
        graphql.execute error.type=BAD_USER_INPUT
          report callTriggers reports.rows=1
            GET /igrps/{igrp}/triggers/calls http.response.status_code=503 error.type=UPSTREAM_UNAVAILABLE
            GET /igrps/{igrp}/triggers/calls http.response.status_code=200 http.request.resend_count=1
          report channelMetrics error.type=BAD_USER_INPUT
            GET /metrics/channels http.response.status_code=400 error.type=BAD_USER_INPUT
          report channels reports.rows=1
            GET /igrps/{igrp}/channels http.response.status_code=200
          report goals reports.rows=1
            GET /igrps/{igrp}/goals http.response.status_code=200"
    `);
    expect(root?.parentId).toBe(PARENT);
  });

  test('has routes without what stands in them', () => {
    const [sent] = spans.filter(({ kind, attributes }) => kind === 3 && attributes['url.template'] === '/igrps/{igrp}/triggers/calls');
    expect(sent?.attributes).toMatchObject({
      'http.request.method': 'GET',
      'url.full': `${upstream.url}/igrps/{igrp}/triggers/calls`,
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(upstream.url).port),
    });
  });

  test('shows the name and the id of trusted documents alone', () => {
    const named = spans.filter(({ name }) => name === 'graphql.execute').map(({ attributes }) => attributes);
    expect(named).toHaveLength(2);
    expect(named.filter((attributes) => 'graphql.operation.name' in attributes)).toHaveLength(1);
    expect(named).toContainEqual({
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'TrustedGoals',
      'reports.document': 'goals-1',
    });
  });

  test.each(CANARIES)('no byte of it says %s', (canary) => {
    expect(bytes).toContain('dashboard-1');
    expect(bytes).not.toContain(canary);
    expect(bytes).not.toContain(Buffer.from(canary).toString('base64').slice(0, 12));
  });

  test('is the one that upstream is told, each report as its parent', () => {
    const reports = new Set(spans.filter(({ name }) => name.startsWith('report ')).map(({ spanId }) => spanId));
    for (const { headers } of upstream.requests) {
      const [, traceId, parentId = ''] = String(headers['traceparent']).split('-');
      expect(traceId).toBe(TRACE);
      expect(reports).toContain(parentId);
    }
  });

  test('is named in every log line of the operation', () => {
    const lines = gateway.logged.filter(({ requestId }) => requestId === 'dashboard-1');
    expect(lines.length).toBeGreaterThan(2);
    expect(new Set(lines.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  });
});

test('without an endpoint no SDK is loaded', () => {
  const script = `
    const { startTelemetry } = await import('./src/observe/telemetry.ts');
    if ((await startTelemetry({ tracesEndpoint: null, telemetryEndpoint: null }, {})) !== null) process.exit(1);
    const { default: { Module } } = await import('node:module').then((module) => ({ default: module }));
    process.exit(Object.keys(Module._cache).some((file) => file.includes('sdk-trace')) ? 2 : 0);`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('packages that are missing stop the start with the command that installs them', () => {
  const script = `
    import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(\`export async function resolve(specifier, context, next) {
      if (/^@opentelemetry.(?!api$)/.test(specifier)) throw Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' });
      return next(specifier, context);
    }\`));
    const { startTelemetry } = await import('./src/observe/telemetry.ts');
    await startTelemetry({ tracesEndpoint: null, telemetryEndpoint: 'http://127.0.0.1:1' }, {});`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain(
    'OTEL_EXPORTER_OTLP_ENDPOINT needs packages that are not installed: npm install @opentelemetry/sdk-trace-base@2',
  );
});
