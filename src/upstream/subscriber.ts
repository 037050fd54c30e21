/**
 * One caller who waits for a reply: its sink, its deadline, its signal, and the promise it holds.
 *
 * A subscriber never throws into the reply: what its sink throws is kept as `fault`, since others may read the same reply.
 */
import type { ReplySink, UpstreamCall, UpstreamReply } from './call.js';
import type { Clock } from './clock.js';
import { gatewayError } from './faults.js';

/** Why a subscriber stopped waiting. */
export type LeaveReason = 'deadline' | 'left';

/** Wrapped, because anything can be thrown, including `undefined`. */
export interface Thrown {
  readonly error: unknown;
}

/** Methods where getters would read better: an accessor of a literal gives every object a shape of its own, which lives long. */
export interface Subscriber {
  readonly call: UpstreamCall;
  /** What its sink threw in this attempt. */
  fault(): Thrown | undefined;
  /** Rows have left the gateway. */
  handedOut(): boolean;
  /** Begins anew with an empty sink. */
  reopen(): void;
  write(chunk: Uint8Array): void | Promise<void>;
  end(proven: boolean): void | Promise<void>;
  /** Answers with what the sink made of the reply, or with its fault. */
  deliver(delivery: Omit<UpstreamReply<unknown>, 'result'>): void;
  reject(error: unknown): void;
}

export interface Subscription<T> {
  readonly subscriber: Subscriber;
  readonly reply: Promise<UpstreamReply<T>>;
}

/** Opens the sink and begins to wait. `leave` is told once if the deadline passes or the signal aborts before an answer. */
export function createSubscriber<T>(
  call: UpstreamCall,
  open: () => ReplySink<T>,
  clock: Clock,
  leave: (subscriber: Subscriber, why: LeaveReason) => void,
): Subscription<T> {
  let sink = open();
  let fault: Thrown | undefined;
  let result: { readonly value: T } | undefined;
  /** The write that the sink has not finished, if any; later ones queue up behind it. */
  let pending: Promise<void> | undefined;
  let fulfil: (reply: UpstreamReply<T>) => void = () => undefined;
  let refuse: (error: unknown) => void = () => undefined;
  const reply = new Promise<UpstreamReply<T>>((resolve, reject) => {
    fulfil = resolve;
    refuse = reject;
  });

  /** Puts a chunk into the sink of its own attempt. A sink that was replaced in the meantime takes nothing more, and has no say any more. */
  const put = (taker: ReplySink<T>, chunk: Uint8Array): void | Promise<void> => {
    if (fault !== undefined || taker !== sink) return;
    const note = (error: unknown): void => {
      if (taker === sink) fault ??= { error };
    };
    try {
      return taker.write(chunk)?.then(undefined, note);
    } catch (error) {
      note(error);
    }
  };

  const finish = (taker: ReplySink<T>, proven: boolean): void => {
    if (fault !== undefined || taker !== sink) return;
    try {
      result = { value: taker.end(proven) };
    } catch (error) {
      fault = { error };
    }
  };

  const follow = (writing: Promise<void>): Promise<void> => {
    const mine = writing.then(() => {
      if (pending === mine) pending = undefined;
    });
    pending = mine;
    return mine;
  };

  let isOver = false;
  let cancelDeadline = (): void => undefined;
  const late = (): void => {
    leave(subscriber, 'deadline');
    subscriber.reject(gatewayError('deadline'));
  };
  const expectWithin = (milliseconds: number): void => {
    cancelDeadline();
    if (!isOver) cancelDeadline = clock.after(milliseconds, late);
  };
  /** A reply that may stall is not late while its taker is busy. */
  const heard = (writing: void | Promise<void>): void => {
    const { stallMs } = call;
    if (stallMs === undefined) return;
    cancelDeadline();
    if (writing === undefined) expectWithin(stallMs);
    else void writing.then(() => expectWithin(stallMs));
  };

  const subscriber: Subscriber = {
    call,
    fault: () => fault,
    handedOut: () => sink.handedOut === true,
    reopen: () => {
      fault = undefined;
      result = undefined;
      pending = undefined;
      expectWithin(call.deadlineAt - clock.now());
      try {
        sink = open();
      } catch (error) {
        fault = { error };
      }
    },
    write: (chunk) => {
      const taker = sink;
      const writing = pending === undefined ? put(taker, chunk) : pending.then(() => put(taker, chunk));
      heard(writing);
      if (writing !== undefined) return follow(writing);
    },
    end: (proven) => {
      const taker = sink;
      if (pending !== undefined) return pending.then(() => finish(taker, proven));
      finish(taker, proven);
    },
    deliver: (delivery) => {
      if (result === undefined) return subscriber.reject(fault?.error);
      stop();
      fulfil({ result: result.value, ...delivery });
    },
    reject: (error) => {
      stop();
      refuse(error);
    },
  };

  const aborted = (): void => {
    leave(subscriber, 'left');
    subscriber.reject(call.signal.reason);
  };
  expectWithin(call.deadlineAt - clock.now());
  call.signal.addEventListener('abort', aborted);
  const stop = (): void => {
    isOver = true;
    cancelDeadline();
    call.signal.removeEventListener('abort', aborted);
  };

  return { subscriber, reply };
}
