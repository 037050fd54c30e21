/** What the answer budget counts: the bytes of one answer, within those of its caller and those of all. */
import { GatewayError } from '../errors.js';

/** All answers, or those of one caller. */
export interface Scope {
  readonly bytes: number;
  readonly heldBack: number;
  held: number;
  waiting: number;
  /** Those that hold bytes. */
  readonly holders: Set<Account>;
  accounts: number;
}

/** One answer. */
export interface Account {
  /** In the order in which they began. */
  readonly number: number;
  readonly scopes: readonly Scope[];
  /** What is promised is held. */
  held: number;
  promised: number;
  /** What it reads and makes at once. */
  reading: number;
  readonly waiters: Set<Waiter>;
  closed: boolean;
}

/** What waits for bytes. */
export interface Waiter {
  readonly resume: () => void;
  readonly refuse: () => void;
}

/** A scope of which nothing is used. */
export function createScope(bytes: number, heldBack: number): Scope {
  return { bytes, heldBack, held: 0, waiting: 0, holders: new Set(), accounts: 0 };
}

/** Counts more bytes of an answer that is not over, or fewer. */
export function change(account: Account, wanted: number): void {
  if (account.closed) return;
  const by = Math.max(wanted, -account.held);
  account.held += by;
  for (const scope of account.scopes) {
    scope.held += by;
    if (account.held > 0) scope.holders.add(account);
    else scope.holders.delete(account);
  }
}

/** Counts more bytes, of those that are promised first. */
export function add(account: Account, more: number): void {
  const covered = Math.min(account.promised, Math.max(0, more));
  account.promised -= covered;
  change(account, more - covered);
}

/** Takes back what was promised and is not used. */
export function takeBackPromise(account: Account): void {
  change(account, -account.promised);
  account.promised = 0;
}

/** As long as an answer may be held back in vain. */
const RETRY_AFTER_MS = 5_000;

/** Refuses an answer that waits in vain. */
export function overloaded(): GatewayError {
  return new GatewayError('SERVICE_OVERLOADED', 'Too many answers are waiting to be read. Retry after retryAfterMs.', {
    retryAfterMs: RETRY_AFTER_MS,
  });
}

/** Refuses an answer that can never have room. */
export function tooLarge(most: number): GatewayError {
  return new GatewayError(
    'UPSTREAM_RESPONSE_TOO_LARGE',
    `An answer may hold ${most} bytes. Select fewer columns, or page with a smaller limit.`,
  );
}
