/** The key by which pages follow each other, as the kernel keeps it of the last row that it read. */
import type { Kernel } from './kernel/kernel.js';

/** What no value that the kernel reads reaches: longer numbers are read the slow way. */
const MOST_TRACKED = 2n ** 64n - 1n;

/** Sets the least that the next value may be, for the plan at this address: the kernel keeps it in two words. */
export function setLeast(kernel: Kernel, address: number, last: string | null): void {
  const next = last === null ? 0n : BigInt(last) + 1n;
  const least = next > MOST_TRACKED ? MOST_TRACKED : next;
  kernel.setWord(address + kernel.layout.PLAN_LEAST, Number(BigInt.asIntN(32, least)));
  kernel.setWord(address + kernel.layout.PLAN_LEAST + 4, Number(BigInt.asIntN(32, least >> 32n)));
}

/** The JSON text of the last row's value; undefined where it has none. */
export function trackedToken(kernel: Kernel, address: number): string | undefined {
  const start = kernel.wordAt(address + kernel.layout.PLAN_TRACKED_START);
  const behind = kernel.wordAt(address + kernel.layout.PLAN_TRACKED_END);
  return start === behind ? undefined : kernel.bytes().toString('utf8', start, behind);
}
