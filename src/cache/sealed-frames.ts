/**
 * Bytes sealed in frames, so that a large value is opened a piece at a time: a frame that was opened is whole, unchanged and in its place,
 * and no more than one of them needs to be held.
 *
 * A value is a nonce, and each frame behind its length and its tag. A frame's own nonce is that of the value, with the frame's place
 * in it, as the records of TLS 1.3 have theirs. The value's name and the number of its frames are authenticated with every frame, so that a
 * value which was cut, or stands under another name, does not open at all.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** The frames of one value. */
export interface Frames {
  readonly count: number;
  /** The frame at this place; null where its bytes were changed. */
  readonly open: (place: number) => Buffer | null;
}

export const SEAL_KEY_BYTES = 32;

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const PLACE_AT = NONCE_BYTES - 4;
const LENGTH_BYTES = 4;
const TAG_BYTES = 16;

/** Seals frames under a name. */
export function sealFrames(key: Uint8Array, name: string, frames: readonly Uint8Array[]): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const bound = boundTo(name, frames.length);
  const sealed = frames.flatMap((frame, place) => {
    const cipher = createCipheriv(CIPHER, key, nonceAt(nonce, place)).setAAD(bound);
    const bytes = cipher.update(frame);
    // This cipher has nothing left to hand out at its end.
    cipher.final();
    return [lengthOf(frame), cipher.getAuthTag(), bytes];
  });
  return Buffer.concat([nonce, ...sealed]);
}

/** The frames that were sealed under this name; null where the first of them does not open. */
export function openFrames(key: Uint8Array, name: string, sealed: Buffer): Frames | null {
  const starts = startsOf(sealed);
  if (starts === null) return null;
  const bound = boundTo(name, starts.length);
  const open = (place: number): Buffer | null => {
    const start = starts[place];
    if (start === undefined) return null;
    const tagAt = start + LENGTH_BYTES;
    const textAt = tagAt + TAG_BYTES;
    try {
      const decipher = createDecipheriv(CIPHER, key, nonceAt(sealed, place), { authTagLength: TAG_BYTES })
        .setAAD(bound)
        .setAuthTag(sealed.subarray(tagAt, textAt));
      const text = decipher.update(sealed.subarray(textAt, textAt + sealed.readUInt32BE(start)));
      decipher.final();
      return text;
    } catch {
      // Another key, another name, or bytes that changed.
      return null;
    }
  };
  const first = open(0);
  return first && { count: starts.length, open: (place) => (place === 0 ? first : open(place)) };
}

/** Where the frames begin; null for what is no sequence of frames. */
function startsOf(sealed: Buffer): readonly number[] | null {
  const starts: number[] = [];
  let at = NONCE_BYTES;
  while (at + LENGTH_BYTES + TAG_BYTES <= sealed.length) {
    starts.push(at);
    at += LENGTH_BYTES + TAG_BYTES + sealed.readUInt32BE(at);
  }
  return at === sealed.length ? starts : null;
}

function nonceAt(base: Buffer, place: number): Buffer {
  const nonce = Buffer.from(base.subarray(0, NONCE_BYTES));
  nonce.writeUInt32BE((nonce.readUInt32BE(PLACE_AT) ^ place) >>> 0, PLACE_AT);
  return nonce;
}

function boundTo(name: string, frames: number): Buffer {
  return Buffer.from(`${frames} ${name}`);
}

function lengthOf(frame: Uint8Array): Buffer {
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32BE(frame.length);
  return length;
}
