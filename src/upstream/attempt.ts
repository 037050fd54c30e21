/**
 * One attempt: one request on one connection, its bytes handed on as they come, and exactly one outcome.
 *
 * Straight on undici's dispatch: a promise and a stream per request would cost more than a small report does. The attempt knows no
 * clock, no queue and no second try; whoever started it may give it up at any time.
 */
import { performance } from 'node:perf_hooks';
import type { Dispatcher } from 'undici';
import { GatewayError } from '../errors.js';
import { createReplyBody, type Body, type ByteSink } from './reply-body.js';
import type { CallOrigin } from './call.js';
import type { Connector } from './connector.js';
import { failed, lost, refusedBySink, type Failure, type Progress } from './failure.js';
import { faultOfStatus, type FaultName } from './faults.js';
import { readHead } from './reply-head.js';
import { readRetryAfter } from './retry-after.js';
import { SENTENCE_BYTES, sentenceOf } from './sentence.js';

export interface Outcome {
  readonly failure: Failure | null;
  /** Null where no reply began. */
  readonly status: number | null;
  /** Of the body, over the wire. */
  readonly bytes: number;
  readonly durationMs: number;
  /** What upstream says of a request that it refuses (400, 422), cleaned; null where it says nothing. */
  readonly sentence: string | null;
}

/** What all attempts of a process share. */
export interface Transport {
  readonly dispatcher: Dispatcher;
  readonly connector: Connector;
  readonly gzip: boolean;
  readonly userAgent: string | undefined;
  /** Whether callers are shown what upstream says of a refused request. */
  readonly showsMessages: boolean;
  /** Where a proxy forwards requests: it is told the whole URL, and who we are to it. Null: there is none, or it tunnels. */
  readonly forwarded: { readonly origin: string; readonly authorization: string | null } | null;
  readonly wireBytes: number;
  readonly inflatedBytes: number;
}

export interface AttemptRequest {
  readonly path: string;
  readonly authorization: string;
  readonly origin: CallOrigin | undefined;
}

export interface Attempt {
  /** Ends it now, with GATEWAY_TIMEOUT as its outcome, and frees its connection. `countsAgainstHealth`: upstream had its time, and was too slow. */
  giveUp(countsAgainstHealth: boolean): void;
}

/** Interim replies (1xx) before the reply itself; one is common, a flood is an attack. */
const INTERIM_MAX = 8;
/** The body of a refusal is read on to keep the connection, but not for long. */
const DRAIN_BYTES = 64 * 1024;
const DRAIN_MS = 1_000;
const ACCEPT = 'application/json, application/x-ndjson';
/** What a connection is given up with. It reaches nobody: the attempt is settled by then. */
const ABANDONED = new Error('given up');
const SETTLED = Promise.resolve();
const MAY_SAY_WHEN: ReadonlySet<FaultName> = new Set<FaultName>(['rateLimited', 'unavailable']);

