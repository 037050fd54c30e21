import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createInflation } from '../../src/upstream/inflation.js';

interface Result {
  readonly bytes: Buffer;
  readonly error: unknown;
  readonly largest: number;
}

/** Feeds packed bytes in pieces, as a socket would, minding back-pressure. */
function inflate(packed: Buffer, { limit = 1e9, piece = 1_000, busy = false } = {}): Promise<Result> {
  return new Promise((resolve) => {
    const parts: Uint8Array[] = [];
    let offset = 0;
    const conclude = (error: unknown): void =>
      resolve({ bytes: Buffer.concat(parts), error, largest: Math.max(0, ...parts.map(({ length }) => length)) });
    const feed = (): void => {
      while (offset < packed.length) {
        const chunk = packed.subarray(offset, offset + piece);
        offset += piece;
        if (!inflation.write(chunk)) return;
      }
      inflation.end();
    };
    const inflation = createInflation(limit, {
      chunk: (bytes) => {
        parts.push(bytes);
        return busy ? new Promise((free) => setImmediate(free)) : undefined;
      },
      end: () => conclude(undefined),
      fail: conclude,
      ready: feed,
    });
    feed();
  });
}

describe('an inflation', () => {
  const TEXT = Buffer.concat([Buffer.from('{"rowId":1}\n'.repeat(50_000)), randomBytes(200_000)]);

  it.each([{}, { piece: 1 }, { piece: 1e9 }, { busy: true }])(
    'gives back what was packed, in pieces of at most 64 KiB: %j',
    async (how) => {
      const packed = gzipSync(how.piece === 1 ? TEXT.subarray(0, 20_000) : TEXT);
      const { bytes, error, largest } = await inflate(packed, how);
      expect(error).toBeUndefined();
      expect(bytes.equals(how.piece === 1 ? TEXT.subarray(0, 20_000) : TEXT)).toBe(true);
      expect(largest).toBeLessThanOrEqual(64 * 1024);
    },
  );

  it('takes packed parts one after the other for one', async () => {
    const { bytes } = await inflate(Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')]));
    expect(bytes.toString()).toBe('{"a":1}\n{"a":2}\n');
  });

  it('takes exactly its limit, and not a byte more', async () => {
    const packed = gzipSync(Buffer.alloc(1_000_000));
    expect(await inflate(packed, { limit: 1_000_000 })).toMatchObject({ error: undefined });
    expect(await inflate(packed, { limit: 999_999 })).toMatchObject({ error: { code: 'UPSTREAM_RESPONSE_TOO_LARGE' } });
  });

  it('gives out no more than its limit of a bomb', async () => {
    const { bytes } = await inflate(gzipSync(Buffer.alloc(100_000_000)), { limit: 1_000_000 });
    expect(bytes.length).toBeLessThanOrEqual(1_000_000);
  });

  it.each([
    ['cut', (packed: Buffer) => packed.subarray(0, -9), 'Z_BUF_ERROR'],
    ['none at all', () => Buffer.alloc(0), 'Z_BUF_ERROR'],
    ['not packed at all', () => Buffer.from('{"rowId":1}\n'), 'Z_DATA_ERROR'],
    ['of another checksum', (packed: Buffer) => Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]), 'Z_DATA_ERROR'],
  ])('says so where the packed bytes are %s', async (_title, spoil, code) => {
    const { error } = await inflate(spoil(gzipSync(TEXT)));
    expect(error).toMatchObject({ code });
  });
});
