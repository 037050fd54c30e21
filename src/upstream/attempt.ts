/**
 * One attempt: one request on one connection, its bytes handed on as they come, and exactly one outcome.
 *
 * Straight on undici's dispatch: a promise and a stream per request would cost more than a small report does. The attempt knows no
 * clock, no queue and no second try; whoever started it may give it up at any time.
 */
import { performance } from 'node:perf_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { GatewayError } from '../errors.js';
import type { Connector } from './connector.js';
import { FAULTS, faultOf, faultOfStatus, gatewayError, verdictOn, type FaultName, type Phase } from './faults.js';
import { createInflation, type Inflation } from './inflation.js';
import { beginsLikeRows, readHead } from './reply-head.js';
import { readRetryAfter } from './retry-after.js';
import { redacted } from './safe-cause.js';

/** Where the bytes go. Both may throw, which ends the attempt. */
export interface Reception {
  write(chunk: Uint8Array): void | Promise<void>;
  end(proven: boolean): void | Promise<void>;
}

/** Everything about an attempt that went wrong. */
export interface Failure {
  /** A GatewayError, or what a sink threw that is none. */
  readonly error: unknown;
  readonly retry: boolean;
  /** Counts against upstream's health. */
  readonly counts: boolean;
  /** Upstream had closed an idle connection: to try again costs nothing and says nothing. */
  readonly free: boolean;
  readonly phase: Phase;
}

export interface Outcome {
  readonly failure: Failure | null;
  /** Null where no reply began. */
  readonly status: number | null;
  /** Of the body, over the wire. */
  readonly bytes: number;
  readonly durationMs: number;
}

export interface AttemptOptions {
  readonly dispatcher: Dispatcher;
  readonly connector: Connector;
  readonly path: string;
  readonly authorization: string;
  readonly gzip: boolean;
  readonly wireBytes: number;
  readonly inflatedBytes: number;
}

export interface Attempt {
  /** Ends it now and frees its connection. To have been too slow counts against upstream; that nobody waits any more does not. */
  giveUp(why: 'deadline' | 'left'): void;
}

/** Interim replies (1xx) before the reply itself; one is common, a flood is an attack. */
const INTERIM_MAX = 8;
/** An error's body is read on to keep the connection, but not for long. */
const DRAIN_BYTES = 64 * 1024;
const DRAIN_MS = 1_000;

