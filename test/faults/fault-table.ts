/**
 * What an upstream can do wrong, and what a caller must see of it: one row a fault, as data.
 *
 * The numbers are stable, and several rows may be variants of one fault. `reader` rows need a reader of rows to be judged; `value` rows
 * one that knows the types of fields. Faults that no single reply shows (an outage, a caller who leaves) are in FAULT_SCENARIOS.
 */
import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../src/errors.js';
import type { UpstreamBounds } from '../../src/upstream/upstream.js';
import {
  byAttempt,
  chunked,
  finish,
  flood,
  hang,
  head,
  inOrder,
  reply,
  reset,
  rows,
  send,
  sendFully,
  settle,
  trickle,
  untilClose,
} from '../support/fault-scripts.js';
import type { FaultServerOptions, Script } from '../support/fault-server.js';

export interface FaultRow {
  readonly id: number;
  readonly fault: string;
  /** Where upstream is: listening (the default), at a closed port, under a name that does not resolve, or that resolves too late. */
  readonly place?: 'closed port' | 'unknown name' | 'slow name' | 'no sockets left';
  readonly server?: Omit<FaultServerOptions, 'script'>;
  readonly script?: Script;
  /** A good call before, over the same upstream; the script sees it as request 1. */
  readonly warmUp?: boolean;
  readonly bounds?: Partial<UpstreamBounds>;
  /** Default 5,000. */
  readonly deadlineMs?: number;
  /** What it takes to see the outcome. Default `transport`. */
  readonly needs?: 'transport' | 'reader' | 'value';
  readonly expect: {
    readonly outcome: ErrorCode | 'DATA';
    /** Attempts that the gateway made. */
    readonly attempts: number;
    /** Attempts that count against upstream's health. */
    readonly counted: number;
    readonly upstreamStatus?: number;
    readonly retryAfterMs?: number;
    /** For DATA: whether the reply is known to be whole. Default true. */
    readonly proven?: boolean;
  };
}

/** What must be shown to nobody. */
export const CANARY = 'canary-1c2e7f-body';
const ROW = '{"rowId":"1","name":"ä"}\n';
const GOOD = rows(ROW);

/** An error page that gives away whatever it can. */
function tattle(status: number, ...fields: readonly (readonly [string, string])[]): Script {
  return (exchange) => {
    const { authorization = '', host = '' } = exchange.request.headers;
    return reply(status, `<html>${CANARY} ${authorization} ${host}</html>`, [
      ['Content-Type', 'text/html'],
      ['WWW-Authenticate', `Basic realm="${CANARY}"`],
      ['X-Echo', authorization],
      ...fields,
    ])(exchange);
  };
}

const HTML = [['Content-Type', 'text/html']] as const;
const TYPE = ['Content-Type', 'application/json'] as const;
const SHORT = 400;
const OK = { outcome: 'DATA', attempts: 1, counted: 0 } as const;
const MALFORMED = { outcome: 'UPSTREAM_MALFORMED_RESPONSE', attempts: 1, counted: 1 } as const;
const INCOMPLETE = { outcome: 'UPSTREAM_INCOMPLETE', attempts: 2, counted: 2 } as const;
const UNREACHABLE = { outcome: 'UPSTREAM_UNREACHABLE', attempts: 2, counted: 2 } as const;
const UNTRUSTED = { outcome: 'UPSTREAM_UNREACHABLE', attempts: 1, counted: 1 } as const;
const TOO_LATE = { outcome: 'GATEWAY_TIMEOUT', attempts: 1, counted: 1 } as const;
const TOO_LARGE = { outcome: 'UPSTREAM_RESPONSE_TOO_LARGE', attempts: 1, counted: 0 } as const;
const LIMITED = { outcome: 'UPSTREAM_RATE_LIMITED', attempts: 1, counted: 0, upstreamStatus: 429 } as const;

function httpError(upstreamStatus: number, attempts: number): FaultRow['expect'] {
  return { outcome: 'UPSTREAM_HTTP_ERROR', attempts, counted: attempts, upstreamStatus };
}

function callersOwn(outcome: ErrorCode, upstreamStatus: number): FaultRow['expect'] {
  return { outcome, attempts: 1, counted: 0, upstreamStatus };
}