/** Sends the request. `done` is called exactly once, never before this returns. */
export function startAttempt(transport: Transport, request: AttemptRequest, sink: ByteSink, done: (outcome: Outcome) => void): Attempt {
  const { held, noteOf } = transport.connector;
  const startedAt = performance.now();
  const progress: Progress = { phase: 'connect', status: null, answered: false, bytes: 0 };
  let controller: Dispatcher.DispatchController | undefined;
  let body: Body | undefined;
  let stopDraining: (() => void) | undefined;
  let settled = false;
  let interim = 0;
  let sentence: string | null = null;
  /** A refusal whose sentence is being read. */
  let pending: { readonly name: FaultName; readonly headers: Headers; readonly chunks: Buffer[] } | undefined;

  const settle = (failure: Failure | null): void => {
    if (settled) return;
    settled = true;
    if (controller !== undefined) held.delete(controller);
    const outcome = { failure, status: progress.status, bytes: progress.bytes, durationMs: performance.now() - startedAt, sentence };
    // A promise costs less here than queueMicrotask, which makes a resource for async hooks each time.
    void SETTLED.then(() => done(outcome));
  };

  /** Settles with the refusal that is being read, if there is one. */
  const settleRefusal = (): void => {
    if (pending === undefined || settled) return;
    const { name, headers, chunks } = pending;
    const coding = headers['content-encoding'];
    const credentials = [request.authorization, transport.forwarded?.authorization ?? ''];
    sentence = sentenceOf(Buffer.concat(chunks), typeof coding === 'string' ? coding.toLowerCase() : undefined, credentials);
    settle(refused(name, progress, headers, transport.showsMessages ? sentence : null));
  };

  /** Settles with a failure and gives up the connection. */
  const abandon = (failure: Failure): void => {
    if (settled) return;
    settle(failure);
    body?.stop();
    controller?.abort(ABANDONED);
  };

  const begin = (control: Dispatcher.DispatchController, status: number, headers: Headers): void => {
    progress.phase = 'body';
    progress.status = status;
    const refusal = faultOfStatus(status);
    if (refusal !== undefined) {
      stopDraining = drain(control);
      if (refusal === 'badInput') pending = { name: refusal, headers, chunks: [] };
      else settle(refused(refusal, progress, headers, null));
      return;
    }
    const head = readHead(status, headers, transport);
    if (typeof head === 'string') return abandon(failed(head, progress));
    body = createReplyBody(head, transport.inflatedBytes, sink, {
      pause: () => {
        control.pause();
        held.add(control);
      },
      resume: () => {
        held.delete(control);
        control.resume();
      },
      done: () => settle(null),
      fail: (error) =>
        abandon(error instanceof GatewayError || !head.gzip ? refusedBySink(error, progress) : lost(error, progress, undefined)),
    });
  };

  transport.dispatcher.dispatch(
    { method: 'GET', path: `${transport.forwarded?.origin ?? ''}${request.path}`, headers: headersOf(request, transport) },
    {
      onRequestStart: (control) => {
        controller = control;
        progress.phase = 'head';
        if (settled) control.abort(ABANDONED);
      },
      onResponseStarted: () => {
        progress.answered = true;
      },
      onResponseStart: (control, status, headers) => {
        if (settled) return;
        if (status >= 200) return begin(control, status, headers);
        interim += 1;
        if (interim > INTERIM_MAX) abandon(failed('malformed', progress));
      },
      onResponseData: (control, chunk) => {
        // A reply that is resumed is first asked for bytes that are not there.
        if (chunk.length === 0) return;
        progress.bytes += chunk.length;
        if (!settled && pending !== undefined) {
          pending.chunks.push(Buffer.from(chunk.subarray(0, SENTENCE_BYTES)));
          if (progress.bytes >= SENTENCE_BYTES) settleRefusal();
        } else if (!settled) body?.write(chunk);
        else if (progress.bytes > DRAIN_BYTES) control.abort(ABANDONED);
      },
      onResponseEnd: () => {
        stopDraining?.();
        settleRefusal();
        if (!settled) body?.end();
      },
      onResponseError: (_control, error) => {
        stopDraining?.();
        settleRefusal();
        abandon(lost(error, progress, noteOf(error)));
      },
    },
  );

  return {
    giveUp: (countsAgainstHealth) => {
      settleRefusal();
      abandon({ ...failed('deadline', progress), countsAgainstHealth });
    },
  };
}

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** All that upstream is told: the caller's credential, what form the reply may have, and which operation of which product asks. */
function headersOf({ authorization, origin }: AttemptRequest, { gzip, userAgent, forwarded }: Transport): string[] {
  const headers = ['authorization', authorization, 'accept', ACCEPT, 'accept-encoding', gzip ? 'gzip' : 'identity'];
  if (forwarded !== null && forwarded.authorization !== null) headers.push('proxy-authorization', forwarded.authorization);
  if (userAgent !== undefined) headers.push('user-agent', userAgent);
  if (origin !== undefined) headers.push('x-request-id', origin.requestId);
  if (origin !== undefined && origin.traceparent !== null) headers.push('traceparent', origin.traceparent);
  return headers;
}

function refused(name: FaultName, progress: Progress, headers: Headers, upstreamMessage: string | null): Failure {
  const value = headers['retry-after'];
  const retryAfterMs = MAY_SAY_WHEN.has(name) ? readRetryAfter(typeof value === 'object' ? value[0] : value) : undefined;
  return failed(name, progress, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(upstreamMessage === null ? {} : { upstreamMessage }),
  });
}

/** Lets a refusal's body run out, but not for ever. Call the returned function when it has. */
function drain(control: Dispatcher.DispatchController): () => void {
  const timer = setTimeout(() => control.abort(ABANDONED), DRAIN_MS);
  timer.unref();
  return () => clearTimeout(timer);
}
