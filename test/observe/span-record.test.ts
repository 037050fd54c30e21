/** Spans of operations without a gateway: what is recorded when, and what is not. */
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type Sampler } from '@opentelemetry/sdk-trace-base';
import { afterEach, expect, jest, test } from '@jest/globals';
import { createTraces, type OperationTrace, type Traces } from '../../src/observe/traces.js';

const exporter = new InMemorySpanExporter();
afterEach(() => exporter.reset());

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
const ENTRY = { method: 'POST', status: 200, code: null, clientLeft: false } as Parameters<OperationTrace['end']>[0]; // what a trace reads of it

const REQUEST = { requestId: 'one', traceParent: null, startedAt: performance.now() };

function tracesWith(sampler?: Sampler): Traces {
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)], ...(sampler ? { sampler } : {}) });
  return createTraces(provider.getTracer('test'));
}

const recorded = () =>
  exporter.getFinishedSpans().map((span) => ({ name: span.name, id: span.spanContext().spanId, parent: span.parentSpanContext?.spanId }));

test('spans are made once the operation is over, each in its own', () => {
  const traces = tracesWith();
  const operation = traces.operation(REQUEST);
  const executed = operation.execute({ type: 'query', name: null, document: null });
  const report = operation.report('goals', TARGET);
  report.attemptEnded({ ...ATTEMPT, outcome: 'OK' });
  report.answered({ rows: 1, coalesced: 0, cache: 'OFF' });
  executed([]);
  expect(recorded()).toEqual([]);
  operation.end(ENTRY);
  expect(recorded()).toEqual([]);
  traces.flush();
  const byName = new Map(recorded().map((span) => [span.name, span]));
  expect([...byName.keys()].sort()).toEqual(['GET /igrps/{igrp}/goals', 'POST /graphql', 'graphql.execute', 'report goals']);
  expect(byName.get('GET /igrps/{igrp}/goals')?.parent).toBe(byName.get('report goals')?.id);
  expect(byName.get('report goals')?.parent).toBe(byName.get('graphql.execute')?.id);
  expect(byName.get('graphql.execute')?.parent).toBe(byName.get('POST /graphql')?.id);
});

test('a report that ends when its operation is over, as where the caller left, is recorded too', () => {
  const traces = tracesWith();
  const operation = traces.operation(REQUEST);
  const report = operation.report('goals', TARGET);
  operation.end({ ...ENTRY, clientLeft: true });
  traces.flush();
  expect(recorded().map(({ name }) => name)).toEqual(['POST /graphql']);
  report.attemptEnded({ ...ATTEMPT, outcome: 'LEFT' });
  report.failed(null);
  expect(recorded().map(({ name }) => name)).toEqual(['POST /graphql', 'GET /igrps/{igrp}/goals', 'report goals']);
});

test('what upstream is told of a report is the span that is recorded', () => {
  const traces = tracesWith();
  const operation = traces.operation(REQUEST);
  const report = operation.report('goals', TARGET);
  const { parentId, traceId, sampled } = report.place;
  report.answered({ rows: 0, coalesced: 0, cache: 'OFF' });
  operation.end(ENTRY);
  traces.flush();
  expect({ traceId, sampled }).toEqual({ traceId: operation.traceId, sampled: true });
  expect(recorded().find(({ name }) => name === 'report goals')?.id).toBe(parentId);
});

test('an operation that is sampled out has a trace id and records nothing', () => {
  const traces = tracesWith({ shouldSample: () => ({ decision: 0 }) });
  const operation = traces.operation(REQUEST);
  const report = operation.report('goals', TARGET);
  report.attemptEnded({ ...ATTEMPT, outcome: 'OK' });
  report.answered({ rows: 0, coalesced: 0, cache: 'OFF' });
  expect(report.place).toMatchObject({ traceId: operation.traceId, sampled: false });
  operation.end(ENTRY);
  traces.flush();
  expect(operation.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(recorded()).toEqual([]);
});

test('spans of many operations are made together, once there are 512 of them', () => {
  const traces = tracesWith();
  for (let ended = 1; ended < 512; ended += 1) traces.operation(REQUEST).end(ENTRY);
  expect(recorded()).toEqual([]);
  traces.operation(REQUEST).end(ENTRY);
  expect(recorded()).toHaveLength(512);
});

test('spans of a single operation wait for others for half a second', () => {
  jest.useFakeTimers();
  try {
    tracesWith().operation(REQUEST).end(ENTRY);
    jest.advanceTimersByTime(499);
    expect(recorded()).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(recorded()).toHaveLength(1);
  } finally {
    jest.useRealTimers();
  }
});
