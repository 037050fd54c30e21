/**
 * What lies in the memory, for both sides: the host reads these offsets from the constants of `offsets.ts`.
 *
 * ```
 * 0           OUT                 TEXT                      PROGRAM                                     end
 * | compiler  | text written      | slice of the reply      | Head | Key root | Plans | Steps | Keys … | slack |
 *               one share a plan    longest line + 64 KiB     leads and tails, spellings of keys met
 *
 * Head.plans → Plan[] ─ steps → Step[] ─ key ──→ Key ─ next → Key …   in the order of a usual row
 *                     └ tracked ──────────────↗      └ spelling → `"name":`
 * ```
 */

@unmanaged
export class Head {
  /** Of the row scanned last: no two rows have the same, so what a key holds of another row is not taken for this one's. */
  stamp!: u64;
  plans!: usize;
  plansEnd!: usize;
  /** No key, but what comes before the first one. */
  root!: usize;
  /** The key that names a row's installation, and the digits it must have; 0: no plan asks. */
  igrp!: usize;
  igrpDigits!: usize;
  igrpLength!: usize;
  /** A key that may make an object an error although another is a column; 0: there is none. */
  fatal!: usize;
  /** Lines and rows of the reply that were read. */
  line!: i32;
  row!: i32;
  /** Where the next line begins. */
  position!: usize;
}

/** A key of rows. `start` and `end` are where its value is in the row that was scanned under `stamp`. */
@unmanaged
export class Key {
  stamp!: u64;
  /** `"name":` as it was first met, padded with zeros to whole words of eight bytes. */
  spelling!: usize;
  /** Without the padding; 0 until it is met. */
  length!: usize;
  /** The key expected after this one; 0 at the end. */
  next!: usize;
  start!: usize;
  end!: usize;
  /** 1: an object that has it is a row. */
  isColumn!: i32;
}

/** What comes before a value, and how the value is written. */
@unmanaged
export class Step {
  lead!: usize;
  leadLength!: usize;
  /** 0: the whole row. */
  key!: usize;
  /** One of the `TYPE_…` of `offsets.ts`. */
  type!: i32;
  /** 1: a row without a value of it refuses the reply. */
  required!: i32;
}

/** How the rows of one plan are written, and where. */
@unmanaged
export class Plan {
  steps!: usize;
  stepsEnd!: usize;
  /** What ends a row. */
  tail!: usize;
  tailLength!: usize;
  /** Rows beyond this many are not written. */
  limit!: i32;
  /** The key whose value in the last row is wanted, and where that is; 0: none. */
  tracked!: usize;
  trackedStart!: usize;
  trackedEnd!: usize;
  /** What the last call wrote. */
  out!: usize;
  outEnd!: usize;
  /** The same with the row at hand, which counts once every plan has written it. */
  pending!: usize;
  /** How rows are written: `FORM_…` of `offsets.ts`, 0 for items of a JSON array. */
  form!: i32;
  /** 1: the tracked values are whole numbers that ascend. */
  ascends!: i32;
  /** The least that the next one may be, and the same once the row at hand counts. */
  least!: u64;
  pendingLeast!: u64;
}