/** Sends the request. `done` is called exactly once, never before this returns. */
export function startAttempt(options: AttemptOptions, reception: Reception, done: (outcome: Outcome) => void): Attempt {
  const { dispatcher, connector, path, authorization } = options;
  const startedAt = performance.now();
  let controller: Dispatcher.DispatchController | undefined;
  let inflation: Inflation | undefined;
  let drainTimer: NodeJS.Timeout | undefined;
  let phase: Phase = 'connect';
  let status: number | null = null;
  let settled = false;
  let answered = false;
  let framed = false;
  let begun = false;
  let interim = 0;
  let bytes = 0;

  const settle = (failure: Failure | null): void => {
    settled = true;
    const outcome = { failure, status, bytes, durationMs: performance.now() - startedAt };
    queueMicrotask(() => done(outcome));
  };

  const complete = (failure: Failure | null): void => {
    if (!settled) settle(failure);
  };

  /** Ends the attempt and gives up its connection. */
  const abandon = (failure: Failure): void => {
    if (settled) return;
    settle(failure);
    inflation?.stop();
    controller?.abort(ABANDONED);
  };

  const fail = (name: FaultName, details: { readonly cause?: unknown; readonly retryAfterMs?: number } = {}): Failure => {
    const { retry, counts } = FAULTS[name];
    return { error: gatewayError(name, { ...details, ...(status === null ? {} : { status }) }), retry, counts, free: false, phase };
  };

  const failBy = (error: unknown): Failure => {
    if (!(error instanceof GatewayError)) return { error, retry: false, counts: false, free: false, phase };
    // A body without a byte may be upstream's way to say "nothing": not worth a second try, and no sign of ill health.
    const { retry, counts } = bytes === 0 ? { retry: false, counts: false } : verdictOn(error.code);
    return { error, retry, counts, free: false, phase };
  };

  const lost = (error: unknown): Failure => {
    const note = connector.noteOf(error);
    const failure = fail(faultOf(error, { phase, closedByPeer: note?.closedByPeer }), { cause: redacted(error) });
    const free = note !== undefined && note.closedByPeer && note.used && !answered && phase === 'head';
    return free ? { ...failure, retry: true, counts: false, free } : failure;
  };

  const take = (chunk: Uint8Array): void | Promise<void> => {
    if (!begun) {
      const rows = beginsLikeRows(chunk);
      if (rows === false) throw gatewayError('malformed', status === null ? {} : { status });
      begun = rows === true;
    }
    return reception.write(chunk);
  };

  const finish = (): void => {
    if (settled) return;
    try {
      const pending = reception.end(framed);
      if (pending === undefined) return settle(null);
      pending.then(
        () => complete(null),
        (error: unknown) => complete(failBy(error)),
      );
    } catch (error) {
      settle(failBy(error));
    }
  };

  const inflate = (): Inflation =>
    createInflation(options.inflatedBytes, {
      chunk: take,
      end: finish,
      fail: (error) => abandon(error instanceof GatewayError ? failBy(error) : lost(error)),
      ready: () => controller?.resume(),
    });

  const drain = (): void => {
    bytes = 0;
    drainTimer = setTimeout(() => controller?.abort(ABANDONED), DRAIN_MS);
    drainTimer.unref();
  };

  dispatcher.dispatch(
    {
      method: 'GET',
      path,
      headers: ['authorization', authorization, 'accept', ACCEPT, 'accept-encoding', options.gzip ? 'gzip' : 'identity'],
    },
    {
      onRequestStart: (control) => {
        controller = control;
        phase = 'head';
        if (settled) control.abort(ABANDONED);
      },
      onResponseStarted: () => {
        answered = true;
      },
      onResponseStart: (_control, statusCode, headers: IncomingHttpHeaders) => {
        if (settled) return;
        if (statusCode < 200) {
          interim += 1;
          if (interim > INTERIM_MAX) abandon(fail('malformed'));
          return;
        }
        phase = 'body';
        status = statusCode;
        const refusal = faultOfStatus(statusCode);
        if (refusal !== undefined) {
          const retryAfterMs = MAY_RETRY_AFTER.has(refusal) ? readRetryAfter(single(headers['retry-after'])) : undefined;
          settle(fail(refusal, retryAfterMs === undefined ? {} : { retryAfterMs }));
          return drain();
        }
        const head = readHead(headers, options);
        if (typeof head === 'string') return abandon(fail(head));
        framed = head.framed;
        if (head.gzip) inflation = inflate();
      },
      onResponseData: (control, chunk) => {
        bytes += chunk.length;
        if (settled) {
          if (bytes > DRAIN_BYTES) control.abort(ABANDONED);
          return;
        }
        if (inflation !== undefined) {
          if (!inflation.write(chunk)) control.pause();
          return;
        }
        try {
          const pending = take(chunk);
          if (pending === undefined) return;
          control.pause();
          pending.then(
            () => control.resume(),
            (error: unknown) => abandon(failBy(error)),
          );
        } catch (error) {
          abandon(failBy(error));
        }
      },
      onResponseEnd: () => {
        clearTimeout(drainTimer);
        if (inflation === undefined) finish();
        else inflation.end();
      },
      onResponseError: (_control, error) => {
        clearTimeout(drainTimer);
        if (!settled) abandon(lost(error));
      },
    },
  );

  return {
    giveUp: (why) => {
      const failure = fail('deadline');
      abandon(why === 'deadline' ? failure : { ...failure, counts: false });
    },
  };
}

/** What a connection is given up with. It reaches nobody: the attempt is settled by then. */
const ABANDONED = new Error('given up');
const ACCEPT = 'application/json, application/x-ndjson';
const MAY_RETRY_AFTER: ReadonlySet<FaultName> = new Set<FaultName>(['rateLimited', 'unavailable']);

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value[0];
}
