/**
 * Answers questions from kept replies, and keeps the replies of those that it has to ask.
 *
 * What is kept is upstream's reply, below the reader of rows: a reply with more columns answers a question with fewer, and a hit costs
 * little more than reading rows. Nothing is kept that failed, broke off, or does not prove that it is whole.
 */
import { GatewayError, type ErrorCode } from '../errors.js';
import type { CacheResult } from '../reports/fetch-rows.js';
import type { CacheLimits } from '../limits.js';
import { baseFor, type ReportsBases } from '../reports-base.js';
import type { ReplySink, Upstream } from '../upstream/call.js';
import { isNeverKept, lifetimeOf, type Lifetimes } from './freshness.js';
import { copyReply, createCopyRoom, type ReplyCopy } from './copy-reply.js';
import type { ReplyCodec } from './reply-codec.js';
import { freshReply, staleReply, type KeptReply, type Wanted } from './reply-index.js';
import { askUpstream, type ReplySource, type SourceCall, type SourceReply } from './reply-source.js';
import { newPatience, waitWithin, type ReplyStore } from './reply-store.js';
import type { Frames } from './sealed-frames.js';
import type { Seals } from './sealing.js';
import { createShelf, type Look, type Shelf } from './shelf.js';

export interface CacheTerms extends Lifetimes {
  /** How long past its time a reply may stand in while upstream fails. */
  readonly staleSeconds: number;
}

export interface CachedSourceOptions {
  readonly upstream: Pick<Upstream, 'fetch'>;
  readonly store: ReplyStore;
  /** The form in which replies are kept there. */
  readonly codec: ReplyCodec;
  /** The first seals, all open. */
  readonly seals: readonly [Seals, ...Seals[]];
  readonly terms: CacheTerms;
  readonly bases: ReportsBases;
  readonly bounds: CacheLimits;
  /** Called with how each question was answered. */
  readonly observe: (result: CacheResult) => void;
  /** Milliseconds of the epoch. Default Date.now. */
  readonly now?: () => number;
}

/** Failures of upstream itself, in which a reply past its time may stand in. */
const STANDS_IN_FOR: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_INCOMPLETE',
  'UPSTREAM_MALFORMED_RESPONSE',
  'UPSTREAM_CIRCUIT_OPEN',
  'GATEWAY_TIMEOUT',
]);
const SERVER_ERROR = 500;

