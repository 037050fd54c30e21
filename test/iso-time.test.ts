import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isoTime } from '../src/iso-time.js';
import { holds } from './support/laws.js';

test('a time is written as Date writes it, whatever was written before', () => {
  const lastTime = Date.UTC(9999, 11, 31);
  holds(
    fc.property(fc.array(fc.integer({ min: 0, max: lastTime }), { minLength: 1 }), fc.integer({ min: 0, max: 1_999 }), (times, later) => {
      for (const time of times.flatMap((each) => [each, each + later])) expect(isoTime(time)).toBe(new Date(time).toISOString());
    }),
  );
});
