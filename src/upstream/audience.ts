/**
 * All who listen to one reply. Each gets every byte from the first on, in order, into a sink of its own.
 *
 * What has come is kept, up to a bound, so that an equal question asked meanwhile can join; beyond the bound nobody can. The reply goes
 * on as long as one listener takes it, at the pace of the slowest.
 */
import type { Reception } from './body.js';
import type { ReplySink, UpstreamCall, UpstreamReply } from './call.js';
import type { Clock } from './clock.js';
import { createListener, type Leaving, type Listener, type Thrown } from './listener.js';

export interface Audience extends Reception {
  /** Null if the beginning is gone, or the end has come. */
  readonly join: <T>(call: UpstreamCall, open: () => ReplySink<T>) => Promise<UpstreamReply<T>> | null;
  /** Forgets what came: the next attempt begins. */
  restart(): void;
  succeed(delivery: { readonly status: number; readonly durationMs: number; readonly bytes: number }): void;
  fail(error: unknown): void;
  isEmpty(): boolean;
  /** Rows have left the gateway. */
  handedOut(): boolean;
  /** The latest of the listeners' deadlines. */
  deadlineAt(): number;
  /** Milliseconds for which the reply was held back in all, because those who take it asked for time. */
  heldBackFor(): number;
}

export interface AudienceOptions {
  readonly replayBytes: number;
  readonly clock: Clock;
  /** The last listener left; told why it did. */
  readonly abandoned: (why: Leaving) => void;
  /** Nobody can join any more. */
  readonly sealed: () => void;
  /** Called with the bytes that are kept for late joiners; negative where they are dropped. */
  readonly countReplay: (bytes: number) => void;
  /** Called when the reply is held back for the first time. */
  readonly firstHeldBack: () => void;
}

/** Makes an audience of none. */
export function createAudience({ replayBytes, clock, abandoned, sealed, countReplay, firstHeldBack }: AudienceOptions): Audience {
  let listeners: Listener[] = [];
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

  const leave = (listener: Listener, why: Leaving): void => {
    listeners = listeners.filter((other) => other !== listener);
    if (listeners.length > 0) return;
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

  /** Throws the first fault if no listener is left that could take more. */
  const check = (): void => {
    let first: Thrown | undefined;
    for (const listener of listeners) {
      const fault = listener.fault();
      if (fault === undefined) return;
      first ??= fault;
    }
    if (first !== undefined) throw first.error;
  };

  const toAll = (act: (listener: Listener) => void | Promise<void>): void | Promise<void> => {
    let pending: Promise<void>[] | undefined;
    for (const listener of listeners) {
      const acting = act(listener);
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

  const dismiss = (act: (listener: Listener) => void): void => {
    seal();
    const all = listeners;
    listeners = [];
    for (const listener of all) act(listener);
  };

  return {
    join: (call, open) => {
      if (replay === undefined) return null;
      const { listener, reply } = createListener(call, open, clock, leave);
      for (const chunk of replay) void listener.write(chunk);
      listeners = [...listeners, listener];
      return reply;
    },
    write: (chunk) => {
      remember(chunk);
      return toAll((listener) => listener.write(chunk));
    },
    end: (proven) => {
      seal();
      return toAll((listener) => listener.end(proven));
    },
    restart: () => {
      attempt += 1;
      stopHolding();
      if (replay !== undefined) replay = [];
      forget();
      for (const listener of listeners) listener.reopen();
    },
    succeed: (delivery) => {
      let sharedBy = 0;
      for (const { call } of listeners) sharedBy += call.fields;
      dismiss((listener) => listener.deliver({ sharedBy, ...delivery }));
    },
    fail: (error) => dismiss((listener) => listener.reject(error)),
    isEmpty: () => listeners.length === 0,
    handedOut: () => listeners.some((listener) => listener.handedOut()),
    heldBackFor: () => heldBack + (heldSince === undefined ? 0 : clock.now() - heldSince),
    deadlineAt: () => listeners.reduce((latest, { call }) => Math.max(latest, call.deadlineAt), -Infinity),
  };
}
