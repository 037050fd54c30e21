/** The numbers that the host and the kernel share, exported to the host: how a call ends, how cells are written, what lies where. */
import { Head, Key, Plan, Step } from './layout';

/** How a call ended: all was read; the text written has to be taken first; the line at `position` is left to the host. */
export const DONE: i32 = 0;
export const FULL: i32 = 1;
export const YOURS: i32 = 2;

/** How a cell is written. */
export const TYPE_ID: i32 = 0;
export const TYPE_INT: i32 = 1;
export const TYPE_SAFE_INT: i32 = 2;
export const TYPE_DECIMAL: i32 = 3;
export const TYPE_STRING: i32 = 4;
export const TYPE_DATE: i32 = 5;
export const TYPE_DATETIME: i32 = 6;
export const TYPE_JSON: i32 = 7;

/** How rows are written where they are no items of a JSON array: each on a line of its own; as CSV; formulas escaped; in one column. */
export const FORM_LINES: i32 = 1;
export const FORM_CSV: i32 = 2;
export const FORM_ESCAPES: i32 = 4;
export const FORM_LONE: i32 = 8;

export const HEAD_STAMP: usize = offsetof<Head>('stamp');
export const HEAD_PLANS: usize = offsetof<Head>('plans');
export const HEAD_PLANS_END: usize = offsetof<Head>('plansEnd');
export const HEAD_ROOT: usize = offsetof<Head>('root');
export const HEAD_IGRP: usize = offsetof<Head>('igrp');
export const HEAD_IGRP_DIGITS: usize = offsetof<Head>('igrpDigits');
export const HEAD_IGRP_LENGTH: usize = offsetof<Head>('igrpLength');
export const HEAD_FATAL: usize = offsetof<Head>('fatal');
export const HEAD_LINE: usize = offsetof<Head>('line');
export const HEAD_ROW: usize = offsetof<Head>('row');
export const HEAD_POSITION: usize = offsetof<Head>('position');
/** In whole words, so that what lies behind is aligned. */
export const HEAD_SIZE: usize = (offsetof<Head>() + 7) & ~7;

export const KEY_STAMP: usize = offsetof<Key>('stamp');
export const KEY_SPELLING: usize = offsetof<Key>('spelling');
export const KEY_LENGTH: usize = offsetof<Key>('length');
export const KEY_NEXT: usize = offsetof<Key>('next');
export const KEY_IS_COLUMN: usize = offsetof<Key>('isColumn');
export const KEY_SIZE: usize = (offsetof<Key>() + 7) & ~7;

export const STEP_LEAD: usize = offsetof<Step>('lead');
export const STEP_LEAD_LENGTH: usize = offsetof<Step>('leadLength');
export const STEP_KEY: usize = offsetof<Step>('key');
export const STEP_TYPE: usize = offsetof<Step>('type');
export const STEP_REQUIRED: usize = offsetof<Step>('required');
export const STEP_SIZE: usize = offsetof<Step>();

export const PLAN_STEPS: usize = offsetof<Plan>('steps');
export const PLAN_STEPS_END: usize = offsetof<Plan>('stepsEnd');
export const PLAN_TAIL: usize = offsetof<Plan>('tail');
export const PLAN_TAIL_LENGTH: usize = offsetof<Plan>('tailLength');
export const PLAN_LIMIT: usize = offsetof<Plan>('limit');
export const PLAN_TRACKED: usize = offsetof<Plan>('tracked');
export const PLAN_TRACKED_START: usize = offsetof<Plan>('trackedStart');
export const PLAN_TRACKED_END: usize = offsetof<Plan>('trackedEnd');
export const PLAN_OUT: usize = offsetof<Plan>('out');
export const PLAN_OUT_END: usize = offsetof<Plan>('outEnd');
export const PLAN_FORM: usize = offsetof<Plan>('form');
export const PLAN_ASCENDS: usize = offsetof<Plan>('ascends');
export const PLAN_LEAST: usize = offsetof<Plan>('least');
export const PLAN_SIZE: usize = offsetof<Plan>();
