/** Refuses rows of another installation: a fault upstream must not become a leak here. */
import type { Bytes } from './bytes.js';
import { decodeCell } from './decode-cell.js';
import { QUOTE } from './json-tokens.js';
import type { RowPlan } from './plan.js';
import { wantKey, type RowKeys } from './row-keys.js';

/** Whether the row with this number may be handed out. A row without the key `igrp` may. */
export type IgrpGuard = (text: Bytes, row: number) => boolean;

/** The guard of all plans that name an installation; null where none does. */
export function createIgrpGuard(plans: readonly RowPlan[], keys: RowKeys): IgrpGuard | null {
  const igrps = [...new Set(plans.flatMap(({ igrp }) => (igrp === null ? [] : [String(igrp)])))];
  if (igrps.length === 0) return null;
  const key = wantKey(keys, 'igrp');
  return (text, row) => key.row !== row || igrps.every((igrp) => holds(text, key.start, key.end, igrp));
}

/** Whether the token is that number. Mostly its digits are; other spellings of the number are decoded. */
function holds(text: Bytes, start: number, end: number, digits: string): boolean {
  const quotes = text.view.getUint8(start) === QUOTE ? 1 : 0;
  let same = end - start === digits.length + 2 * quotes;
  for (let i = 0; same && i < digits.length; i++) same = text.view.getUint8(start + quotes + i) === digits.charCodeAt(i);
  return same || decodeCell('int', text.buffer.toString('utf8', start, end)) === digits;
}
