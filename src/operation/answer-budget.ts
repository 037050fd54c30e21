/**
 * Bytes held for answers, in all and for each caller, so that answers nobody reads cannot fill the memory.
 *
 * Bytes count from when they are read from upstream until the reader has them. Over the budget, reading waits while an answer that holds
 * bytes can still make progress: one that is complete is taken by its reader, or its connection is cut. Room goes to the answer that began
 * first, until it is whole; one that waits for too long is refused. Where every answer that holds bytes waits to read more, the one that
 * began last is refused, so that the others go on: nothing ever waits for itself.
 *
 * Answers that hold little may use an eighth of each bound that larger ones leave alone, so that small reports pass while large ones wait.
 */
import { add, change, createScope, overloaded, takeBackPromise, tooLarge, type Account, type Scope, type Waiter } from './answer-scope.js';

export interface AnswerBounds {
  /** Bytes held for all answers together. */
  readonly bytes: number;
  /** Bytes held for the answers of one caller. */
  readonly bytesPerCaller: number;
  /** Replies that may be held back at once, each with its connection. Beyond, the answer that began last is refused. */
  readonly heldBack: number;
  readonly heldBackPerCaller: number;
  /** How long one may be held back without a byte. */
  readonly heldBackMs: number;
}

export interface AnswerBudget {
  /** Opens the account of one answer. `caller` is the caller's key; null for requests without a credential, which are one caller. */
  readonly open: (caller: string | null) => AnswerAccount;
  /** Counts bytes that belong to no single answer, such as the beginning of a shared reply. Negative: they are released. */
  readonly count: (caller: string, bytes: number) => void;
  /** Bytes held for all answers. */
  readonly heldBytes: () => number;
  /** Whether an answer waits for bytes that others hold. */
  readonly isCrowded: () => boolean;
}

/** The bytes of one answer, from the first row read to the last byte written. Must be closed. */
export interface AnswerAccount {
  /** Whether a reply of this caller that has to wait would be refused at once: as many of its own are held back as may be. */
  readonly isFull: () => boolean;
  /** Begins to read one reply for this answer. */
  readonly read: () => AnswerReading;
  /** Counts bytes beside the replies, such as a compressed copy. Negative: they are released. Never waits. */
  readonly hold: (bytes: number) => void;
  /**
   * Counts bytes that are about to be made of what was read, such as row objects, and waits for room as reading does. They count until the
   * answer is complete. Throws where the answer alone is larger than the caller's share.
   */
  readonly reserve: (bytes: number) => void | Promise<void>;
  /** The answer is made: nothing more is read for it, and it holds so many bytes, which its reader takes. */
  readonly complete: (bytes: number) => void;
  /** Nothing of the answer is held any more: it is with the system, or its caller left. May be called more than once. */
  readonly close: () => void;
}

/** One reply that is being read. */
export interface AnswerReading {
  /**
   * So many bytes are held for this reply by now. A promise: read no more until it resolves; it rejects where the answer is refused.
   * Throws where the answer alone is larger than the caller's share.
   */
  grow(bytes: number): void | Promise<void>;
  /** The reply is whole. Its bytes stay with the answer. */
  end(): void;
  /** Its bytes are dropped. A reply read anew begins with 0. */
  discard(): void;
}

const LARGE_SHARE = 7 / 8;
const SMALL_SHARE = 1 / 256;
/** What one more round of reading may add before it is counted. */
const ROUND_BYTES = 64 * 1024;
/** What an answer that may go on is promised of the whole. */
const PROMISED_SHARE = 1 / 32;

