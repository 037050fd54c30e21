/**
 * Spans in OTLP's protobuf (opentelemetry/proto/trace/v1/trace.proto). Each is written once it has ended, behind the others of its batch, and is
 * bytes from then on: objects that wait for an export would have to be collected (`npm run bench:tracing`).
 */
import type { SpanKind } from '@opentelemetry/api';
import type { SpanId } from './span-id.js';

/** A span that has ended. Times are those of `performance.now()`. */
export interface EndedSpan {
  /** The 16 bytes of the trace's id. */
  readonly traceId: Uint8Array;
  readonly id: SpanId;
  readonly parent: SpanId | null;
  /** Whether its parent is a span of another process. */
  readonly isParentRemote: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
}

export type AttributeValues = Readonly<Record<string, string | number>>;

/** What all spans of a kind say alike, encoded once. */
export interface SpanForm {
  readonly bytes: Uint8Array;
}

/** The name of an attribute, encoded once. */
export interface AttributeKey {
  readonly bytes: Uint8Array;
}

/** The form of spans with this name, kind, and attributes. */
export function spanForm(name: string, kind: SpanKind, attributes: AttributeValues = {}): SpanForm {
  // The protocol counts kinds from 1.
  const kinds = Buffer.of(tag(SPAN.kind, VARINT), kind + 1);
  return { bytes: Buffer.concat([field(SPAN.name, Buffer.from(name)), kinds, encodeAttributes(SPAN.attributes, attributes)]) };
}

/** The name of an attribute that spans of one form have values of their own for. */
export const attributeKey = (name: string): AttributeKey => ({ bytes: field(PAIR.key, Buffer.from(name)) });

/** What is said before the spans of a request to export them: the resource that they are of, and the scope. */
export interface RequestHead {
  readonly resource: Uint8Array;
  readonly scope: Uint8Array;
}

/** The head of requests whose spans are of one scope of a resource. */
export const requestHead = (resource: AttributeValues, scope: { readonly name: string; readonly version: string }): RequestHead => ({
  resource: field(1, encodeAttributes(1, resource)),
  scope: field(1, Buffer.concat([field(1, Buffer.from(scope.name)), field(2, Buffer.from(scope.version))])),
});

/** Writes spans one behind another, as a request to export them. */
export class SpanWriter {
  readonly #head: RequestHead;
  /** Bytes before the spans, which the head is written into in the end: how long it is depends on them. */
  readonly #before: number;
  #bytes: Buffer = Buffer.allocUnsafeSlow(SIZE);
  #at: number;
  /** Where the length of the span under way is written. */
  #start = 0;

  constructor(head: RequestHead) {
    this.#head = head;
    this.#before = head.resource.length + head.scope.length + KNOWN;
    this.#at = this.#before;
  }

  /** Begins a span; its attributes follow, and `end`. */
  begin({ traceId, id, parent, isParentRemote, startedAt, endedAt }: EndedSpan, form: SpanForm): void {
    this.#makeRoom(form.bytes.length);
    const bytes = this.#bytes;
    let at = this.#at;
    bytes[at] = tag(SCOPE_SPANS, BYTES);
    this.#start = at + 1;
    at += 1 + LENGTH;
    bytes[at] = tag(SPAN.traceId, BYTES);
    bytes[at + 1] = traceId.length;
    bytes.set(traceId, at + 2);
    at = writeId(bytes, at + 2 + traceId.length, tag(SPAN.id, BYTES), id);
    if (parent !== null) at = writeId(bytes, at, tag(SPAN.parentId, BYTES), parent);
    bytes.set(form.bytes, at);
    at = writeTime(bytes, at + form.bytes.length, tag(SPAN.startedAt, FIXED64), startedAt);
    at = writeTime(bytes, at, tag(SPAN.endedAt, FIXED64), endedAt);
    at = writeVarint(bytes, at, tag(SPAN.flags, FIXED32));
    this.#at = bytes.writeUInt32LE(isParentRemote ? FLAGS | FLAGS_REMOTE : FLAGS, at);
  }

  /** Adds an attribute: a whole number from 0. */
  number(key: AttributeKey, value: number): void {
    const at = this.#writeKey(key, 1 + sizeOf(value));
    this.#bytes[at] = tag(VALUE.int, VARINT);
    this.#at = writeVarint(this.#bytes, at + 1, value);
  }

