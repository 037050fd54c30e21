/**
 * One reply for all who subscribed to it. Each gets every byte from the first, in order, in a sink of its own.
 *
 * What has come is kept, up to a bound, so that an equal question asked meanwhile can join; beyond the bound nobody can. The reply goes
 * on as long as one subscriber takes it, at the pace of the slowest.
 */
import type { ByteSink } from './reply-body.js';
import type { ReplySink, UpstreamCall, UpstreamReply } from './call.js';
import type { Clock } from './clock.js';
import { createSubscriber, type LeaveReason, type Subscriber, type Thrown } from './subscriber.js';

export interface SharedReply extends ByteSink {
  /** Null if the beginning is gone, or the end has come. */
  readonly join: <T>(call: UpstreamCall, open: () => ReplySink<T>) => Promise<UpstreamReply<T>> | null;
  /** Forgets what came: the next attempt begins. */
  restart(): void;
  succeed(delivery: { readonly status: number; readonly durationMs: number; readonly bytes: number }): void;
  fail(error: unknown): void;
  isEmpty(): boolean;
  /** Rows have left the gateway. */
  handedOut(): boolean;
  /** The latest of the subscribers' deadlines. */
  deadlineAt(): number;
  /** Milliseconds for which the reply was held back in all, because those who take it asked for time. */
  heldBackFor(): number;
}

export interface SharedReplyOptions {
  readonly replayBytes: number;
  readonly clock: Clock;
  /** The last subscriber left; told why it did. */
  readonly abandoned: (why: LeaveReason) => void;
  /** Nobody can join any more. */
  readonly sealed: () => void;
  /** Called with the bytes that are kept for late joiners; negative where they are dropped. */
  readonly countReplay: (bytes: number) => void;
  /** Called when the reply is held back for the first time. */
  readonly firstHeldBack: () => void;
}

/** Without a subscriber. */
export function createSharedReply({ replayBytes, clock, abandoned, sealed, countReplay, firstHeldBack }: SharedReplyOptions): SharedReply {
  let subscribers: Subscriber[] = [];
  let replay: Uint8Array[] | undefined = [];
  let kept = 0;
  let heldBack = 0;
  let heldSince: number | undefined;
  let holding = 0;
  let attempt = 1;

  const seal = (): void => {
    if (replay === undefined) return;
    replay = undefined;
    forget();
    sealed();
  };

  const leave = (subscriber: Subscriber, why: LeaveReason): void => {
    subscribers = subscribers.filter((other) => other !== subscriber);
    if (subscribers.length > 0) return;
    seal();
    abandoned(why);
  };

  const remember = (chunk: Uint8Array): void => {
    if (replay === undefined) return;
    if (kept + chunk.length > replayBytes) return seal();
    kept += chunk.length;
    countReplay(chunk.length);
    replay.push(chunk);
  };

  const forget = (): void => {
    if (kept > 0) countReplay(-kept);
    kept = 0;
  };

  /** Throws the first fault if no subscriber is left that could take more. */
  const check = (): void => {
    let first: Thrown | undefined;
    for (const subscriber of subscribers) {
      const fault = subscriber.fault();
      if (fault === undefined) return;
      first ??= fault;
    }
    if (first !== undefined) throw first.error;
  };

  const toAll = (act: (subscriber: Subscriber) => void | Promise<void>): void | Promise<void> => {
    let pending: Promise<void>[] | undefined;
    for (const subscriber of subscribers) {
      const acting = act(subscriber);
      if (acting !== undefined) (pending ??= []).push(acting);
    }
    if (pending !== undefined) return hold(Promise.all(pending)).then(check);
    check();
  };

  /** Measures the time until the promise resolves, or the next attempt begins. */
  const hold = async (taking: Promise<unknown>): Promise<void> => {
    const own = attempt;
    if (heldSince === undefined && heldBack === 0) firstHeldBack();
    heldSince ??= clock.now();
    holding += 1;
    await taking;
    if (own === attempt && (holding -= 1) === 0) stopHolding();
  };

  const stopHolding = (): void => {
    if (heldSince !== undefined) heldBack += clock.now() - heldSince;
    heldSince = undefined;
    holding = 0;
  };

  const dismiss = (act: (subscriber: Subscriber) => void): void => {
    seal();
    const all = subscribers;
    subscribers = [];
    for (const subscriber of all) act(subscriber);
  };

  return {
    join: (call, open) => {
      if (replay === undefined) return null;
      const { subscriber, reply } = createSubscriber(call, open, clock, leave);
      for (const chunk of replay) void subscriber.write(chunk);
      subscribers = [...subscribers, subscriber];
      return reply;
    },
    write: (chunk) => {
      remember(chunk);
      return toAll((subscriber) => subscriber.write(chunk));
    },
    end: (proven) => {
      seal();
      return toAll((subscriber) => subscriber.end(proven));
    },
    restart: () => {
      attempt += 1;
      stopHolding();
      if (replay !== undefined) replay = [];
      forget();
      for (const subscriber of subscribers) subscriber.reopen();
    },
    succeed: (delivery) => {
      let sharedBy = 0;
      for (const { call } of subscribers) sharedBy += call.fields;
      dismiss((subscriber) => subscriber.deliver({ sharedBy, ...delivery }));
    },
    fail: (error) => dismiss((subscriber) => subscriber.reject(error)),
    isEmpty: () => subscribers.length === 0,
    handedOut: () => subscribers.some((subscriber) => subscriber.handedOut()),
    heldBackFor: () => heldBack + (heldSince === undefined ? 0 : clock.now() - heldSince),
    deadlineAt: () => subscribers.reduce((latest, { call }) => Math.max(latest, call.deadlineAt), -Infinity),
  };
}
