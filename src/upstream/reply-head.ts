/**
 * What a reply's head promises: whether rows follow, how they are coded, and whether their end can be proven.
 *
 * A login page, a CSV file or a coding that nobody asked for is refused by its head. Servers of JSON lines name their type in many ways,
 * and some not at all, so what is not plainly something else is judged by its first byte.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { FaultName } from './faults.js';

export interface ReplyHead {
  readonly gzip: boolean;
  /** The reply has a length or chunks: its end is seen, not guessed from a closed connection. */
  readonly framed: boolean;
}

export interface HeadRules {
  readonly gzip: boolean;
  readonly wireBytes: number;
}

/** Media types under which rows, or a sentence in JSON, may come. */
const ROW_TYPE =
  /^(?:application\/(?:[a-z0-9.-]+\+)?(?:x-)?(?:json|ndjson|jsonl|jsonlines|json-seq|octet-stream)|text\/(?:plain|json|x-json))$/;

/** The head of a reply with status 200 or 204, or the fault that it shows. */
export function readHead(status: number, headers: IncomingHttpHeaders, rules: HeadRules): ReplyHead | FaultName {
  // A 204 has no body by its status: no rows, and all of them.
  if (status === NO_CONTENT) return { gzip: false, framed: true };
  const { 'content-type': type, 'content-encoding': encoding, 'content-length': length, 'transfer-encoding': transfer } = headers;
  if (type !== undefined && !ROW_TYPE.test(mediaType(type))) return 'malformed';

  const coding = encoding === undefined || encoding === '' ? 'identity' : String(encoding).trim().toLowerCase();
  const gzip = rules.gzip && (coding === 'gzip' || coding === 'x-gzip');
  if (!gzip && coding !== 'identity') return 'malformed';

  if (transfer !== undefined && String(transfer).trim().toLowerCase() !== 'chunked') return 'malformed';
  if (length !== undefined && Number(length) > rules.wireBytes) return 'tooLarge';
  return { gzip, framed: length !== undefined || transfer !== undefined };
}

/** Whether a body may be rows or a sentence, judged by its first bytes; undefined while they are blank (or a byte order mark). */
export function beginsLikeRows(chunk: Uint8Array): boolean | undefined {
  for (const byte of chunk) {
    if (BLANK.has(byte)) continue;
    return byte === OBJECT || byte === STRING;
  }
  return undefined;
}

const NO_CONTENT = 204;

const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
const OBJECT = 0x7b;
const STRING = 0x22;

function mediaType(value: string | readonly string[]): string {
  return String(value).split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
