import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCallerKey } from '../../src/upstream/caller-key.js';
import { holds } from '../support/laws.js';

describe('a caller key', () => {
  it('is equal for equal credentials alone, down to the last byte', () => {
    const keyOf = createCallerKey();
    holds(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(keyOf(one) === keyOf(other)).toBe(one === other);
      }),
    );
    expect(new Set(['Basic QTpi', 'basic QTpi', 'Basic QTpI', 'Basic QTpi '].map(keyOf)).size).toBe(4);
  });

  it('is another in another process, and holds nothing of the credential', () => {
    const [here, there] = [createCallerKey(), createCallerKey()].map((keyOf) => keyOf('Basic QTpi'));
    expect(here).not.toBe(there);
    expect(here).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
