/**
 * What records spans and sends them: OpenTelemetry's SDK and its exporter for OTLP over HTTP, loaded where an endpoint is set and not
 * otherwise. They are optional packages; further `OTEL_…` variables are theirs.
 */
import type { Tracer } from '@opentelemetry/api';
import type { Version } from '../version.js';

export interface Telemetry {
  readonly tracer: Tracer;
  /** Sends what is held, and gives up after `withinMs`. */
  readonly close: (withinMs: number) => Promise<void>;
}

export interface TelemetryOptions {
  /** Where spans go: the whole URL; null: the URL below which they go to `/v1/traces`. */
  readonly tracesEndpoint: string | null;
  readonly endpoint: string | null;
  readonly version: Version;
}

/** The packages, in the line that runs on every supported Node. */
const PACKAGES = ['@opentelemetry/sdk-trace-base@2', '@opentelemetry/resources@2', '@opentelemetry/exporter-trace-otlp-proto@0.223'];

/** Null where no endpoint is set. Throws an `Error` with the command that installs the packages where they are missing. */
export async function startTelemetry({ tracesEndpoint, endpoint, version }: TelemetryOptions): Promise<Telemetry | null> {
  const url = tracesEndpoint ?? (endpoint === null ? null : `${endpoint.replace(/\/$/, '')}/v1/traces`);
  if (url === null) return null;
  const { BasicTracerProvider, BatchSpanProcessor, resources, OTLPTraceExporter } = await loadPackages();
  const resource = resources
    .defaultResource()
    .merge(resources.resourceFromAttributes({ 'service.name': NAME, 'service.version': version.version }))
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))] });
  return {
    tracer: provider.getTracer(NAME, version.version),
    close: async (withinMs) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, withinMs);
      });
      // What a collector does not take in time is lost: the process has to end.
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}

const NAME = 'infinity-reports-graphql';

async function loadPackages() {
  try {
    const [{ BasicTracerProvider, BatchSpanProcessor }, resources, { OTLPTraceExporter }] = await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/exporter-trace-otlp-proto'),
    ]);
    return { BasicTracerProvider, BatchSpanProcessor, resources, OTLPTraceExporter };
  } catch (error) {
    if (!(typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new Error(`OTEL_EXPORTER_OTLP_ENDPOINT needs packages that are not installed: npm install ${PACKAGES.join(' ')}`, {
      cause: error,
    });
  }
}
