/**
 * One request for all callers who share it: admitted by the breakers, given a permit, sent, and retried once where that makes sense. When the
 * last subscriber leaves, it ends at once.
 */
import type { Caller } from '../caller.js';
import { GatewayError } from '../errors.js';
import type { Attempt, AttemptRequest, Outcome } from './attempt.js';
import { createSharedReply, type SharedReply } from './shared-reply.js';
import type { ByteSink } from './reply-body.js';
import type { Bulkhead } from './bulkhead.js';
import type { CallOrigin } from './call.js';
import type { Clock } from './clock.js';
import type { CredentialMemory } from './credential-memory.js';
import type { UpstreamEvents } from './events.js';
import { gatewayError } from './faults.js';
import type { Health } from './health.js';
import type { LeaveReason } from './subscriber.js';
import { PAUSE_MIN_MS, RETRY_SHARE, retryDelay, waitFits } from './retry.js';
import { RETRY_AFTER_MAX_MS } from './retry-after.js';
import type { Replicas } from './replicas.js';
import type { RetryBudget } from './retry-budget.js';
import { safeCause } from './safe-cause.js';
import type { Turns } from './turns.js';

/** What every request of a process uses. */
export interface SharedRequestServices {
  readonly clock: Clock;
  readonly bulkhead: Bulkhead;
  readonly health: Health;
  readonly credentials: CredentialMemory;
  readonly budget: RetryBudget;
  readonly replicas: Replicas | undefined;
  /** Who asks the replicas for a place now; the others of its caller wait behind it. */
  readonly turns: Turns;
  readonly events: UpstreamEvents;
  readonly random: () => number;
  readonly countReplay: (caller: string, bytes: number) => void;
  readonly send: (request: AttemptRequest, sink: ByteSink, done: (outcome: Outcome) => void) => Attempt;
}

export interface SharedRequestDetails {
  readonly report: string;
  readonly path: string;
  readonly authorization: string;
  readonly origin: CallOrigin | undefined;
  readonly caller: Caller;
  readonly replayBytes: number;
  /** Nobody can join any more. */
  readonly sealed: () => void;
}

export interface SharedRequest extends Pick<SharedReply, 'join'> {
  /** Begins, after the first has joined. Resolves, and never rejects, when all is over. */
  start(): Promise<void>;
}

/** How long a caller whom the queue could not take should wait. */
const OVERLOADED_WAIT_MS = 1_000;
/** Between two looks for a place, at least; twice as long at most. */
const LEASE_POLL_MS = 25;
/** A reply that was held back for longer fails through its reader's slowness as likely as through upstream, so it says nothing about upstream. */
const SLOW_READER_MS = 1_000;

