/** Rows read by the kernel alone, for a host that says what it was asked. */
import { bytes, kernel, OUTCOME, setHost, TABLES, TEXT } from '../../src/rows/kernel.js';
import { keepTables, learnKey, loadTables, roomAt, setRoomAt, type Tables } from '../../src/rows/tables.js';

/** What the kernel made of some rows. */
export interface KernelRows {
  /** Where the text of each plan is: `[start, end)`. */
  readonly written: readonly (readonly [start: number, end: number])[];
  /** The keys that were looked up, as they were spelled. */
  readonly lookedUp: readonly string[];
  /** How many cells the host was asked for. */
  readonly unusual: number;
}

/**
 * Reads rows of one reply, as far as the plans' rooms hold them. `shift`: how far behind the begin of the memory for text they are put.
 * `decoded`: what the host writes for a cell that has no short way.
 */
export function createKernelReader(tables: Tables, decoded = ''): (text: string, shift?: number) => KernelRows {
  let row = 0;
  return (text, shift = 0) => {
    const lookedUp: string[] = [];
    let unusual = 0;
    loadTables(tables);
    setHost({
      lookUpKey(start, end, previous) {
        const token = bytes.toString('utf8', start, end);
        lookedUp.push(token);
        return learnKey(tables, token, previous);
      },
      isOwnIgrp: () => false,
      isRow: () => true,
      writeDecoded(_step, _row, _start, _end, at) {
        unusual++;
        return at + bytes.write(decoded, at, 'latin1');
      },
      takeRoom: refuse,
      takeLarge: refuse,
      takeTail: refuse,
    });
    for (const plan of tables.plans) setRoomAt(plan, plan.room);
    kernel.row.value = row;
    const at = TEXT + shift;
    const outcome = kernel.readLines(TABLES, at, at + bytes.write(text, at));
    if (outcome !== OUTCOME.read) throw new Error(`The kernel ended with ${outcome}.`);
    row = kernel.row.value;
    const written = tables.plans.map((plan) => [plan.room, roomAt(plan)] as const);
    keepTables(tables);
    return { written, lookedUp, unusual };
  };
}

function refuse(): never {
  throw new Error('The rows are larger than their room.');
}
