/**
 * What sends spans: OpenTelemetry's exporter for OTLP over HTTP, and its SDK's samplers and resources, loaded where an endpoint is set and not
 * otherwise. They are optional packages, which read their own `OTEL_…` variables.
 */
import { ROOT_CONTEXT, SpanKind, trace, TraceFlags, type Attributes, type Context, type Tracer } from '@opentelemetry/api';
import type { TraceParent } from '../http/graphql-request.js';
import type { Version } from '../version.js';
import { createSpanBatches } from './span-batches.js';
import { newSpanId, newTraceId, spanIdOf, traceIdOf } from './span-id.js';
import { requestHead, type AttributeValues } from './span-writer.js';
import type { TraceOptions, TracePlace } from './traces.js';

export interface Telemetry extends TraceOptions {
  /** Sends what is held, and gives up after `withinMs`. */
  readonly close: (withinMs: number) => Promise<void>;
}

export interface TelemetryOptions {
  /** Where spans go: the whole URL; null: the URL below which they go to `/v1/traces`. */
  readonly tracesEndpoint: string | null;
  readonly telemetryEndpoint: string | null;
  /** The sampler that the environment names, for the SDK to read; null where it names none. */
  readonly tracesSampler: string | null;
  /** Spans that are sent at once. */
  readonly spansPerExport: number;
  /** Spans that may be on their way at once. */
  readonly maxSpansWaiting: number;
  /** How long a span waits for others, in ms. */
  readonly spanDelayMs: number;
}

export interface TelemetryScope {
  readonly version: Version;
  /** Spans that the collector did not take, and why. */
  readonly onLost: (spans: number, reason: Error | undefined) => void;
}

/** The packages, in the line that runs on every supported Node. */
const PACKAGES = ['@opentelemetry/sdk-trace-base@2', '@opentelemetry/resources@2', '@opentelemetry/otlp-exporter-base@0.223'];

/** Null where no endpoint is set. Throws an `Error` with the command that installs the packages where they are missing. */
export async function startTelemetry(options: TelemetryOptions, { version, onLost }: TelemetryScope): Promise<Telemetry | null> {
  const { telemetryEndpoint, spansPerExport, maxSpansWaiting } = options;
  const url = options.tracesEndpoint ?? (telemetryEndpoint === null ? null : `${telemetryEndpoint.replace(/\/$/, '')}/v1/traces`);
  if (url === null) return null;
  const { BasicTracerProvider, resources, otlp } = await loadPackages();
  const resource = resources
    .defaultResource()
    .merge(resources.resourceFromAttributes({ 'service.name': NAME, 'service.version': version.version }))
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
  const concurrencyLimit = Math.max(1, Math.floor(maxSpansWaiting / spansPerExport));
  const exporter = otlp.createOtlpHttpExportDelegate<Batch, undefined>(
    otlp.convertLegacyHttpOptions({ url, concurrencyLimit }, 'TRACES', 'v1/traces', { 'Content-Type': 'application/x-protobuf' }),
    { serializeRequest: ({ request }) => request, deserializeResponse: () => undefined },
    'otlp_http_span_exporter',
    { name: 'span', countItems: ({ spans }) => spans },
    undefined,
  );
  const batches = createSpanBatches({
    head: requestHead(textsOf(resource.attributes), { name: NAME, version: version.version }),
    size: spansPerExport,
    waitMs: options.spanDelayMs,
    send: (request, spans) =>
      exporter.export({ request, spans }, ({ code, error }) => {
        if (Number(code) !== SUCCESS) onLost(spans, error);
      }),
  });
  return {
    sample: options.tracesSampler === null ? sampleAll : sampleBy(new BasicTracerProvider({ resource }).getTracer(NAME)),
    batches,
    close: async (withinMs) => {
      batches.flush();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, withinMs);
      });
      // What a collector does not take in time is lost: the process has to end.
      await Promise.race([exporter.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}

const NAME = 'infinity-reports-graphql';

/** Of the codes of a result, which OpenTelemetry's core declares. */
const SUCCESS = 0;

/** What is exported at once. */
interface Batch {
  readonly request: Uint8Array;
  readonly spans: number;
}

/** `parentbased_always_on`, the default: as the caller says, and every request of callers who say nothing. */
function sampleAll(parent: TraceParent | null): TracePlace {
  return { trace: parent === null ? newTraceId() : traceIdOf(parent.traceId), span: newSpanId(), sampled: parent?.sampled ?? true };
}

/** As `OTEL_TRACES_SAMPLER` says, which the SDK knows how to read: it begins a span, of which nothing but its place is used. */
function sampleBy(tracer: Tracer): TraceOptions['sample'] {
  return (parent) => {
    const span = tracer.startSpan('POST /graphql', { kind: SpanKind.SERVER }, contextOf(parent));
    const { traceId, spanId } = span.spanContext();
    return { trace: traceIdOf(traceId), span: spanIdOf(spanId), sampled: span.isRecording() };
  };
}

function contextOf(parent: TraceParent | null): Context {
  if (parent === null) return ROOT_CONTEXT;
  const { traceId, parentId, sampled } = parent;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags, isRemote: true });
}

/** Attributes of a resource are texts, as variables are. */
const textsOf = (attributes: Attributes): AttributeValues =>
  Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, typeof value === 'number' ? value : String(value)]));

async function loadPackages() {
  try {
    const [{ BasicTracerProvider }, resources, otlp] = await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/otlp-exporter-base/node-http'),
    ]);
    return { BasicTracerProvider, resources, otlp };
  } catch (error) {
    if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new Error(`OTEL_EXPORTER_OTLP_ENDPOINT needs packages that are not installed: npm install ${PACKAGES.join(' ')}`, {
      cause: error,
    });
  }
}
