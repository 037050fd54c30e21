/**
 * Laws: what holds for every value of a kind, tried on random ones.
 *
 * Each is tried for a second or two; `npm run test:laws` tries them thirty times as often, LAW_TIMES=100 a hundred times. LAW_SEED makes a
 * run draw what another one drew; without it each run draws anew.
 */
import fc, { type IAsyncProperty, type IProperty } from 'fast-check';

const TIMES = Number(process.env['LAW_TIMES'] ?? 1);
const SEED = process.env['LAW_SEED'];

/** Tries a law `usual` times, or a multiple. */
export function holds<T>(law: IAsyncProperty<T>, usual?: number): Promise<void>;
export function holds<T>(law: IProperty<T>, usual?: number): void;
export function holds<T>(law: IAsyncProperty<T> | IProperty<T>, usual = 100): Promise<void> | void {
  return fc.assert(law as IAsyncProperty<T>, { numRuns: usual * TIMES, ...(SEED === undefined ? {} : { seed: Number(SEED) }) });
}
