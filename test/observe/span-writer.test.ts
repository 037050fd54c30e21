/** What is written of spans, held against what OpenTelemetry's own exporter sends of them. */
import { SpanStatusCode, TraceFlags, type HrTime, type SpanContext } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spanIdOf, spanIdToHex, traceIdOf } from '../../src/observe/span-id.js';
import { attributeKey, requestHead, spanForm, SpanWriter } from '../../src/observe/span-writer.js';
import { holds } from '../support/laws.js';
import { fieldsOf, startOtlpReceiver, type OtlpReceiver } from './otlp-receiver.js';

interface SpanCase {
  readonly name: string;
  readonly kind: 0 | 1 | 2;
  readonly traceId: string;
  readonly id: string;
  readonly parent: string | null;
  readonly isParentRemote: boolean;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly always: Readonly<Record<string, string | number>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly isFailed: boolean;
}

let receiver: OtlpReceiver;
let exporter: OTLPTraceExporter;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  exporter = new OTLPTraceExporter({ url: `${receiver.url}/v1/traces` });
});
afterAll(async () => {
  await exporter.shutdown();
  await receiver.close();
});

const RESOURCE = { 'service.name': 'gateway', 'process.pid': 4_711 };
const SCOPE = { name: 'infinity', version: '1.2.3' };

const newWriter = () => new SpanWriter(requestHead(RESOURCE, SCOPE));

function writtenBy(writer: SpanWriter, cases: readonly SpanCase[]): Uint8Array {
  for (const { name, kind, traceId, id, parent, isParentRemote, startedAt, durationMs, always, numbers, texts, isFailed } of cases) {
    writer.begin(
      {
        traceId: traceIdOf(traceId).bytes,
        id: spanIdOf(id),
        parent: parent === null ? null : spanIdOf(parent),
        isParentRemote,
        startedAt,
        endedAt: startedAt + durationMs,
      },
      spanForm(name, kind, always),
    );
    for (const [key, value] of Object.entries(numbers)) writer.number(attributeKey(key), value);
    for (const [key, value] of Object.entries(texts)) writer.text(attributeKey(key), value);
    writer.end(isFailed);
  }
  return writer.take();
}

/** The same spans by the SDK, which is given times as it makes them of `performance.now()`. */
async function writtenBySdk(cases: readonly SpanCase[]): Promise<Uint8Array> {
  const resource = resourceFromAttributes(RESOURCE);
  const spans = cases.map((span): ReadableSpan => {
    const context = (spanId: string, isRemote: boolean): SpanContext => ({
      traceId: span.traceId,
      spanId,
      traceFlags: TraceFlags.SAMPLED,
      isRemote,
    });
    return {
      name: span.name,
      kind: span.kind,
      spanContext: () => context(span.id, false),
      ...(span.parent === null ? {} : { parentSpanContext: context(span.parent, span.isParentRemote) }),
      startTime: hrTime(span.startedAt),
      endTime: hrTime(span.startedAt + span.durationMs),
      status: { code: span.isFailed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
      attributes: { ...span.always, ...span.numbers, ...span.texts },
      links: [],
      events: [],
      duration: [0, 0],
      ended: true,
      resource,
      instrumentationScope: SCOPE,
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
  });
  const { error } = await new Promise<{ readonly error?: Error }>((resolve) => exporter.export(spans, resolve));
  if (error) throw error;
  return receiver.bodies.at(-1) ?? new Uint8Array();
}

function hrTime(at: number): HrTime {
  const nanoseconds = BigInt(Math.round(performance.timeOrigin * 1e3)) * 1_000n + BigInt(Math.round(at * 1e6));
  return [Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)];
}

/** A request as text: the fields of resource, scope and spans by number, without those that say the default. */
function canonical(request: Uint8Array): readonly string[] {
  const message = (bytes: Buffer, within: readonly number[]): string[] =>
    fieldsOf(bytes)
      .map(([field, value]) => {
        const path = [...within, field];
        const isMessage = MESSAGES.has(path.join());
        const content = !Buffer.isBuffer(value) ? String(value) : isMessage ? message(value, path).join(' ') : value.toString('hex');
        return content === '' || content === '0' ? '' : `${path.join()}{${content}}`;
      })
      .filter((field) => field !== '')
      .sort((left, right) => left.localeCompare(right));
  return message(Buffer.from(request), []);
}

const SPAN = '1,2,2';
/** Requests, their resource, its scopes, the scope's own name, spans, and their status. */
const MESSAGES = new Set(['1', '1,1', '1,2', '1,2,1', SPAN, `${SPAN},15`]);

const hexOf = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((id) => Buffer.from(id).toString('hex'));
const text = fc.string({ unit: 'binary', maxLength: 40 });
const number = fc.oneof(fc.nat(300), fc.maxSafeNat());
const spanCase: fc.Arbitrary<SpanCase> = fc.record({
  name: text,
  kind: fc.constantFrom(0, 1, 2),
  traceId: hexOf(16),
  id: hexOf(8),
  parent: fc.option(hexOf(8)),
  isParentRemote: fc.boolean(),
  startedAt: fc.double({ min: 0, max: 1e9, noNaN: true }),
  durationMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
  always: fc.dictionary(fc.constantFrom('always.a', 'always.b'), fc.oneof(text, number)),
  numbers: fc.dictionary(fc.constantFrom('number.a', 'number.b'), number),
  texts: fc.dictionary(fc.constantFrom('text.a', 'text.b'), text),
  isFailed: fc.boolean(),
});

describe('spans', () => {
  test('are written as the SDK writes them', () =>
    holds(
      fc.asyncProperty(fc.array(spanCase, { minLength: 1, maxLength: 5 }), async (cases) => {
        const own = cases.map((span) => (span.parent === null ? { ...span, isParentRemote: false } : span));
        expect(canonical(writtenBy(newWriter(), own))).toEqual(canonical(await writtenBySdk(own)));
      }),
      300,
    ));

  const plain: SpanCase = {
    name: 'n',
    kind: 0,
    traceId: '1'.repeat(32),
    id: '2'.repeat(16),
    parent: null,
    isParentRemote: false,
    startedAt: 5,
    durationMs: 1,
    always: {},
    numbers: {},
    texts: {},
    isFailed: false,
  };

  test.each([0, 30, 40, 50, 60, 100, 16_290, 16_300, 16_310, 16_320, 70_000, 3_000_000])(
    'are whole whatever size they have: a text of %d characters',
    async (length) => {
      const cases = [plain, { ...plain, texts: { 'text.a': 'x'.repeat(length) } }, { ...plain, isFailed: true }];
      expect(canonical(writtenBy(newWriter(), cases))).toEqual(canonical(await writtenBySdk(cases)));
    },
  );

  test('are taken once, and what was taken stays', async () => {
    const writer = newWriter();
    const named = (name: string): readonly SpanCase[] => [{ ...plain, name }];
    const first = writtenBy(writer, named('first'));
    const second = writtenBy(writer, named('second'));
    expect(canonical(first)).toEqual(canonical(await writtenBySdk(named('first'))));
    expect(canonical(second)).toEqual(canonical(await writtenBySdk(named('second'))));
  });
});

test.each(['00f067aa0ba902b7', 'ffffffffffffffff', '8000000000000000', '0000000000000001'])(
  'the id %s is the same in both forms',
  (hex) => {
    expect(spanIdToHex(spanIdOf(hex))).toBe(hex);
  },
);