/** Makes a budget of which nothing is used. */
export function createAnswerBudget({ bytes, bytesPerCaller, heldBack, heldBackPerCaller, heldBackMs }: AnswerBounds): AnswerBudget {
  const all = createScope(bytes, heldBack);
  const callers = new Map<string, Scope>();
  const small = SMALL_SHARE * bytes;
  const largest = Math.floor(LARGE_SHARE * Math.min(bytes, bytesPerCaller));
  const promised = PROMISED_SHARE * bytes;
  const waitingAccounts = new Set<Account>();
  /** The answer that room goes to as it comes, so that one gets whole after the other. Others go on where there is room for more than that. */
  let first: Account | null = null;
  let opened = 0;

  const scopeOf = (key: string): Scope => {
    let scope = callers.get(key);
    if (scope === undefined) callers.set(key, (scope = createScope(bytesPerCaller, heldBackPerCaller)));
    return scope;
  };

  const tidy = (key: string, scope: Scope): void => {
    if (scope.accounts === 0 && scope.held === 0) callers.delete(key);
  };

  const isSmall = ({ held }: Account): boolean => held <= small;

  /** Bytes that it may add; negative where there are too many already. */
  const roomFor = (account: Account): number => {
    const share = isSmall(account) ? 1 : LARGE_SHARE;
    let room = Infinity;
    for (const { bytes: most, held } of account.scopes) room = Math.min(room, share * most - held);
    return room;
  };

  const mayRead = (account: Account): boolean => account.promised > 0 || roomFor(account) >= 0;

  const stopWaiting = (account: Account, waiter: Waiter): boolean => {
    if (!account.waiters.delete(waiter)) return false;
    for (const scope of account.scopes) scope.waiting -= 1;
    if (account.waiters.size === 0) waitingAccounts.delete(account);
    return true;
  };

  const refuse = (account: Account): void => {
    for (const waiter of [...account.waiters]) if (stopWaiting(account, waiter)) waiter.refuse();
  };

  const youngest = (scope: Scope): Account | undefined => {
    let last: Account | undefined;
    for (const account of waitingAccounts) if (account.scopes.includes(scope) && account.number > (last?.number ?? -1)) last = account;
    return last;
  };

  /** Every answer that holds bytes waits to read more. */
  const isStuck = (scope: Scope): boolean => {
    if (scope.waiting === 0 || scope.held <= LARGE_SHARE * scope.bytes) return false;
    for (const { reading, waiters } of scope.holders) if (waiters.size < reading || waiters.size === 0) return false;
    return true;
  };

  /** Lets the oldest go on as far as there is room, and refuses the youngest where nobody can make room. */
  const settle = (): void => {
    if (waitingAccounts.size === 0) return;
    for (const account of [...waitingAccounts].sort((one, other) => one.number - other.number))
      for (const waiter of [...account.waiters]) {
        const room = roomFor(account);
        const isFirst = !isSmall(account) && (first === account || !first || first.reading === 0 || first.waiters.size > 0);
        if (room < (isFirst || isSmall(account) ? 0 : promised) || !stopWaiting(account, waiter)) continue;
        if (isFirst) first = account;
        const promise = isSmall(account) ? ROUND_BYTES : Math.max(ROUND_BYTES, Math.floor(Math.min(room, promised)));
        change(account, promise);
        account.promised += promise;
        waiter.resume();
      }
    for (const scope of new Set([...waitingAccounts].flatMap(({ scopes }) => [...scopes]))) {
      if (scope.waiting > scope.heldBack || isStuck(scope)) {
        const last = youngest(scope);
        if (last !== undefined) refuse(last);
      }
    }
  };

  const waitFor = (account: Account): { readonly turn: Promise<void>; readonly waiter: Waiter } => {
    let resume = (): void => undefined;
    let fail: (error: unknown) => void = () => undefined;
    const turn = new Promise<void>((resolve, reject) => {
      resume = resolve;
      fail = reject;
    });
    // A refusal is for whoever waits; where nobody does any more, it is no fault of the process.
    turn.catch(() => undefined);
    const waiter: Waiter = {
      resume: () => {
        clearTimeout(timer);
        resume();
      },
      refuse: () => {
        clearTimeout(timer);
        fail(overloaded());
      },
    };
    const timer = setTimeout(() => {
      if (!stopWaiting(account, waiter)) return;
      waiter.refuse();
      settle();
    }, heldBackMs).unref();
    account.waiters.add(waiter);
    waitingAccounts.add(account);
    for (const scope of account.scopes) scope.waiting += 1;
    settle();
    return { turn, waiter };
  };

  const readFor = (account: Account): AnswerReading => {
    let held = 0;
    let isReading = true;
    let waiting: Waiter | undefined;
    account.reading += 1;
    const stop = (): void => {
      if (!isReading) return;
      isReading = false;
      account.reading -= 1;
      if (account.reading === 0) takeBackPromise(account);
      if (waiting !== undefined && stopWaiting(account, waiting)) waiting.resume();
    };
    return {
      grow: (total) => {
        add(account, total - held);
        held = total;
        if (account.held - account.promised > largest) throw tooLarge(largest);
        if (!isReading || mayRead(account)) return;
        const { turn, waiter } = waitFor(account);
        waiting = waiter;
        return turn;
      },
      end: () => {
        stop();
        settle();
      },
      discard: () => {
        stop();
        change(account, -held);
        held = 0;
        settle();
      },
    };
  };

  const reserveFor = (account: Account, more: number): void | Promise<void> => {
    if (account.closed) return;
    add(account, more);
    if (account.held - account.promised > largest) {
      change(account, -more);
      throw tooLarge(largest);
    }
    if (mayRead(account)) return;
    account.reading += 1;
    return waitFor(account).turn.finally(() => {
      account.reading -= 1;
      if (account.reading === 0) takeBackPromise(account);
    });
  };

  return {
    open: (caller) => {
      const key = caller ?? '';
      const scope = scopeOf(key);
      scope.accounts += 1;
      const account: Account = {
        number: (opened += 1),
        scopes: [scope, all],
        held: 0,
        promised: 0,
        reading: 0,
        waiters: new Set(),
        closed: false,
      };
      return {
        isFull: () => scope.waiting >= scope.heldBack,
        read: () => readFor(account),
        hold: (more) => {
          change(account, more);
          settle();
        },
        reserve: (more) => reserveFor(account, more),
        complete: (total) => {
          account.promised = 0;
          change(account, total - account.held);
          settle();
        },
        close: () => {
          if (account.closed) return;
          refuse(account);
          change(account, -account.held);
          account.closed = true;
          scope.accounts -= 1;
          tidy(key, scope);
          settle();
        },
      };
    },
    count: (caller, more) => {
      const scope = scopeOf(caller);
      scope.held += more;
      all.held += more;
      tidy(caller, scope);
      if (more < 0) settle();
    },
    heldBytes: () => all.held,
    isCrowded: () => waitingAccounts.size > 0,
  };
}
