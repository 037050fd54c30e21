import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Counter, Registry } from 'prom-client';
import { Tally } from '../../src/observe/tally.js';
import { holds } from '../support/laws.js';

const NAMES = ['report', 'status'] as const;

const counterOf = () => new Counter({ name: 'counted', help: 'Counted.', labelNames: NAMES, registers: [new Registry()] });

const steps = fc.array(
  fc.oneof(
    fc.constant('read' as const),
    fc.record({
      labels: fc.record({ report: fc.constantFrom('calls', 'pages', 'a b'), status: fc.constantFrom(200, '200', 'none') }),
      by: fc.nat(3),
    }),
  ),
);

test('what is added up is what a counter would have counted, however often it is read', async () => {
  await holds(
    fc.asyncProperty(steps, async (given) => {
      const [direct, tallied, tally] = [counterOf(), counterOf(), new Tally(NAMES)];
      for (const step of given) {
        if (step === 'read') tally.readInto(tallied);
        else {
          direct.inc(step.labels, step.by);
          tally.inc(step.labels, step.by);
        }
      }
      tally.readInto(tallied);
      expect((await tallied.get()).values).toEqual((await direct.get()).values);
    }),
  );
});
