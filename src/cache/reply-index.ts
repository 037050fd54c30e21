/** What is kept of one grain: replies that differ in their columns and their age. */
import type { ReportQuery } from '../query/report-query.js';
import type { Frames } from './sealed-frames.js';

/** One kept reply. */
export interface KeptReply {
  /** Tells it from those that are kept under the same name before and after it. */
  readonly id: string;
  /** Columns of its rows; null for every column that upstream has. */
  readonly columns: readonly string[] | null;
  /** Whether one row more than the limit was asked for. */
  readonly lookAhead: boolean;
  /** What the caller's and the report's scope were when it was asked for. */
  readonly generation: string;
  /** When upstream answered, and until when the reply may answer, in milliseconds of the epoch. */
  readonly asOf: number;
  readonly expiresAt: number;
  readonly status: number;
  readonly durationMs: number;
}

/** A reply, and the text that was kept of it. */
export interface ReplyEntry {
  readonly reply: KeptReply;
  readonly text: Frames;
}

/** Kept replies that the index of a grain names at most; the oldest go first. */
const MOST = 8;

/** The index as frames, and back. */
export const encodeIndex = (replies: readonly KeptReply[]): readonly Buffer[] => [Buffer.from(JSON.stringify(replies))];
// What was sealed is what `encodeIndex` wrote: nothing else opens.
export const decodeIndex = ({ open }: Frames): readonly KeptReply[] => JSON.parse(String(open(0))) as readonly KeptReply[];

/** A reply as frames: what it is, and its text. */
export const encodeEntry = (reply: KeptReply, text: readonly Buffer[]): readonly Buffer[] => [Buffer.from(JSON.stringify(reply)), ...text];

/** A reply, and the frames of its text. */
export function decodeEntry({ count, open }: Frames): ReplyEntry {
  // What was sealed is what `encodeEntry` wrote: nothing else opens.
  return { reply: JSON.parse(String(open(0))) as KeptReply, text: { count: count - 1, open: (place) => open(place + 1) } };
}

/** What a reply must be to answer a question. */
export interface Wanted {
  readonly query: ReportQuery;
  readonly generation: string;
  /** Nothing that upstream answered before. */
  readonly notBefore: number;
}

/** The narrowest reply within its time that holds all that is asked; null where there is not one. */
export function freshReply(replies: readonly KeptReply[], wanted: Wanted, now: number): KeptReply | null {
  const able = replies.filter((reply) => reply.expiresAt > now && serves(reply, wanted));
  return able.reduce<KeptReply | null>((best, reply) => (best === null || widthOf(reply) < widthOf(best) ? reply : best), null);
}

/** The newest reply that holds all that is asked and is at most so many milliseconds past its time; null where there is not one. */
export function staleReply(replies: readonly KeptReply[], wanted: Wanted, now: number, staleMs: number): KeptReply | null {
  const able = replies.filter((reply) => reply.expiresAt + staleMs > now && serves(reply, wanted));
  return able.reduce<KeptReply | null>((best, reply) => (best === null || reply.asOf > best.asOf ? reply : best), null);
}

/** The index with a further reply, without those of another generation, those that are over, and those that the new one stands for. */
export function withReply(replies: readonly KeptReply[], added: KeptReply, now: number, staleMs: number): readonly KeptReply[] {
  const others = replies.filter(
    (reply) => reply.generation === added.generation && reply.expiresAt + staleMs > now && !covers(added, reply.columns, reply.lookAhead),
  );
  return [added, ...others].slice(0, MOST);
}

/** The index with a reply that was found under its name, in the index or not; without it where a newer one stands for it. */
export function withFound(replies: readonly KeptReply[], found: KeptReply): readonly KeptReply[] {
  const isKnown = replies.some(
    (reply) =>
      reply.id === found.id ||
      (reply.generation === found.generation && reply.asOf > found.asOf && covers(reply, found.columns, found.lookAhead)),
  );
  return isKnown ? replies : [found, ...replies];
}

function serves(reply: KeptReply, { query, generation, notBefore }: Wanted): boolean {
  const { projection, lookAhead } = query;
  return (
    reply.generation === generation &&
    reply.asOf >= notBefore &&
    covers(reply, projection.kind === 'everything' ? null : projection.names, lookAhead)
  );
}

function covers(reply: KeptReply, columns: readonly string[] | null, lookAhead: boolean): boolean {
  if (lookAhead && !reply.lookAhead) return false;
  if (reply.columns === null) return true;
  const held = new Set(reply.columns);
  return columns !== null && columns.every((name) => held.has(name));
}

function widthOf({ columns }: KeptReply): number {
  return columns?.length ?? Infinity;
}
