/**
 * Cases 1 to 42: HTTP and the body.
 */
import { gzipSync } from 'node:zlib';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { rawPost } from '../http/raw-http.js';
import { CREDENTIAL, JSON_TYPE, post, request, type Attack } from './attack.js';

const QUERY = '{"query":"{__typename}"}';
const MAX = DEFAULT_LIMITS.bodyBytes;
const SECRET = 'hunter2-canary';
const typed = (type: string) => rawPost(QUERY, [`content-type: ${type}`]);
const headed = (...headers: readonly string[]) => rawPost(QUERY, [JSON_TYPE, ...headers]);
const chunk = (bytes: number) => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`;
const chunked = (text: string) => `${request('POST /graphql HTTP/1.1', JSON_TYPE, 'transfer-encoding: chunked')}${text}`;

const BAD = { status: 400, code: 'BAD_REQUEST' } as const;
const TYPE = { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' } as const;
const METHOD = { status: 405, code: 'METHOD_NOT_ALLOWED' } as const;
const ACCEPT = { status: 406, code: 'NOT_ACCEPTABLE' } as const;
const HEADERS = { status: 431, code: 'REQUEST_HEADER_FIELDS_TOO_LARGE' } as const;

export const TRANSPORT_ATTACKS: readonly Attack[] = [
  { id: 1, what: 'a POST without a body', bytes: post(''), ...BAD },
  { id: 1, what: 'a POST without even a length', bytes: request('POST /graphql HTTP/1.1', JSON_TYPE), ...BAD },
  { id: 2, what: 'a body that is null', bytes: post('null'), ...BAD },
  { id: 2, what: 'a body that is a number', bytes: post('7'), ...BAD },
  { id: 2, what: 'a body that is a string', bytes: post('"x"'), ...BAD },
  { id: 2, what: 'a body that is true', bytes: post('true'), ...BAD },
  { id: 3, what: 'half a body', bytes: post('{"query":'), ...BAD },
  { id: 4, what: 'a body that is no JSON', bytes: post(`NONSENSE-${SECRET}`), ...BAD, never: /NONSENSE|hunter2/ },
  { id: 5, what: 'two bodies in one', bytes: post(`${QUERY}${QUERY}`), ...BAD },
  { id: 6, what: 'a query twice', bytes: post('{"query":"{a}","query":"{__typename}"}'), ...BAD },
  { id: 6, what: 'a query twice, once escaped', bytes: post('{"query":"{a}","\\u0071uery":"{__typename}"}'), ...BAD },
  { id: 7, what: 'a byte order mark', bytes: post(`\ufeff${QUERY}`), status: 200, code: null },
  { id: 8, what: 'a byte that is no UTF-8', bytes: post(Buffer.from('{"query":"{a(b:\\"\xff\\")}"}', 'latin1')), ...BAD },
  { id: 9, what: 'a body in UTF-16', bytes: post(Buffer.from(`\ufeff${QUERY}`, 'utf16le')), ...BAD },
  { id: 10, what: 'another charset', bytes: typed('application/json; charset=iso-8859-1'), ...TYPE },
  {
    id: 11,
    what: '100,000 lists inside each other',
    bytes: post(`{"query":"{a}","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
    status: 400,
    code: 'VARIABLES_TOO_DEEP',
  },
  {
    id: 12,
    what: 'a body that is too long by its length, and never sent',
    bytes: request('POST /graphql HTTP/1.1', JSON_TYPE, `content-length: ${MAX + 1}`),
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    closes: true,
  },
  { id: 12, what: 'a body that is too long', bytes: post('x'.repeat(MAX + 1)), status: 413, code: 'PAYLOAD_TOO_LARGE', closes: true },
  {
    id: 13,
    what: 'a body in chunks that is too long',
    bytes: chunked(chunk(MAX / 2) + chunk(MAX / 2) + chunk(1)),
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    closes: true,
  },
  { id: 14, what: 'a compressed body', bytes: rawPost(gzipSync(QUERY), [JSON_TYPE, 'content-encoding: gzip']), ...TYPE },
  { id: 15, what: 'plain text', bytes: typed('text/plain'), ...TYPE },
  { id: 16, what: 'a body of no type', bytes: rawPost(QUERY, []), ...TYPE },
  { id: 17, what: 'a form', bytes: rawPost('query=%7B__typename%7D', ['content-type: application/x-www-form-urlencoded']), ...TYPE },
  { id: 18, what: 'a form with files', bytes: typed('multipart/form-data; boundary=a'), ...TYPE },
  { id: 19, what: 'a bare document', bytes: rawPost('{__typename}', ['content-type: application/graphql']), ...TYPE },
  { id: 20, what: 'XML', bytes: typed('application/xml'), ...TYPE },
  { id: 21, what: 'two Content-Type headers', bytes: headed(JSON_TYPE), ...BAD },
  { id: 21, what: 'two types in one header', bytes: typed('application/json, text/plain'), ...TYPE },
  { id: 22, what: 'an Accept of CSV', bytes: headed('accept: text/csv'), ...ACCEPT },
  { id: 23, what: 'an Accept of event streams', bytes: headed('accept: text/event-stream'), ...ACCEPT },
  ...['PUT', 'DELETE', 'PATCH', 'TRACE'].map((method) => ({
    id: 24,
    what: `a ${method}`,
    bytes: request(`${method} /graphql HTTP/1.1`),
    ...METHOD,
  })),
  {
    id: 24,
    what: 'a preflight, CORS being off',
    bytes: request('OPTIONS /graphql HTTP/1.1', 'origin: https://a', 'access-control-request-method: POST'),
    ...METHOD,
  },
  { id: 25, what: 'a HEAD', bytes: request('HEAD /graphql HTTP/1.1'), ...METHOD, bodiless: true },
  { id: 26, what: 'a GET of a query', bytes: request('GET /graphql?query={__typename} HTTP/1.1', CREDENTIAL), ...METHOD },
  { id: 27, what: 'a GET of a mutation', bytes: request('GET /graphql?query=mutation{a} HTTP/1.1'), ...METHOD },
  { id: 28, what: 'a GET with half of its variables', bytes: request('GET /graphql?query={a}&variables={ HTTP/1.1'), ...METHOD },
  { id: 29, what: 'a GET of two queries', bytes: request('GET /graphql?query={a}&query={b} HTTP/1.1'), ...METHOD },
  { id: 30, what: 'a path that does not exist', bytes: request('POST /graphql/x HTTP/1.1'), status: 404, code: 'NOT_FOUND' },
  { id: 30, what: 'a path in another spelling', bytes: request('POST /%67raphql HTTP/1.1'), status: 404, code: 'NOT_FOUND' },
  { id: 31, what: 'a header of 20 KB', bytes: headed(`x-long: ${'a'.repeat(20_000)}`), ...HEADERS },
  { id: 32, what: '300 headers', bytes: headed(...Array.from({ length: 300 }, (_, i) => `x-${i}: a`)), ...HEADERS },
  { id: 33, what: 'a control character in Authorization', bytes: headed('authorization: ApiKey a\x00b'), ...BAD },
  { id: 34, what: 'a length and chunks', bytes: headed('transfer-encoding: chunked'), ...BAD, closes: true },
  { id: 35, what: 'two lengths', bytes: headed('content-length: 5'), ...BAD, closes: true },
  { id: 36, what: 'a folded header', bytes: headed('x-folded: a\r\n b'), ...BAD },
  { id: 37, what: 'two hosts', bytes: headed('host: b'), ...BAD },
  { id: 38, what: 'no host', bytes: 'POST /graphql HTTP/1.1\r\ncontent-length: 0\r\n\r\n', ...BAD },
  { id: 39, what: 'the hello of TLS', bytes: Buffer.from('160301020001000001fc0303', 'hex'), ...BAD, closes: true },
];
