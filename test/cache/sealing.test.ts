/** Seals: nothing but the secret, the credential and the name that bytes were sealed for opens them. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCallerIdentity } from '../../src/caller.js';
import type { Frames } from '../../src/cache/sealed-frames.js';
import { createSeals } from '../../src/cache/sealing.js';
import { holds } from '../support/laws.js';

const SECRET = 'a secret of the tests that is long enough';
const NONCE_BYTES = 12;

const identify = createCallerIdentity();
const keyringOf = (secret: string, credential: string) => createSeals(secret).keyringOf(credential, identify(credential));

const texts = fc.string({ minLength: 1, maxLength: 60, unit: 'binary-ascii' });
/** A text, and the same with one character changed, left out or added. */
const neighbours = fc
  .tuple(texts, fc.nat(), fc.constantFrom('change', 'leave out', 'add'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary-ascii' }))
  .map(([text, place, how, character]): readonly [string, string] => {
    const at = place % text.length;
    const rest = text.slice(how === 'add' ? at : at + 1);
    return [text, text.slice(0, at) + (how === 'leave out' ? '' : character) + rest];
  })
  .filter(([one, other]) => one !== other);
const bytes = fc.uint8Array({ maxLength: 200 });
const manyBytes = fc.array(bytes, { minLength: 1, maxLength: 6 });
/** All frames, as far as they open. */
const opened = (frames: Frames | null): readonly (Buffer | null)[] =>
  frames === null ? [] : Array.from({ length: frames.count }, (_, place) => frames.open(place));

describe('what is sealed', () => {
  test('opens as it was for the same credential and name, an empty text too', () => {
    holds(
      fc.property(texts, texts, manyBytes, (credential, name, frames) => {
        const { seal, open } = keyringOf(SECRET, credential);
        expect(opened(open(name, seal(name, frames)))).toEqual(frames.map((frame) => Buffer.from(frame)));
      }),
    );
  });

  test('has another name, and does not open, for a credential that differs in one character', () => {
    holds(
      fc.property(neighbours, texts, bytes, ([one, other], name, plain) => {
        const [own, foreign] = [one, other].map((credential) => keyringOf(SECRET, credential));
        expect(own?.nameOf('reply', name)).not.toBe(foreign?.nameOf('reply', name));
        expect(foreign?.open(name, own?.seal(name, [plain]) ?? Buffer.from(plain))).toBeNull();
      }),
    );
  });

  test('does not open under another secret or another name', () => {
    holds(
      fc.property(neighbours, texts, manyBytes, ([one, other], credential, frames) => {
        const { seal, open } = keyringOf(SECRET, credential);
        const sealed = seal(one, frames);
        expect(keyringOf(`${SECRET}${one}`, credential).open(one, sealed)).toBeNull();
        expect(open(other, sealed)).toBeNull();
      }),
    );
  });

  test('does not open once it was cut or has more bytes at its end', () => {
    const { seal, open } = keyringOf(SECRET, 'caller');
    holds(
      fc.property(manyBytes, fc.nat(), bytes, (frames, place, more) => {
        const sealed = seal('name', frames);
        expect(open('name', sealed.subarray(0, place % sealed.length))).toBeNull();
        expect(open('name', Buffer.concat([sealed, Buffer.alloc(1), more]))).toBeNull();
      }),
    );
  });

  test('does not open with a frame left out, or with two frames in each other’s place', () => {
    const { seal, open } = keyringOf(SECRET, 'caller');
    const FRAME_BYTES = 10;
    const frames = ['one', 'two', 'six'].map((text) => Buffer.from(text.padEnd(FRAME_BYTES)));
    const sealed = seal('name', frames);
    const sealedBytes = (sealed.length - NONCE_BYTES) / frames.length;
    const pieceAt = (place: number) => sealed.subarray(NONCE_BYTES + place * sealedBytes, NONCE_BYTES + (place + 1) * sealedBytes);
    const madeOf = (...places: readonly number[]) => Buffer.concat([sealed.subarray(0, NONCE_BYTES), ...places.map(pieceAt)]);
    expect(opened(open('name', madeOf(0, 1, 2)))).toEqual(frames);
    expect(opened(open('name', madeOf(0, 1)))).toEqual([]);
    expect(opened(open('name', madeOf(1, 0, 2)))).toEqual([]);
    expect(opened(open('name', madeOf(0, 2, 1)))).toEqual([frames[0], null, null]);
  });

  test('loses the frame in which a byte was changed, and none of its bytes is another', () => {
    const { seal, open } = keyringOf(SECRET, 'caller');
    holds(
      fc.property(manyBytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (frames, place, bits) => {
        const sealed = seal('name', frames);
        const at = place % sealed.length;
        sealed.writeUInt8(sealed.readUInt8(at) ^ bits, at);
        const left = opened(open('name', sealed));
        expect(left.filter((frame) => frame === null).length).toBe(left.length === 0 ? 0 : 1);
        left.forEach((frame, i) => expect(frame ?? frames[i]).toEqual(frame === null ? frames[i] : Buffer.from(frames[i] ?? [])));
      }),
    );
  });

  test('is opened by the header alone, though one caller may write it in two ways', () => {
    const seals = createSeals(SECRET);
    const caller = identify('Basic Zm9vOmJhcg==');
    const [usual, other] = ['Basic Zm9vOmJhcg==', 'basic  Zm9vOmJhcg=='].map((header) => seals.keyringOf(header, caller));
    const again = seals.keyringOf('Basic Zm9vOmJhcg==', caller);
    const sealed = usual?.seal('name', [Buffer.from('row')]) ?? Buffer.alloc(0);
    expect(other?.open('name', sealed)).toBeNull();
    expect(opened(again.open('name', sealed))).toEqual([Buffer.from('row')]);
    expect(other?.scopesOf('calls', 1)).toEqual(usual?.scopesOf('calls', 1));
  });
});
