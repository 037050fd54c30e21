/** Ids of spans and traces (W3C Trace Context): 8 and 16 random bytes, which headers and logs show in hexadecimal digits. */

/** The id of a span, as two halves: signed whole numbers of 32 bits. */
export interface SpanId {
  readonly high: number;
  readonly low: number;
}

/** The id of a trace, as bytes and in 32 digits. */
export interface TraceId {
  readonly bytes: Uint8Array;
  readonly hex: string;
}

/** A new id. That of zeros alone would be none. */
export const newSpanId = (): SpanId => ({ high: random32(), low: random32() || 1 });

/** The id in 16 digits. */
export const spanIdOf = (hex: string): SpanId => {
  const bytes = Buffer.from(hex, 'hex');
  return { high: bytes.readInt32BE(0), low: bytes.readInt32BE(4) };
};

/** In 16 digits. */
export function spanIdToHex({ high, low }: SpanId): string {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeInt32BE(high, 0);
  bytes.writeInt32BE(low, 4);
  return bytes.toString('hex');
}

/** A new id. That of zeros alone would be none. */
export function newTraceId(): TraceId {
  const bytes = Buffer.allocUnsafe(16);
  for (let at = 0; at < 12; at += 4) bytes.writeInt32BE(random32(), at);
  bytes.writeInt32BE(random32() || 1, 12);
  return { bytes, hex: bytes.toString('hex') };
}

/** The id in 32 digits. */
export const traceIdOf = (hex: string): TraceId => ({ bytes: Buffer.from(hex, 'hex'), hex });

const random32 = (): number => (Math.random() * 2 ** 32) | 0;