export const FAULT_TABLE: readonly FaultRow[] = [
  { id: 1, fault: 'nothing listens', place: 'closed port', expect: UNREACHABLE },
  { id: 2, fault: 'the host name is unknown', place: 'unknown name', expect: UNREACHABLE },
  { id: 3, fault: 'the host name takes longer to resolve than there is time', place: 'slow name', deadlineMs: SHORT, expect: TOO_LATE },
  {
    id: 4,
    fault: 'the connection never comes about',
    server: { certificate: 'trusted', accept: 'hold' },
    bounds: { connectTimeoutMs: 100 },
    expect: { outcome: 'GATEWAY_TIMEOUT', attempts: 2, counted: 2 },
  },
  { id: 5, fault: 'the certificate is expired', server: { certificate: 'expired' }, script: GOOD, expect: UNTRUSTED },
  { id: 5, fault: 'the certificate is for another host', server: { certificate: 'wrong-host' }, script: GOOD, expect: UNTRUSTED },
  { id: 5, fault: 'the certificate is signed by itself', server: { certificate: 'self-signed' }, script: GOOD, expect: UNTRUSTED },
  { id: 5, fault: 'none: the certificate is good', server: { certificate: 'trusted' }, script: GOOD, expect: OK },
  { id: 6, fault: 'accepted, then closed', server: { accept: 'finish' }, expect: UNREACHABLE },
  { id: 6, fault: 'asked, then closed', script: finish, expect: UNREACHABLE },
  { id: 7, fault: 'accepted, then reset', server: { accept: 'reset' }, expect: UNREACHABLE },
  { id: 7, fault: 'asked, then reset', script: reset, expect: UNREACHABLE },
  {
    id: 8,
    fault: 'an idle connection is closed just when it is used again',
    warmUp: true,
    script: byAttempt(GOOD, finish, GOOD),
    expect: { outcome: 'DATA', attempts: 2, counted: 0 },
  },
  {
    id: 8,
    fault: 'an idle connection is reset just when it is used again',
    warmUp: true,
    script: byAttempt(GOOD, reset, GOOD),
    expect: { outcome: 'DATA', attempts: 2, counted: 0 },
  },
  {
    id: 8,
    fault: 'the fresh connection in place of an idle one is closed as well',
    warmUp: true,
    script: byAttempt(GOOD, finish, finish, GOOD),
    expect: { outcome: 'DATA', attempts: 3, counted: 1 },
  },
  { id: 9, fault: 'it never answers', script: hang, deadlineMs: SHORT, expect: TOO_LATE },
  { id: 10, fault: 'half a status line, then nothing', script: inOrder(send('HTTP/1.1 2'), hang), deadlineMs: SHORT, expect: TOO_LATE },
  {
    id: 11,
    fault: 'the head trickles',
    script: trickle(head(200, [TYPE, ['X-Long', 'x'.repeat(200)]]), 20),
    deadlineMs: SHORT,
    expect: TOO_LATE,
  },
  {
    id: 12,
    fault: 'a head, then nothing',
    script: inOrder(send(head(200, [TYPE, ['Content-Length', '99']])), hang),
    deadlineMs: SHORT,
    expect: TOO_LATE,
  },
  {
    id: 13,
    fault: 'the body trickles',
    script: inOrder(send(head(200, [TYPE, ['Content-Length', '999']])), trickle(ROW.repeat(20), 20)),
    deadlineMs: SHORT,
    expect: TOO_LATE,
  },
  { id: 14, fault: 'slow, but in time', script: inOrder(settle, GOOD), expect: OK },
  {
    id: 15,
    fault: 'reset inside the body',
    script: inOrder(sendFully(head(200, [TYPE, ['Content-Length', '999']]) + ROW), settle, reset),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 15,
    fault: 'reset inside a body that ends with its connection',
    script: inOrder(untilClose(ROW), settle, reset),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 16,
    fault: 'closed short of its length',
    script: inOrder(send(head(200, [TYPE, ['Content-Length', '999']]), ROW), finish),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 16,
    fault: 'closed short of its length, as announced by "Connection: close"',
    script: inOrder(send(head(200, [TYPE, ['Connection', 'close'], ['Content-Length', '999']]), ROW), finish),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 17,
    fault: 'closed before the last chunk',
    script: inOrder(chunked([ROW], { whole: false }), finish),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 17,
    fault: 'closed inside a chunk',
    script: inOrder(chunked([], { whole: false }), send(`ff\r\n${ROW}`), finish),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 17,
    fault: 'closed before the last chunk, as announced by "Connection: close"',
    script: inOrder(chunked([ROW], { whole: false, fields: [['Connection', 'close']] }), finish),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 18,
    fault: 'without a length, cut inside a line',
    script: inOrder(untilClose(`${ROW}{"rowId":"2`), finish),
    needs: 'reader',
    expect: INCOMPLETE,
  },
  {
    id: 19,
    fault: 'without a length, cut before a line break',
    script: inOrder(untilClose(ROW.trimEnd()), finish),
    needs: 'reader',
    expect: INCOMPLETE,
  },
  { id: 20, fault: 'without a length, cut after a line break', script: inOrder(untilClose(ROW), finish), expect: { ...OK, proven: false } },
  {
    id: 21,
    fault: 'a chunk size that is no number',
    script: send(head(200, [TYPE, ['Transfer-Encoding', 'chunked']]), `zz\r\n${CANARY}`),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  { id: 22, fault: 'garbage', script: send(`${CANARY}\r\n\r\n`), expect: MALFORMED },
  { id: 22, fault: 'a body without a head', script: inOrder(send(`<html>${CANARY}</html>`), finish), expect: MALFORMED },
  {
    id: 22,
    fault: 'header fields parted by bare line feeds',
    script: send(`HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 2\n\n{}`),
    expect: MALFORMED,
  },
  { id: 23, fault: 'status 000', script: send(head('000', [TYPE, ['Content-Length', '0']])), expect: MALFORMED },
  { id: 24, fault: 'status 999', script: tattle(999), expect: httpError(999, 1) },
  {
    id: 25,
    fault: 'a length and chunks',
    script: send(head(200, [TYPE, ['Content-Length', '5'], ['Transfer-Encoding', 'chunked']]), '0\r\n\r\n'),
    expect: MALFORMED,
  },
  {
    id: 25,
    fault: 'two lengths',
    script: send(head(200, [TYPE, ['Content-Length', '5'], ['Content-Length', '7']]), ROW),
    expect: MALFORMED,
  },
  { id: 26, fault: 'a negative length', script: send(head(200, [TYPE, ['Content-Length', '-5']]), ROW), expect: MALFORMED },
  {
    id: 27,
    fault: 'a second reply glued to the first',
    script: send(
      `${head(200, [TYPE, ['Content-Length', String(Buffer.byteLength(ROW))]])}${ROW}${head(200, [TYPE, ['Content-Length', '18']])}{"rowId":"foreign"}`,
    ),
    expect: OK,
  },
  {
    id: 28,
    fault: 'one header field of 20 KB',
    script: send(head(200, [TYPE, ['X-Long', 'x'.repeat(20_000)], ['Content-Length', '0']])),
    expect: MALFORMED,
  },
  {
    id: 28,
    fault: '5,000 header fields',
    script: send(
      head(
        200,
        Array.from({ length: 5_000 }, (_, index) => [`X-${index}`, 'x'] as const),
      ),
    ),
    expect: MALFORMED,
  },
  { id: 29, fault: 'a flood of 100 Continue', script: flood('HTTP/1.1 100 Continue\r\n\r\n'), expect: MALFORMED },
  { id: 29, fault: 'a flood of 103 Early Hints', script: flood('HTTP/1.1 103 Early Hints\r\n\r\n'), expect: MALFORMED },
  { id: 29, fault: 'none: one 103 before the reply', script: inOrder(send('HTTP/1.1 103 Early Hints\r\n\r\n'), GOOD), expect: OK },
  {
    id: 30,
    fault: 'it switches protocols unasked',
    script: send(
      head(101, [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
      ]),
    ),
    expect: MALFORMED,
  },
  {
    id: 31,
    fault: 'an endless body',
    script: inOrder(send(head(200, [TYPE])), flood(ROW.repeat(500))),
    bounds: { wireBytes: 1_000_000 },
    expect: { ...TOO_LARGE, upstreamStatus: 200 },
  },
  {
    id: 31,
    fault: 'a length beyond all bounds',
    script: send(head(200, [TYPE, ['Content-Length', '99999999999']])),
    expect: { ...TOO_LARGE, upstreamStatus: 200 },
  },
  {
    id: 32,
    fault: 'one endless line',
    script: inOrder(send(head(200, [TYPE]), '{"a":"'), flood('a'.repeat(50_000))),
    needs: 'reader',
    expect: TOO_LARGE,
  },
  {
    id: 33,
    fault: 'a few kilobytes that inflate to megabytes',
    script: (exchange) => rows(gzipSync(ROW.repeat(1_000_000)), ['Content-Encoding', 'gzip'])(exchange),
    bounds: { inflatedBytes: 4_000_000 },
    expect: TOO_LARGE,
  },
  {
    id: 34,
    fault: 'compressed twice',
    script: rows(gzipSync(gzipSync(ROW)), ['Content-Encoding', 'gzip, gzip']),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  {
    id: 34,
    fault: 'compressed in a way not asked for',
    script: rows(ROW, ['Content-Encoding', 'br']),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  { id: 34, fault: 'none: compressed as asked', script: rows(gzipSync(ROW), ['Content-Encoding', 'gzip']), expect: OK },
  {
    id: 35,
    fault: 'compressed and cut',
    script: rows(gzipSync(ROW.repeat(99)).subarray(0, 40), ['Content-Encoding', 'gzip']),
    expect: { ...INCOMPLETE, upstreamStatus: 200 },
  },
  {
    id: 35,
    fault: 'compressed and damaged',
    script: rows(damaged(gzipSync(ROW.repeat(99))), ['Content-Encoding', 'gzip']),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  { id: 36, fault: 'a page where rows were due', script: tattle(200), expect: { ...MALFORMED, upstreamStatus: 200 } },
  {
    id: 36,
    fault: 'a page that says it is JSON',
    script: rows(`<!doctype html><title>${CANARY}</title>`),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  { id: 37, fault: 'an empty body with its length', script: rows(''), expect: OK },
  { id: 37, fault: 'an empty body that is said to be packed', script: rows('', ['Content-Encoding', 'gzip']), expect: OK },
  {
    id: 37,
    fault: 'an empty body that ends with its connection',
    script: inOrder(untilClose(''), finish),
    needs: 'reader',
    expect: { outcome: 'UPSTREAM_INCOMPLETE', attempts: 1, counted: 0 },
  },
  {
    id: 38,
    fault: 'a sentence where rows were due',
    script: rows(`"${CANARY}"\n`),
    needs: 'reader',
    expect: { outcome: 'UPSTREAM_REPORTED_ERROR', attempts: 1, counted: 0 },
  },
  {
    id: 39,
    fault: 'rows, then a sentence',
    script: rows(`${ROW}"${CANARY}"\n`),
    needs: 'reader',
    expect: { outcome: 'UPSTREAM_REPORTED_ERROR', attempts: 1, counted: 0 },
  },
  { id: 40, fault: 'a line that is an array', script: rows(`${ROW}[1]\n`), needs: 'reader', expect: MALFORMED },
  { id: 40, fault: 'a line that is a number', script: rows(`${ROW}1\n`), needs: 'reader', expect: MALFORMED },
  { id: 40, fault: 'a line that is null', script: rows(`${ROW}null\n`), needs: 'reader', expect: MALFORMED },
  {
    id: 41,
    fault: 'one bad line among 10,000',
    script: rows(`${ROW.repeat(5_000)}{"${CANARY}\n${ROW.repeat(5_000)}`),
    needs: 'reader',
    expect: MALFORMED,
  },
  {
    id: 42,
    fault: 'bytes that are no UTF-8',
    script: rows(Buffer.from(`${ROW}{"a":"\xff"}\n`, 'latin1')),
    needs: 'reader',
    expect: MALFORMED,
  },
  { id: 43, fault: 'none: a byte order mark, CR LF and blank lines', script: rows(`\ufeff\r\n${ROW.trimEnd()}\r\n\r\n`), expect: OK },
  { id: 43, fault: 'none: a raw U+2028 inside a string', script: rows('{"vid":"\u2028"}\n'), expect: OK },
  {
    id: 44,
    fault: 'none: chunks that part a character',
    script: chunked([...Buffer.from(ROW)].map((byte) => Uint8Array.of(byte))),
    expect: OK,
  },
  { id: 45, fault: 'none: integers beyond 53 bits', script: rows('{"rowId":12345678901234567890}\n'), expect: OK },
  { id: 46, fault: 'a number beyond all bounds', script: rows('{"callCount":1e999}\n'), needs: 'value', expect: OK },
  { id: 47, fault: 'a key twice', script: rows('{"igrp":1,"igrp":2}\n'), needs: 'value', expect: MALFORMED },
  {
    id: 48,
    fault: 'keys of the object prototype',
    script: rows('{"rowId":"1","__proto__":{"polluted":1},"constructor":1}\n'),
    needs: 'value',
    expect: OK,
  },
  { id: 49, fault: 'fields nobody knows', script: rows('{"rowId":"1","unheardOf":[{"deep":1}]}\n'), needs: 'value', expect: OK },
  { id: 50, fault: 'a field that was asked for is missing', script: rows('{"vid":1}\n'), needs: 'value', expect: OK },
  { id: 50, fault: 'every field that was asked for is missing', script: rows(`${ROW}{"other":1}\n`), needs: 'value', expect: MALFORMED },
  {
    id: 50,
    fault: 'an error as an object behind rows',
    script: rows(`${ROW}{"error":"${CANARY}"}\n`),
    needs: 'value',
    expect: { outcome: 'UPSTREAM_REPORTED_ERROR', attempts: 1, counted: 0 },
  },
  { id: 51, fault: 'a value of another type', script: rows('{"rowId":true,"callCount":"12"}\n'), needs: 'value', expect: OK },
  { id: 52, fault: 'a code nobody knows', script: rows('{"rowId":"1","chType":"teleport"}\n'), needs: 'value', expect: OK },
  {
    id: 53,
    fault: 'a date that is none',
    script: rows('{"rowId":"1","triggerDatetime":"0000-00-00 00:00:00"}\n'),
    needs: 'value',
    expect: OK,
  },
  { id: 54, fault: 'more rows than asked for', script: rows(ROW.repeat(2_000)), needs: 'value', expect: OK },
  { id: 55, fault: 'rows of another installation', script: rows('{"rowId":"1","igrp":999999}\n'), needs: 'value', expect: MALFORMED },
  ...[301, 302, 307, 308].map((status): FaultRow => ({
    id: 56,
    fault: `a redirection, ${status}`,
    script: tattle(status, ['Location', '/elsewhere']),
    expect: httpError(status, 1),
  })),
  { id: 57, fault: 'status 204, which is an empty report', script: send(head(204)), expect: OK },
  { id: 57, fault: 'status 205', script: reply(205, ''), expect: { ...MALFORMED, upstreamStatus: 205 } },
  { id: 57, fault: 'status 206', script: reply(206, ROW), expect: { ...MALFORMED, upstreamStatus: 206 } },
  { id: 57, fault: 'status 304', script: send(head(304)), expect: { ...MALFORMED, upstreamStatus: 304 } },
  { id: 58, fault: 'status 400', script: tattle(400), expect: callersOwn('BAD_USER_INPUT', 400) },
  { id: 58, fault: 'status 422', script: tattle(422), expect: callersOwn('BAD_USER_INPUT', 422) },
  { id: 59, fault: 'status 401', script: tattle(401), expect: callersOwn('UNAUTHENTICATED', 401) },
  { id: 60, fault: 'status 403', script: tattle(403), expect: callersOwn('FORBIDDEN', 403) },
  { id: 61, fault: 'status 404', script: tattle(404), expect: callersOwn('NOT_FOUND', 404) },
  { id: 61, fault: 'status 410', script: tattle(410), expect: callersOwn('NOT_FOUND', 410) },
  { id: 62, fault: 'status 407', script: tattle(407), expect: { ...UNTRUSTED, upstreamStatus: 407 } },
  { id: 62, fault: 'status 511', script: tattle(511), expect: { ...UNTRUSTED, upstreamStatus: 511 } },
  {
    id: 63,
    fault: 'status 408',
    script: tattle(408),
    expect: { outcome: 'GATEWAY_TIMEOUT', attempts: 2, counted: 2, upstreamStatus: 408 },
  },
  { id: 63, fault: 'status 425', script: tattle(425), expect: httpError(425, 2) },
  ...[413, 414, 431].map((status): FaultRow => ({
    id: 64,
    fault: `status ${status}`,
    script: tattle(status),
    expect: callersOwn('QUERY_TOO_LARGE', status),
  })),
  { id: 65, fault: 'status 429 without a time', script: tattle(429), expect: LIMITED },
  {
    id: 66,
    fault: 'status 429 once, for a second',
    script: byAttempt(tattle(429, ['Retry-After', '1']), GOOD),
    expect: { outcome: 'DATA', attempts: 2, counted: 0 },
  },
  {
    id: 66,
    fault: 'status 429 for longer than there is time',
    script: tattle(429, ['Retry-After', '4']),
    expect: { ...LIMITED, retryAfterMs: 4_000 },
  },
  { id: 67, fault: 'status 429 for a day', script: tattle(429, ['Retry-After', '86400']), expect: { ...LIMITED, retryAfterMs: 300_000 } },
  {
    id: 67,
    fault: 'status 429 until a moment ago',
    script: byAttempt(tattle(429, ['Retry-After', 'Thu, 01 Jan 2015 00:00:00 GMT']), GOOD),
    expect: { outcome: 'DATA', attempts: 2, counted: 0 },
  },
  {
    id: 67,
    fault: 'status 429 for less than no time',
    script: tattle(429, ['Retry-After', '-5']),
    expect: { ...LIMITED, attempts: 2, retryAfterMs: 0 },
  },
  { id: 67, fault: 'status 429 for a time that is none', script: tattle(429, ['Retry-After', 'abc']), expect: LIMITED },
  { id: 68, fault: 'status 500 once', script: byAttempt(tattle(500), GOOD), expect: { outcome: 'DATA', attempts: 2, counted: 1 } },
  { id: 69, fault: 'status 500', script: tattle(500), expect: httpError(500, 2) },
  { id: 70, fault: 'status 501', script: tattle(501), expect: httpError(501, 1) },
  { id: 70, fault: 'status 505', script: tattle(505), expect: httpError(505, 1) },
  ...[502, 503, 504].map((status): FaultRow => ({
    id: 71,
    fault: `status ${status} with a page`,
    script: tattle(status),
    expect: { outcome: 'UPSTREAM_UNAVAILABLE', attempts: 2, counted: 2, upstreamStatus: status },
  })),
  {
    id: 71,
    fault: 'status 503 for a second',
    script: byAttempt(tattle(503, ['Retry-After', '1']), GOOD),
    expect: { outcome: 'DATA', attempts: 2, counted: 1 },
  },
  {
    id: 71,
    fault: 'status 503 for longer than there is time',
    script: tattle(503, ['Retry-After', '20']),
    expect: { outcome: 'UPSTREAM_UNAVAILABLE', attempts: 1, counted: 1, upstreamStatus: 503, retryAfterMs: 20_000 },
  },
  {
    id: 76,
    fault: 'CSV',
    script: reply(200, `rowId,name\n1,${CANARY}\n`, [['Content-Type', 'text/csv']]),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  {
    id: 76,
    fault: 'XML that says it is JSON',
    script: rows(`<?xml version="1.0"?><rows>${CANARY}</rows>`),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  {
    id: 76,
    fault: 'an error page with status 200',
    script: reply(200, `<html>${CANARY}</html>`, HTML),
    expect: { ...MALFORMED, upstreamStatus: 200 },
  },
  {
    id: 78,
    fault: 'the gateway has no sockets left',
    place: 'no sockets left',
    expect: { outcome: 'SERVICE_OVERLOADED', attempts: 1, counted: 0 },
  },
];

/** Faults that take more than one reply to show: by number, what must hold. Their tests carry the number in their title. */
export const FAULT_SCENARIOS: Readonly<Record<number, string>> = {
  72: 'half of all replies are 500',
  73: 'an outage, then upstream is back',
  74: 'everything fails for one caller alone',
  75: 'one report is slow, the others are not',
  77: 'the wall clock jumps during a request',
  79: 'the process is blocked for half a second',
  80: 'the caller leaves in the middle of a report',
  81: 'the caller who asked first leaves, others wait for the same',
  82: 'the process is told to end in the middle of a report',
};

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let index = 12; index < copy.length - 8; index += 1) copy[index] = 0xff;
  return copy;
}
