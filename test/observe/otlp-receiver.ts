/** A collector for OTLP over HTTP, on a port of its own: it keeps every byte and reads the spans out of them. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** 2: an error. */
  readonly status: number;
}

export interface OtlpReceiver {
  readonly url: string;
  readonly bodies: readonly Buffer[];
  readonly headers: readonly IncomingHttpHeaders[];
  readonly spans: () => readonly ReceivedSpan[];
  readonly close: () => Promise<void>;
}

/** A receiver; `status` is what it answers with. */
export async function startOtlpReceiver(status = 200): Promise<OtlpReceiver> {
  const bodies: Buffer[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      headers.push(request.headers);
      if (request.url === '/v1/traces') bodies.push(body);
      response.writeHead(status, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server's address is no pipe
    bodies,
    headers,
    spans: () => bodies.flatMap(readSpans),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Each span below its parent, indented, with what it has of some attributes. */
export function drawTree(spans: readonly ReceivedSpan[], shown: readonly string[]): string {
  const below = (parentId: string, depth: number): string[] =>
    spans
      .filter((span) => span.parentId === parentId)
      .sort((left, right) => left.name.localeCompare(right.name))
      .flatMap((span) => {
        const attributes = shown.filter((key) => key in span.attributes).map((key) => ` ${key}=${span.attributes[key]}`);
        return [`${'  '.repeat(depth)}${span.name}${attributes.join('')}`, ...below(span.spanId, depth + 1)];
      });
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = new Set(spans.map(({ parentId }) => parentId).filter((id) => !ids.has(id)));
  return [...roots].flatMap((root) => below(root, 0)).join('\n');
}

export type Value = number | bigint | Buffer;

/** The fields of one message of Protocol Buffers, in order: varints, fixed numbers as they are, and bytes. */
export function fieldsOf(message: Buffer): readonly (readonly [field: number, value: Value])[] {
  const fields: (readonly [number, Value])[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const [field, wire] = [tag >> 3, tag % 8];
    if (wire === 0) fields.push([field, varint()]);
    else if (wire === 1) fields.push([field, message.readBigUInt64LE((at += 8) - 8)]);
    else if (wire === 5) fields.push([field, message.readUInt32LE((at += 4) - 4)]);
    else {
      const length = varint();
      fields.push([field, message.subarray(at, (at += length))]);
    }
  }
  return fields;
}

const messagesIn = (message: Buffer, wanted: number): readonly Buffer[] =>
  fieldsOf(message).flatMap(([field, value]) => (field === wanted && Buffer.isBuffer(value) ? [value] : []));
const textIn = (message: Buffer, field: number): string => messagesIn(message, field)[0]?.toString('utf8') ?? '';
const hexIn = (message: Buffer, field: number): string => messagesIn(message, field)[0]?.toString('hex') ?? '';
const numberIn = (message: Buffer, wanted: number): number => Number(fieldsOf(message).find(([field]) => field === wanted)?.[1] ?? 0);

/** By opentelemetry/proto/trace/v1/trace.proto. */
export function readSpans(body: Buffer): readonly ReceivedSpan[] {
  return messagesIn(body, 1)
    .flatMap((resource) => messagesIn(resource, 2))
    .flatMap((scope) => messagesIn(scope, 2))
    .map((span) => ({
      traceId: hexIn(span, 1),
      spanId: hexIn(span, 2),
      parentId: hexIn(span, 4),
      name: textIn(span, 5),
      kind: numberIn(span, 6),
      attributes: Object.fromEntries(
        messagesIn(span, 9).map((pair) => [textIn(pair, 1), valueOf(messagesIn(pair, 2)[0] ?? Buffer.alloc(0))]),
      ),
      status: numberIn(messagesIn(span, 15)[0] ?? Buffer.alloc(0), 3),
    }));
}

const valueOf = (any: Buffer): string | number => (fieldsOf(any)[0]?.[0] === 1 ? textIn(any, 1) : numberIn(any, 3));
