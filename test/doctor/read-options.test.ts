import { describe, expect, test } from '@jest/globals';
import { readOptions } from '../../src/doctor/read-options.js';

const read = (...given: readonly string[]) => readOptions(given, ['goals', 'channels']);

describe('doctor’s options', () => {
  test('have defaults that are polite', () => {
    expect(read('--igrp', '1234')).toEqual({
      igrp: 1234,
      out: null,
      reports: [],
      days: 30,
      maxRequests: 1000,
      rate: 2,
      deep: false,
      evidence: false,
    });
  });

  test('may be written with an equals sign, and --report repeated', () => {
    expect(read('--igrp=1', '--report=goals', '--report', 'channels', '--rate', '0.5', '--deep')).toMatchObject({
      igrp: 1,
      reports: ['goals', 'channels'],
      rate: 0.5,
      deep: true,
    });
  });

  test.each([
    [[], '--igrp must name an installation.'],
    [['--igrp', 'x'], '--igrp must be between 1 and 2147483647 (got x).'],
    [['--igrp', '1', '--rate', '0'], '--rate must be between 0.01 and 1000 (got 0).'],
    [['--igrp', '1', '--days', '1.5'], '--days must be between 1 and 3660 (got 1.5).'],
    [['--igrp', '1', '--report', 'goal'], '--report goal is no report of the catalogue.'],
    [['--igrp'], '--igrp needs a value.'],
    [['--fast'], '--fast is no option.'],
  ])('%j is refused', (given, sentence) => expect(() => read(...given)).toThrow(sentence));
});