  /** Adds an attribute: a text. */
  text(key: AttributeKey, value: string): void {
    const length = Buffer.byteLength(value);
    let at = this.#writeKey(key, 1 + sizeOf(length) + length);
    this.#bytes[at] = tag(VALUE.text, BYTES);
    at = writeVarint(this.#bytes, at + 1, length);
    this.#at = at + this.#bytes.write(value, at);
  }

  /** Ends the span. */
  end(isFailed: boolean): void {
    this.#makeRoom(0);
    const bytes = this.#bytes;
    if (isFailed) {
      bytes.set(FAILED, this.#at);
      this.#at += FAILED.length;
    }
    const content = this.#start + LENGTH;
    const length = this.#at - content;
    const size = sizeOf(length);
    if (size !== LENGTH) {
      bytes.copyWithin(this.#start + size, content, this.#at);
      this.#at += size - LENGTH;
    }
    writeVarint(bytes, this.#start, length);
  }

  /** The request with the spans that were written since the last one. */
  take(): Uint8Array {
    const bytes = this.#bytes;
    const end = this.#at;
    const { resource, scope } = this.#head;
    let at = this.#before - scope.length;
    bytes.set(scope, at);
    at = writeHeadBefore(bytes, at, 2, end - at) - resource.length;
    bytes.set(resource, at);
    at = writeHeadBefore(bytes, at, 1, end - at);
    this.#bytes = Buffer.allocUnsafeSlow(bytes.length);
    this.#at = this.#before;
    return bytes.subarray(at, end);
  }

  /** Writes an attribute up to its value, which takes so many bytes, and says where that is. */
  #writeKey({ bytes: key }: AttributeKey, valueSize: number): number {
    this.#makeRoom(key.length + valueSize);
    const bytes = this.#bytes;
    bytes[this.#at] = tag(SPAN.attributes, BYTES);
    const at = writeVarint(bytes, this.#at + 1, key.length + 1 + sizeOf(valueSize) + valueSize);
    bytes.set(key, at);
    bytes[at + key.length] = tag(PAIR.value, BYTES);
    return writeVarint(bytes, at + key.length + 1, valueSize);
  }

  /** Makes room for so many bytes and for what is of a known size. */
  #makeRoom(size: number): void {
    if (this.#at + size + KNOWN <= this.#bytes.length) return;
    const wider = Buffer.allocUnsafeSlow(2 * (this.#at + size + KNOWN));
    wider.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = wider;
  }
}

/** Bytes of a buffer at first: some 200 spans. */
const SIZE = 64 * 1024;
/** More than is ever written at once beside forms, keys and values: ids, times, tags, lengths. */
const KNOWN = 128;
/** Bytes kept for the length of a span, which most fit. */
const LENGTH = 2;

/** Numbers of fields, by their messages. */
const SCOPE_SPANS = 2;
const SPAN = { traceId: 1, id: 2, parentId: 4, name: 5, kind: 6, startedAt: 7, endedAt: 8, attributes: 9, status: 15, flags: 16 } as const;
const PAIR = { key: 1, value: 2 } as const;
const VALUE = { text: 1, int: 3 } as const;
const STATUS_CODE = 3;
const STATUS_ERROR = 2;
/** Sampled, and known whether the parent is remote; and that it is. */
const FLAGS = 0x101;
const FLAGS_REMOTE = 0x200;

/** How the value of a field is written. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const tag = (number: number, wireType: number): number => (number << 3) | wireType;

function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let end = at;
  while (rest >= 0x80) {
    bytes[end++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  bytes[end++] = rest;
  return end;
}

function writeId(bytes: Buffer, at: number, idTag: number, { high, low }: SpanId): number {
  bytes[at] = idTag;
  bytes[at + 1] = 8;
  bytes.writeInt32BE(high, at + 2);
  return bytes.writeInt32BE(low, at + 6);
}

/** When the process began, in ns since 1970, as two halves: together they are no exact number. */
const ORIGIN = BigInt(Math.round(performance.timeOrigin * 1e3)) * 1_000n;
const HALF = 2 ** 32;
const ORIGIN_HIGH = Number(ORIGIN / BigInt(HALF));
const ORIGIN_LOW = Number(ORIGIN % BigInt(HALF));

function writeTime(bytes: Buffer, at: number, timeTag: number, time: number): number {
  const low = ORIGIN_LOW + Math.round(time * 1e6);
  bytes[at] = timeTag;
  bytes.writeUInt32LE(low % HALF, at + 1);
  return bytes.writeUInt32LE(ORIGIN_HIGH + Math.floor(low / HALF), at + 5);
}

/** The tag and the length of a field of bytes, text or a message. */
function fieldHead(number: number, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(12);
  bytes[0] = tag(number, BYTES);
  return bytes.subarray(0, writeVarint(bytes, 1, length));
}

/** Writes the tag and the length of a field so that they end at `end`, and says where they begin. */
function writeHeadBefore(bytes: Uint8Array, end: number, number: number, length: number): number {
  const at = end - sizeOf(length) - 1;
  bytes[at] = tag(number, BYTES);
  writeVarint(bytes, at + 1, length);
  return at;
}

const field = (number: number, content: Uint8Array): Uint8Array => Buffer.concat([fieldHead(number, content.length), content]);

const encodeAttributes = (number: number, attributes: AttributeValues): Uint8Array =>
  Buffer.concat(
    Object.entries(attributes).map(([key, value]) =>
      field(number, Buffer.concat([attributeKey(key).bytes, field(PAIR.value, encodeValue(value))])),
    ),
  );

function encodeValue(value: string | number): Uint8Array {
  if (typeof value === 'string') return field(VALUE.text, Buffer.from(value));
  const bytes = Buffer.allocUnsafe(12);
  bytes[0] = tag(VALUE.int, VARINT);
  return bytes.subarray(0, writeVarint(bytes, 1, value));
}

const FAILED = field(SPAN.status, Buffer.of(tag(STATUS_CODE, VARINT), STATUS_ERROR));
