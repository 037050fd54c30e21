import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copySpan, createBytes, createLiteral, isAt, SLACK } from '../../src/rows/bytes.js';

it('copies a span of any length from any offset to any other, and touches at most the slack behind it', () => {
  const from = createBytes(1024);
  for (let i = 0; i < from.buffer.length; i++) from.buffer[i] = i % 251;
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (start, length, at) => {
      const to = createBytes(1024);
      to.buffer.fill(0xff);
      expect(copySpan(from, start, start + length, to, at)).toBe(at + length);
      expect(to.buffer.subarray(at, at + length).equals(from.buffer.subarray(start, start + length))).toBe(true);
      const untouched = [...to.buffer.subarray(0, at), ...to.buffer.subarray(at + length + SLACK)];
      expect(untouched.every((byte) => byte === 0xff)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('finds a literal exactly where it stands', () => {
  const word = fc.stringMatching(/^[ab]{4,12}$/);
  fc.assert(
    fc.property(word, fc.string(), fc.string(), (literal, before, behind) => {
      const bytes = createBytes(64 + Buffer.byteLength(before + literal + behind));
      bytes.buffer.fill(0);
      bytes.buffer.write(before + literal + behind);
      const text = bytes.buffer.toString('latin1');
      for (let at = 0; at < bytes.buffer.length - 16; at++)
        expect(isAt(bytes.view, at, createLiteral(literal))).toBe(text.startsWith(literal, at));
    }),
  );
});