/** Prepares a request. Every subscriber's `call` asks the same question with the same credential. */
export function createSharedRequest(services: SharedRequestServices, details: SharedRequestDetails): SharedRequest {
  const { clock, bulkhead, health, credentials, budget, events } = services;
  const { report, origin } = details;
  const caller = details.caller.key;
  /** Ends what the request is waiting for. */
  let interrupt: (why: LeaveReason) => void = () => undefined;
  const reply = createSharedReply({
    replayBytes: details.replayBytes,
    clock,
    sealed: details.sealed,
    countReplay: (bytes) => services.countReplay(caller, bytes),
    // Its rows arrive, so its credential is accepted; the end of a reply that is held back may be far away.
    firstHeldBack: () => {
      credentials.accepted(details.caller);
      bulkhead.prove(caller);
    },
    abandoned: (why) => interrupt(why),
  });
  let startedAt = 0;
  const total = (): number => reply.deadlineAt() - startedAt;
  const left = (): number => reply.deadlineAt() - clock.now();

  const refuse = (error: GatewayError): GatewayError => {
    events.shed?.({ report, outcome: error.code });
    return error;
  };

  const closed = (): GatewayError | null => {
    const closedFor = health.refusesFor(report, caller);
    return closedFor > 0 ? gatewayError('circuitOpen', { retryAfterMs: Math.min(RETRY_AFTER_MAX_MS, Math.ceil(closedFor)) }) : null;
  };

  /** The function that gives the permit up; or the error that says why there is none. */
  const acquirePermit = async (): Promise<(() => void) | GatewayError> => {
    const refused = closed();
    if (refused !== null) return refused;
    const pausedElsewhere = services.replicas?.pausedFor(details.authorization) ?? 0;
    if (pausedElsewhere > 0) bulkhead.pause(caller, pausedElsewhere);
    const pausedFor = bulkhead.pausedFor(caller);
    if (pausedFor > 0 && !waitFits(pausedFor, left(), total())) return gatewayError('rateLimited', { retryAfterMs: Math.ceil(pausedFor) });
    const { ready, release } = bulkhead.acquire(caller);
    if (ready === null) return release;
    interrupt = release;
    const grant = await ready;
    return grant === 'shed' ? gatewayError('overloaded', { retryAfterMs: OVERLOADED_WAIT_MS }) : release;
  };

  /** A place among the requests of all processes, where there is a ceiling. Waits for one while there are subscribers. */
  const acquireLease = async (lease: NonNullable<Replicas['lease']>): Promise<() => void> => {
    const turn = services.turns.take(caller);
    try {
      if (turn.ready !== null) await untilInterrupted(turn.ready);
      while (!reply.isEmpty()) {
        const place = await lease(details.authorization, left());
        if (place !== 'full') return place;
        await pause(LEASE_POLL_MS * (1 + services.random()));
      }
      return NO_LEASE;
    } finally {
      turn.end();
    }
  };

  const acquire = async (): Promise<(() => void) | GatewayError> => {
    const permit = await acquirePermit();
    const { lease } = services.replicas ?? {};
    if (permit instanceof GatewayError || !lease || reply.isEmpty()) return permit;
    const release = await acquireLease(lease);
    return () => {
      release();
      permit();
    };
  };

  const send = (attempt: number): Promise<Outcome> => {
    const record = health.admit(report, caller);
    events.attemptStarted?.({ report, attempt });
    const sentAt = clock.now();
    // Who stood in the queue for most of the time cannot blame upstream for what was left of it.
    const fairTime = RETRY_SHARE * total();
    const heldBefore = reply.heldBackFor();
    const heldBack = (): number => reply.heldBackFor() - heldBefore;
    let gaveUp: LeaveReason | undefined;
    return new Promise((resolve) => {
      const sent = services.send(details, reply, (outcome) => {
        const { failure, status } = outcome;
        const counted = failure !== null && failure.countsAgainstHealth && heldBack() < SLOW_READER_MS;
        record({
          sent: failure === null || failure.phase !== 'connect',
          verdict: failure === null ? 'success' : counted ? 'failure' : 'ignored',
        });
        if (failure === null) credentials.accepted(details.caller);
        else if (status === UNAUTHENTICATED) credentials.refused(details.caller);
        events.attemptEnded?.({ report, origin, attempt, ...endOf(outcome, { gaveUp, counted }) });
        resolve(outcome);
      });
      interrupt = (why) => {
        gaveUp = why;
        sent.giveUp(why === 'deadline' && clock.now() - sentAt - heldBack() >= fairTime);
      };
    });
  };

  const untilInterrupted = (ready: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      interrupt = () => resolve();
      void ready.then(resolve);
    });

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(milliseconds, resolve);
      interrupt = () => {
        cancel();
        resolve();
      };
    });

  /** Waits until the other attempt is due; false if there is to be none. */
  const awaitRetry = async ({ failure }: Outcome, tried: { budgeted: boolean; free: boolean }): Promise<boolean> => {
    if (failure === null || reply.handedOut() || (failure.free ? tried.free : tried.budgeted)) return false;
    const wait = retryDelay({ failure, left: left(), total: total(), random: services.random() });
    if (wait === null || (!failure.free && !budget.spend())) return false;
    if (failure.free) tried.free = true;
    else tried.budgeted = true;
    if (wait > 0) await pause(wait);
    if (reply.isEmpty()) return false;
    events.retried?.({ report, free: failure.free, outcome: codeOf(failure.error) });
    return true;
  };

  const run = async (): Promise<void> => {
    startedAt = clock.now();
    const tried = { budgeted: false, free: false };
    let last: Outcome | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const permit = await acquire();
      // Much may have happened since it was asked for; nothing can between here and the sending.
      const refused = permit instanceof GatewayError ? permit : closed();
      if (permit instanceof GatewayError || refused !== null || reply.isEmpty()) {
        if (!(permit instanceof GatewayError)) permit();
        // Where a second attempt is refused, what the first one met is the better answer.
        return reply.fail(last?.failure?.error ?? (refused === null ? undefined : refuse(refused)));
      }
      if (last !== undefined) reply.restart();
      const outcome = await send(attempt);
      permit();
      if (reply.isEmpty()) return;
      const { failure, status, durationMs, bytes } = outcome;
      if (failure === null && status !== null) {
        budget.earn();
        return reply.succeed({ status, durationMs, bytes });
      }
      last = outcome;
      const limited = limitOf(failure?.error);
      if (limited !== null) {
        bulkhead.pause(caller, limited);
        services.replicas?.paused(details.authorization, limited);
      }
      if (!(await awaitRetry(outcome, tried))) return reply.fail(failure?.error);
    }
  };

  return { join: reply.join, start: () => run().catch((error: unknown) => reply.fail(error)) };
}

/** Milliseconds for which upstream wants to hear nothing of this caller; null if it said no such thing. */
function limitOf(error: unknown): number | null {
  if (!(error instanceof GatewayError) || error.code !== 'UPSTREAM_RATE_LIMITED') return null;
  return Math.max(PAUSE_MIN_MS, error.retryAfterMs ?? 0);
}

function codeOf(error: unknown): GatewayError['code'] {
  return error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR';
}

const NO_LEASE = (): void => undefined;

/** The status under which upstream refuses a credential. */
const UNAUTHENTICATED = 401;

function endOf(
  { failure, status, durationMs, bytes, sentence }: Outcome,
  { gaveUp, counted }: { readonly gaveUp: LeaveReason | undefined; readonly counted: boolean },
) {
  if (failure === null) return { status, durationMs, bytes, outcome: 'OK', counted: false, cause: null, sentence } as const;
  const outcome = gaveUp === 'left' ? ('LEFT' as const) : codeOf(failure.error);
  return { status, durationMs, bytes, outcome, counted, cause: safeCause(failure.error), sentence };
}