/** A source in front of upstream. */
export function createCachedSource(options: CachedSourceOptions): ReplySource {
  const { upstream, store, codec, seals, terms, bases, bounds, observe, now = () => Date.now() } = options;
  const staleMs = 1000 * terms.staleSeconds;
  const room = createCopyRoom(bounds.copiedBytes);
  /** Questions whose replies are being collected: one of those who ask the same at once is enough. */
  const collecting = new Set<string>();
  /** Replies that are being kept, by shelf: who asks there next waits for them, as long as looking up may take. */
  const keeping = new Map<string, Promise<void>>();

  return {
    fetch: (call, open) => {
      const neverKept = call.directives?.noStore === true || isNeverKept(call.query, terms, now());
      return (neverKept ? fetchPast(call, open) : fetchThrough(call, open)).catch((error: unknown) => {
        dropRefused(error, call);
        throw error;
      });
    },
  };

  async function fetchPast<T>(call: SourceCall, open: () => ReplySink<T>): Promise<SourceReply<T>> {
    observe('OFF');
    return askUpstream(upstream, call, open, 'OFF');
  }

  async function fetchThrough<T>(call: SourceCall, open: () => ReplySink<T>): Promise<SourceReply<T>> {
    const { query, authorization, caller, directives } = call;
    const base = baseFor(caller.kind, bases);
    const patience = newPatience();
    const question = { authorization, caller, base, query };
    const [shelf, ...older] = seals.map((each) => createShelf(store, each, question, { staleMs, patience }));
    if (shelf === undefined) throw new Error('The cache has no secret.');
    await waitWithin(keeping.get(shelf.name), patience);

    const notBefore = now() - 1000 * (directives?.maxAgeSeconds ?? Infinity);
    const reads = directives?.noCache !== true;
    const look = await shelf.look(reads);
    const answerBy = async (choose: Choose, result: 'HIT' | 'STALE'): Promise<SourceReply<T> | null> => {
      for (const each of reads ? [shelf, ...older] : []) {
        const { replies, generation, take } = each === shelf && result === 'HIT' ? look : await each.look(reads);
        const reply = generation === null ? null : choose(replies, { query, generation, notBefore });
        const text = reply === null ? null : await take(reply);
        if (reply === null || text === null) continue;
        const replayed = await replay(call, open, { reply, text, codec, cache: result });
        if (replayed === null) continue;
        observe(result);
        return replayed;
      }
      return null;
    };

    const hit = await answerBy((replies, wanted) => freshReply(replies, wanted, now()), 'HIT');
    if (hit !== null) return hit;
    const sinks = watchSinks(open);
    try {
      const reply = await fetchAndKeep(call, sinks.open, shelf, look);
      observe('MISS');
      return reply;
    } catch (error) {
      const mayStand = mayStandIn(error) && !sinks.handedOut() && !call.signal.aborted;
      patience.leftMs = newPatience().leftMs;
      const stale = mayStand ? await answerBy((replies, wanted) => staleReply(replies, wanted, now(), staleMs), 'STALE') : null;
      if (stale !== null) return stale;
      observe('MISS');
      throw error;
    }
  }

  async function fetchAndKeep<T>(call: SourceCall, open: () => ReplySink<T>, shelf: Shelf, look: Look): Promise<SourceReply<T>> {
    const question = `${shelf.name} ${call.target}`;
    if (collecting.has(question)) return askUpstream(upstream, call, open, 'MISS');
    collecting.add(question);
    const copy = copyReply(open, { codec, mostBytes: bounds.keptReplyBytes, room });
    try {
      // Claimed before it is asked: a refusal that comes meanwhile removes the generation, and with it this reply.
      const generation = call.directives?.onlyIfCached === true ? Promise.resolve(null) : look.claim();
      const reply = await askUpstream(upstream, call, copy.open, 'MISS');
      keep(shelf, call, { reply, copy, generation });
      return reply;
    } catch (error) {
      copy.release();
      throw error;
    } finally {
      collecting.delete(question);
    }
  }

  /** Keeps a reply behind those of its shelf that are being kept. */
  function keep(shelf: Shelf, { query }: SourceCall, { reply, copy, generation }: Kept): void {
    const { asOf, status, durationMs } = reply;
    const lifetime = lifetimeOf(query, terms, asOf);
    const writer = copy.whole();
    if (lifetime === 0 || writer === null) return copy.release();
    const columns = query.projection.kind === 'everything' ? null : query.projection.names;
    const kept = { columns, lookAhead: query.lookAhead, asOf, expiresAt: asOf + lifetime, status, durationMs };
    const before = keeping.get(shelf.name) ?? Promise.resolve();
    const done = before
      .then(() => generation)
      // Where the store is not there, nothing is compressed for it.
      .then(async (own) => (own === null ? undefined : shelf.keep({ generation: own, ...kept }, await writer.finish())))
      // It was answered; what cannot be kept, for want of memory, is a miss the next time.
      .catch(() => undefined)
      .finally(() => {
        copy.release();
        if (keeping.get(shelf.name) === done) keeping.delete(shelf.name);
      });
    keeping.set(shelf.name, done);
  }

  /** A refused credential loses what was kept for it: all of it, or that of the report it may not see. */
  function dropRefused(error: unknown, { authorization, caller, query }: SourceCall): void {
    const code = error instanceof GatewayError ? error.code : null;
    if (code !== 'UNAUTHENTICATED' && code !== 'FORBIDDEN') return;
    const scopes = seals.map((each) => each.keyringOf(authorization, caller).scopesOf(query.report.name, query.igrp));
    store.remove(scopes.map(([ofCaller, ofReport]) => (code === 'UNAUTHENTICATED' ? ofCaller : ofReport)));
  }
}

type Choose = (replies: readonly KeptReply[], wanted: Wanted) => KeptReply | null;

interface Kept {
  readonly reply: Pick<SourceReply<unknown>, 'asOf' | 'status' | 'durationMs'>;
  readonly copy: Pick<ReplyCopy<unknown>, 'whole' | 'release'>;
  readonly generation: Promise<string | null>;
}

interface Replay {
  readonly reply: KeptReply;
  readonly text: Frames;
  readonly codec: ReplyCodec;
  readonly cache: 'HIT' | 'STALE';
}

/** Hands a kept reply to a sink, no faster than it takes it. Null where a frame of it was changed; what the sink took until then is dropped. */
async function replay<T>(call: SourceCall, open: () => ReplySink<T>, replayed: Replay): Promise<SourceReply<T> | null> {
  const { signal, fields, shareable } = call;
  const { reply, text, codec, cache } = replayed;
  // The rows of a stream leave before its last frame is opened, so each is tried before.
  if (shareable === false && !everyFrameOpens(text)) return null;
  const sink = open();
  for (let place = 0; place < text.count; place++) {
    signal.throwIfAborted();
    const frame = text.open(place);
    if (frame === null) return null;
    await sink.write(codec.decode(frame));
  }
  const { status, durationMs, asOf } = reply;
  return { result: sink.end(true), status, durationMs, sharedBy: fields, bytes: 0, asOf, cache };
}

function everyFrameOpens({ count, open }: Frames): boolean {
  for (let place = 0; place < count; place++) if (open(place) === null) return false;
  return true;
}

/** Opens sinks, and knows whether rows left through the last of them: another reply would hand them out a second time. */
function watchSinks<T>(open: () => ReplySink<T>): { readonly open: () => ReplySink<T>; readonly handedOut: () => boolean } {
  let last: ReplySink<T> | null = null;
  return { open: () => (last = open()), handedOut: () => last?.handedOut === true };
}

function mayStandIn(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  if (error.code === 'UPSTREAM_HTTP_ERROR') return (error.upstreamStatus ?? 0) >= SERVER_ERROR;
  return STANDS_IN_FOR.has(error.code);
}
