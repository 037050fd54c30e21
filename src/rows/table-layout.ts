/** Where what is in the tables, in bytes: the offsets of `assembly/layout.ts`. */
export const HEAD = { plans: 0, plansEnd: 4, root: 8, igrp: 12, igrpDigits: 16, igrpLength: 20, fatal: 24, size: 28 } as const;
export const KEY = { stamp: 0, spelling: 8, length: 12, next: 16, start: 20, end: 24, isColumn: 28, size: 32 } as const;
export const STEP = { lead: 0, leadLength: 4, key: 8, type: 12, size: 16 } as const;
export const PLAN = {
  ...{ steps: 0, stepsEnd: 4, tail: 8, tailLength: 12, limit: 16, tracked: 20, trackedStart: 24, trackedEnd: 28 },
  ...{ room: 32, roomEnd: 36, at: 40, size: 44 },
} as const;
