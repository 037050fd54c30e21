/** What reaches a collector, by the settings of OpenTelemetry's SDK. */
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import type { RequestLogEntry, TraceParent } from '../../src/http/graphql-request.js';
import { startTelemetry, type Telemetry } from '../../src/observe/telemetry.js';
import { createTraces } from '../../src/observe/traces.js';
import { readSpans, startOtlpReceiver, type OtlpReceiver } from './otlp-receiver.js';

const ENTRY = { method: 'POST', status: 200, code: null, clientLeft: false } as RequestLogEntry; // what a trace reads of it
const TARGET = { base: 'https://api.example.com/reports/v2', route: '/igrps/{igrp}/goals' };
const ATTEMPT = {
  report: 'goals',
  origin: undefined,
  attempt: 1,
  status: 200,
  durationMs: 5,
  bytes: 10,
  counted: false,
  cause: null,
  sentence: null,
} as const;
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const parent = (sampled: boolean): TraceParent => ({ traceId: TRACE_ID, parentId: 'b7ad6b7169203331', sampled });

const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

interface Started {
  readonly receiver: OtlpReceiver;
  readonly telemetry: Telemetry;
  readonly lost: { readonly spans: number; readonly reason: string | undefined }[];
  readonly run: (traceParent?: TraceParent | null) => string;
}

async function start(environment: Readonly<Record<string, string>> = {}, status = 200): Promise<Started> {
  const receiver = await startOtlpReceiver(status);
  const before = { ...process.env };
  Object.assign(process.env, environment);
  ended.push(() => {
    for (const variable of Object.keys(environment)) delete process.env[variable];
    Object.assign(process.env, before);
    return receiver.close();
  });
  const lost: Started['lost'] = [];
  const telemetry = await startTelemetry(readConfig({ ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }), {
    version: { version: '1.2.3', revision: 'abc' },
    onLost: (spans, reason) => lost.push({ spans, reason: reason?.message }),
  });
  if (telemetry === null) throw new Error('an endpoint is set');
  const traces = createTraces(telemetry);
  const run = (traceParent: TraceParent | null = null) => {
    const operation = traces.operation({ requestId: 'one', traceParent, startedAt: performance.now() });
    const report = operation.report('goals', TARGET);
    report.attemptEnded({ ...ATTEMPT, outcome: 'OK' });
    report.answered({ rows: 1, coalesced: 0, cache: 'OFF' });
    operation.end(ENTRY);
    expect(report.place.traceId).toBe(operation.traceId);
    return operation.traceId;
  };
  return { receiver, telemetry, lost, run };
}

const SAMPLED = ['POST /graphql', 'GET /igrps/{igrp}/goals', 'report goals'];

describe('a sampler', () => {
  test.each([
    ['as it is by default: all', {}, null, SAMPLED],
    ['as it is by default: as the caller samples', {}, parent(true), SAMPLED],
    ['as it is by default: as the caller does not', {}, parent(false), []],
    ['always_on', { OTEL_TRACES_SAMPLER: 'always_on' }, parent(false), SAMPLED],
    ['always_off', { OTEL_TRACES_SAMPLER: 'always_off' }, parent(true), []],
    ['parentbased_always_off, by the caller', { OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, parent(true), SAMPLED],
    ['parentbased_always_off, without one', { OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, null, []],
    ['traceidratio of none', { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, parent(true), []],
    ['traceidratio of all', { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '1' }, null, SAMPLED],
  ])('is %s', async (_, environment, traceParent, expected) => {
    const { run, telemetry, receiver } = await start(environment);
    const traceId = run(traceParent);
    expect(traceId).toMatch(traceParent === null ? /^(?!0{32})[0-9a-f]{32}$/ : TRACE_ID);
    await telemetry.close(5_000);
    const spans = receiver.spans();
    expect(spans.map(({ name }) => name)).toEqual(expected);
    expect(spans.every((span) => span.traceId === traceId)).toBe(true);
    if (expected.length > 0) expect(spans[0]?.parentId).toBe(traceParent?.parentId ?? '');
  });
});

test('a report that ends when its operation is over, as where the caller left, is recorded too', async () => {
  const { telemetry, receiver } = await start();
  const operation = createTraces(telemetry).operation({ requestId: 'one', traceParent: null, startedAt: 0 });
  const report = operation.report('goals', TARGET);
  operation.end({ ...ENTRY, clientLeft: true, status: 500 });
  report.attemptEnded({ ...ATTEMPT, status: null, outcome: 'LEFT' });
  report.failed(null);
  await telemetry.close(5_000);
  expect(receiver.spans().map(({ name, status }) => ({ name, status }))).toEqual([
    { name: 'POST /graphql', status: 0 },
    { name: 'GET /igrps/{igrp}/goals', status: 0 },
    { name: 'report goals', status: 0 },
  ]);
});

test('spans leave with the headers, the compression and the resource of the environment', async () => {
  const { run, telemetry, receiver } = await start({
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=one',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
  });
  run();
  await telemetry.close(5_000);
  expect(receiver.headers).toMatchObject([{ 'x-tenant': 'one', 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' }]);
  const body = gunzipSync(receiver.bodies[0] ?? Buffer.alloc(0));
  expect(readSpans(body).map(({ name }) => name)).toEqual(SAMPLED);
  const text = body.toString('latin1');
  for (const said of [
    'service.name',
    'infinity-reports-graphql',
    'service.version',
    '1.2.3',
    'telemetry.sdk.name',
    'deployment.environment',
  ])
    expect(text).toContain(said);
});

test('batches are as large as the environment says', async () => {
  const { run, telemetry, receiver } = await start({ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4' });
  for (let operations = 0; operations < 4; operations += 1) run();
  await telemetry.close(5_000);
  expect(receiver.bodies.map((body) => readSpans(body).length)).toEqual([4, 4, 4]);
});

test('no more batches are under way than the queue holds; the others are lost, and told of', async () => {
  const { run, telemetry, receiver, lost } = await start({ OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '3', OTEL_BSP_MAX_QUEUE_SIZE: '6' });
  for (let operations = 0; operations < 5; operations += 1) run();
  await telemetry.close(5_000);
  expect(receiver.spans()).toHaveLength(6);
  expect(lost).toEqual([1, 2, 3].map(() => ({ spans: 3, reason: 'Concurrent export limit reached' })));
});

test('what the collector refuses is told of', async () => {
  const { run, telemetry, lost } = await start({}, 400);
  run();
  await telemetry.close(5_000);
  expect(lost).toEqual([{ spans: 3, reason: expect.stringMatching(/./) }]);
});

test('a collector that cannot be reached does not hold up the end', async () => {
  const { run, telemetry, receiver } = await start({ OTEL_EXPORTER_OTLP_TIMEOUT: '100' });
  await receiver.close();
  run();
  await telemetry.close(50);
  expect(receiver.spans()).toEqual([]);
});
