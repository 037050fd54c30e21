/** What spans say: their names, and their attributes by OpenTelemetry's semantic conventions; the gateway's own begin with `reports.`. */
import { SpanKind } from '@opentelemetry/api';
import { attributeKey, spanForm, type AttributeValues, type SpanForm } from './span-writer.js';

/** Where a report is asked: its base URL, and its route with the names of what stands in it. */
export interface TracedTarget {
  readonly base: string;
  readonly route: string;
}

const PATH = '/graphql';

/** The attributes that single spans have values of their own for. */
export const KEYS = {
  error: attributeKey('error.type'),
  status: attributeKey('http.response.status_code'),
  resent: attributeKey('http.request.resend_count'),
  operation: attributeKey('graphql.operation.name'),
  document: attributeKey('reports.document'),
  request: attributeKey('reports.request_id'),
  rows: attributeKey('reports.rows'),
  coalesced: attributeKey('reports.coalesced'),
  bytes: attributeKey('reports.bytes'),
} as const;

/** The forms of spans, each made once: methods, types, reports and routes are few. */
export interface SpanForms {
  readonly request: (method: string) => SpanForm;
  readonly execution: (type: string) => SpanForm;
  readonly answer: (report: string) => (cache: string) => SpanForm;
  readonly failure: (report: string) => SpanForm;
  readonly attempt: (target: TracedTarget) => SpanForm;
}

/** Forms of which none is made yet. */
export function createSpanForms(): SpanForms {
  const attemptsAt = once((base) => once((route) => attemptForm(base, route)));
  return {
    request: once((method) =>
      spanForm(`${method} ${PATH}`, SpanKind.SERVER, {
        'url.scheme': 'http',
        'url.path': PATH,
        'http.request.method': method,
        'http.route': PATH,
      }),
    ),
    execution: once((type) => spanForm('graphql.execute', SpanKind.INTERNAL, { 'graphql.operation.type': type })),
    answer: once((report) => once((cache) => reportForm(report, { 'reports.cache': cache }))),
    failure: once((report) => reportForm(report)),
    attempt: ({ base, route }) => attemptsAt(base)(route),
  };
}

const reportForm = (report: string, attributes: AttributeValues = {}): SpanForm =>
  spanForm(`report ${report}`, SpanKind.INTERNAL, { 'reports.report': report, ...attributes });

/** `url.full` is the route, its parameters by name and without a query: what stands in them is a caller's. */
function attemptForm(base: string, route: string): SpanForm {
  const { protocol, hostname, port } = new URL(base);
  return spanForm(`GET ${route}`, SpanKind.CLIENT, {
    'http.request.method': 'GET',
    'url.template': route,
    'url.full': `${base}${route}`,
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  });
}

function once<Value>(make: (name: string) => Value): (name: string) => Value {
  const made = new Map<string, Value>();
  return (name) => {
    let value = made.get(name);
    if (value === undefined) made.set(name, (value = make(name)));
    return value;
  };
}
