/** The tables that the host lays out in memory for one question, as the kernel sees them. `../table-layout.ts` holds the same offsets. */

/** A key of rows. `start` and `end` are where its value is in the row that was scanned under `stamp`. */
@unmanaged
export class Key {
  stamp!: u64;
  /** `"name":` as it was first met, padded with zeros to whole words of eight bytes. */
  spelling!: usize;
  /** Without the padding; 0 until it is met, and for a key that is looked up each time. */
  length!: usize;
  /** The key expected after this one; 0 at the end. */
  next!: usize;
  start!: usize;
  end!: usize;
  /** 1: a row that has it is a row for sure. */
  isColumn!: i32;
}

/** What comes before a value, and how the value is written. */
@unmanaged
export class Step {
  lead!: usize;
  leadLength!: usize;
  /** 0: the whole row. */
  key!: usize;
  type!: i32;
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
  /** The room for its text, and where in it the next byte goes. */
  room!: usize;
  roomEnd!: usize;
  at!: usize;
}

@unmanaged
export class Tables {
  plans!: usize;
  plansEnd!: usize;
  /** No key, but what comes before the first one. */
  root!: usize;
  /** The key that names a row's installation, and the digits it must have; 0: no plan asks. */
  igrp!: usize;
  igrpDigits!: usize;
  igrpLength!: usize;
  /** The key that may make a row none, although another is a column; 0: there is none. */
  fatal!: usize;
}
