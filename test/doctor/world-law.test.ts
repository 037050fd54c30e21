/**
 * The law of doctor: with the overlay that it writes, the gateway answers every report of a world with every column of that world.
 *
 * A world takes seconds of CPU, so few are drawn here; `LAW_TIMES=100 npm test -- test/doctor/world-law` draws 200.
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import { arbitraryWorld, hasLowerCap } from '../support/arbitrary-world.js';
import { holds } from '../support/laws.js';
import { faultsOf } from './answers-of-world.js';
import { examine, inWorld } from './examined-world.js';

test('with doctor’s overlay, the gateway answers every report of a random world with every column of it', async () => {
  await holds(
    fc.asyncProperty(arbitraryWorld, async (world) => {
      await inWorld(world, async (_, base) => {
        const { overlay } = await examine(base, { deep: hasLowerCap(world) });
        expect(await faultsOf(base, applyOverlay(catalogue, overlay), world)).toEqual([]);
      });
    }),
    2,
  );
});
