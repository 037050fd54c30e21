import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { rawPost, sendRaw } from './raw-http.js';
import { startHttpServer, type StartedHttpServer } from './start-http-server.js';

const QUERY = '{"query":"{__typename}"}';
const JSON_TYPE = 'content-type: application/json';
const RESPONSE_JSON = 'accept: application/graphql-response+json';
const SECRET = 'hunter2-canary';
const withHeaders = (...headers: readonly string[]) => rawPost(QUERY, [JSON_TYPE, ...headers]);
const withType = (type: string) => rawPost(QUERY, [`content-type: ${type}`]);
const chunk = (bytes: number) => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`;
const chunked = (text: string) => `POST /graphql HTTP/1.1\r\nhost: a\r\n${JSON_TYPE}\r\ntransfer-encoding: chunked\r\n\r\n${text}`;
const request = (line: string, ...headers: readonly string[]) => `${[line, 'host: a', ...headers].join('\r\n')}\r\n\r\n`;

let server: StartedHttpServer;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());

const REFUSED: readonly (readonly [what: string, bytes: string | Buffer, status: number, code: string])[] = [
  ['a POST without a body', rawPost(''), 400, 'BAD_REQUEST'],
  ['a POST without even a length', request('POST /graphql HTTP/1.1', JSON_TYPE), 400, 'BAD_REQUEST'],
  ['a body that is null', rawPost('null'), 400, 'BAD_REQUEST'],
  ['a body that is a number', rawPost('7'), 400, 'BAD_REQUEST'],
  ['a body that is a string', rawPost('"x"'), 400, 'BAD_REQUEST'],
  ['half a body', rawPost('{"query":'), 400, 'BAD_REQUEST'],
  ['a body that is no JSON', rawPost(SECRET), 400, 'BAD_REQUEST'],
  ['a query twice', rawPost('{"query":"{a}","query":"{b}"}'), 400, 'BAD_REQUEST'],
  ['bytes that are no UTF-8', rawPost(Buffer.from('{"query":"{a(b:\\"\xff\\")}"}', 'latin1')), 400, 'BAD_REQUEST'],
  ['variables that are nested without end', rawPost(`{"query":"{a}","variables":{"a":${'['.repeat(100_000)}`), 400, 'VARIABLES_TOO_DEEP'],
  ['a list of operations', rawPost(`[${QUERY},${QUERY}]`), 400, 'BATCHING_NOT_SUPPORTED'],
  ['an empty list of operations', rawPost('[]'), 400, 'BATCHING_NOT_SUPPORTED'],
  ['no query', rawPost('{"qeury":"{a}"}'), 400, 'BAD_REQUEST'],
  ['a query that is a list', rawPost('{"query":["{a}"]}'), 400, 'BAD_REQUEST'],
  ['variables that are a list', rawPost('{"query":"{a}","variables":[1]}'), 400, 'BAD_REQUEST'],
  ['variables that are a string', rawPost('{"query":"{a}","variables":"{}"}'), 400, 'BAD_REQUEST'],
  ['extensions that are a string', rawPost('{"query":"{a}","extensions":"x"}'), 400, 'BAD_REQUEST'],
  ['an operationName that is a number', rawPost('{"query":"{a}","operationName":5}'), 400, 'BAD_REQUEST'],

  ['another charset', withType('application/json; charset=iso-8859-1'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a compressed body', rawPost(gzipSync(QUERY), [JSON_TYPE, 'content-encoding: gzip']), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['plain text', withType('text/plain'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['no type', rawPost(QUERY, []), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a form', withType('application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a form with files', withType('multipart/form-data; boundary=a'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a bare document', withType('application/graphql'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['two types in one header', withType('application/json, text/plain'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['two Content-Type headers', withHeaders(JSON_TYPE), 400, 'BAD_REQUEST'],
  ['an Accept that nothing fits', withHeaders('accept: text/html'), 406, 'NOT_ACCEPTABLE'],
  ['an Accept of event streams', withHeaders('accept: text/event-stream'), 406, 'NOT_ACCEPTABLE'],
  ['an Expect that nobody knows', withHeaders('expect: a-miracle'), 400, 'BAD_REQUEST'],

  ['a GET with a query', request('GET /graphql?query={__typename} HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['a GET with two queries', request('GET /graphql?query={a}&query={b} HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['a GET with half of its variables', request('GET /graphql?query={a}&variables={ HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['a PUT', request('PUT /graphql HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['a DELETE', request('DELETE /graphql HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['a PATCH', request('PATCH /graphql HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['a TRACE', request('TRACE /graphql HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  [
    'a preflight where CORS is off',
    request('OPTIONS /graphql HTTP/1.1', 'origin: https://a', 'access-control-request-method: POST'),
    405,
    'METHOD_NOT_ALLOWED',
  ],
  ['a POST at a page', request('POST /health/live HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['a wrong path', request('POST /graphql/x HTTP/1.1'), 404, 'NOT_FOUND'],
  ['a path of another spelling', request('POST /%67raphql HTTP/1.1'), 404, 'NOT_FOUND'],

  ['a header of 20 KB', withHeaders(`x-long: ${'a'.repeat(20_000)}`), 431, 'REQUEST_HEADER_FIELDS_TOO_LARGE'],
  ['300 headers', withHeaders(...Array.from({ length: 300 }, (_, i) => `x-${i}: a`)), 431, 'REQUEST_HEADER_FIELDS_TOO_LARGE'],
  ['a control character in a header', withHeaders('authorization: ApiKey a\x00b'), 400, 'BAD_REQUEST'],
  ['a length and chunks', withHeaders('transfer-encoding: chunked'), 400, 'BAD_REQUEST'],
  ['two lengths', withHeaders('content-length: 5'), 400, 'BAD_REQUEST'],
  ['a folded header', withHeaders('x-folded: a\r\n b'), 400, 'BAD_REQUEST'],
  ['two hosts', withHeaders('host: b'), 400, 'BAD_REQUEST'],
  ['no host', 'POST /graphql HTTP/1.1\r\ncontent-length: 0\r\n\r\n', 400, 'BAD_REQUEST'],
  ['two credentials', withHeaders('authorization: ApiKey a', 'Authorization: ApiKey b'), 400, 'BAD_REQUEST'],
  ['the hello of TLS', Buffer.from('160301020001000001fc0303', 'hex'), 400, 'BAD_REQUEST'],
  ['a bad size of a chunk', chunked('zz\r\n'), 400, 'BAD_REQUEST'],

  ['half a Basic credential', withHeaders('authorization: Basic'), 401, 'UNAUTHENTICATED'],
  ['Basic with something else than base64', withHeaders('authorization: Basic %%%'), 401, 'UNAUTHENTICATED'],
  ['Basic without a colon inside', withHeaders('authorization: Basic QQ=='), 401, 'UNAUTHENTICATED'],
  ['two credentials in one header', withHeaders('authorization: Basic QTpi, Basic QTpj'), 401, 'UNAUTHENTICATED'],
  ['a credential of 8 KB', withHeaders(`authorization: ApiKey ${'a'.repeat(8_192)}`), 401, 'UNAUTHENTICATED'],
  ['a credential that is not visible ASCII', withHeaders('authorization: ApiKey k\u00fcche'), 401, 'UNAUTHENTICATED'],
];

const { headerCount, headerBytes } = DEFAULT_LIMITS;
/** A request of so many headers. */
const counted = (count: number) => {
  const own = rawPost(QUERY, [JSON_TYPE]).toString().split('\r\n').indexOf('') - 1;
  return withHeaders(...Array.from({ length: count - own }, (_, i) => `x-${i}: a`));
};
/** A request whose headers have so many bytes, as Node counts them: those of the target and of all names and values. */
const weighed = (bytes: number) => {
  const lines = withHeaders('x-long: ').toString().split('\r\n\r\n')[0]?.split('\r\n').slice(1) ?? [];
  const own = lines.reduce((sum, line) => sum + line.length - ': '.length, '/graphql'.length);
  return withHeaders(`x-long: ${'a'.repeat(bytes - own)}`);
};

test.each([
  [`${headerCount} headers`, counted(headerCount), 200],
  [`${headerCount + 1} headers`, counted(headerCount + 1), 431],
  [`headers of ${headerBytes - 1} bytes`, weighed(headerBytes - 1), 200],
  [`headers of ${headerBytes} bytes`, weighed(headerBytes), 431],
])('%s are held to their bound', async (_what, bytes, status) => {
  const { responses } = await sendRaw(server.port, bytes);
  expect(responses.map((response) => response.status)).toEqual([status]);
});

describe('the server door refuses', () => {
  test.each(REFUSED)('%s', async (_what, bytes, status, code) => {
    const before = server.requests.length;
    const { responses } = await sendRaw(server.port, bytes);
    expect(responses).toHaveLength(1);
    const [response] = responses;
    expect(response?.status).toBe(status);
    expect(JSON.parse(response?.body ?? '')).toEqual({
      errors: [{ message: expect.any(String), extensions: { code, requestId: response?.headers['x-request-id'] } }],
    });
    expect(response?.body).not.toContain(SECRET);
    expect(response?.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(response?.headers['content-type']).toMatch(/^application\/(graphql-response\+)?json; charset=utf-8$/);
    expect(server.requests).toHaveLength(before);
  });

  it('a body by its length, without reading it, and closes', async () => {
    const head = request('POST /graphql HTTP/1.1', JSON_TYPE, `content-length: ${DEFAULT_LIMITS.bodyBytes + 1}`);
    const { responses, closed } = await sendRaw(server.port, head, { untilClosed: true });
    expect(responses.map(({ status }) => status)).toEqual([413]);
    expect(closed).toBe(true);
  });

  it('a body of chunks at the limit, before its end, and closes', async () => {
    const half = DEFAULT_LIMITS.bodyBytes / 2;
    const { responses, closed } = await sendRaw(server.port, chunked(chunk(half) + chunk(half) + chunk(1)), { untilClosed: true });
    expect(responses.map(({ status }) => status)).toEqual([413]);
    expect(closed).toBe(true);
  });

  it('HEAD without a body', async () => {
    const { responses } = await sendRaw(server.port, request('HEAD /graphql HTTP/1.1'), { bodiless: true });
    expect(responses[0]).toMatchObject({ status: 405, headers: { allow: 'POST' }, body: '' });
  });

  it('a wrong method with the right one', async () => {
    const { responses } = await sendRaw(server.port, request('GET /graphql HTTP/1.1') + request('PUT /health/live HTTP/1.1'), {
      responses: 2,
    });
    expect(responses.map(({ headers }) => headers['allow'])).toEqual(['POST', 'GET, HEAD']);
  });

  it('a malformed credential with a challenge', async () => {
    const { responses } = await sendRaw(server.port, withHeaders('authorization: Basic a'));
    expect(responses[0]?.headers['www-authenticate']).toBe('Basic realm="Infinity Reports API", charset="UTF-8"');
  });
});

const CREDENTIALS: readonly (readonly [what: string, header: string])[] = [
  ['a user and a password', `Basic ${btoa('user:password')}`],
  ['a password with a colon', `Basic ${btoa('user:pass:word')}`],
  ['an empty password', `Basic ${btoa('user:')}`],
  ['an empty user', `Basic ${btoa(':password')}`],
  ['a scheme in small letters', `basic ${btoa('user:password')}`],
  ['a key', 'ApiKey k'],
  ['a key of 512 characters', `ApiKey ${'~'.repeat(512)}`],
];

describe('the server door lets through', () => {
  test.each(CREDENTIALS)('%s, byte for byte', async (_what, header) => {
    const { responses } = await sendRaw(server.port, withHeaders(`authorization: ${header}`));
    expect(responses[0]?.status).toBe(200);
    expect(server.requests.at(-1)?.authorization).toBe(header);
  });

  it('a request without a credential', async () => {
    await sendRaw(server.port, rawPost('{"query":"{a}","variables":{"a":1},"operationName":"b","extensions":null}'));
    expect(server.requests.at(-1)).toMatchObject({
      params: { query: '{a}', variables: { a: 1 }, operationName: 'b', extensions: null },
      authorization: null,
    });
  });

  test.each(['Bearer abc', 'Digest username="a"', 'Bearer'])('another scheme as no credential: %s', async (header) => {
    const { responses } = await sendRaw(server.port, withHeaders(`authorization: ${header}`));
    expect(responses[0]?.status).toBe(200);
    expect(server.requests.at(-1)?.authorization).toBeNull();
  });

  test.each([
    ['an id in place of a query', '{"documentId":"a"}', ['a']],
    ['the hash of a document', '{"extensions":{"persistedQuery":{"sha256Hash":"a"}}}', ['a']],
    ['ids as other clients spell them', '{"doc_id":"a","id":"b"}', ['a', 'b']],
    ['an id beside null', '{"documentId":"a","query":null}', ['a']],
  ])('%s', async (_what, body, documentIds) => {
    await sendRaw(server.port, rawPost(body));
    expect(server.requests.at(-1)?.params).toMatchObject({ query: null, documentIds });
  });

  test.each([
    ['keys that GraphQL does not know', '{"query":"{a}","id":1,"document":"x","operations":{},"__proto__":{}}'],
    ['empty lists and texts as none', '{"query":"{a}","variables":[],"extensions":"","operationName":""}'],
    ['a byte order mark', '\ufeff{"query":"{a}"}'],
  ])('%s', async (_what, body) => {
    await sendRaw(server.port, rawPost(body));
    expect(server.requests.at(-1)?.params).toEqual({
      query: '{a}',
      documentIds: [],
      variables: null,
      extensions: null,
      operationName: null,
    });
  });

  test.each([
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', true],
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', false],
    ['00-00000000000000000000000000000000-b7ad6b7169203331-01', null],
    ['nonsense', null],
  ])('a traceparent of %s', async (header, sampled) => {
    await sendRaw(server.port, withHeaders(`traceparent: ${header}`));
    expect(server.requests.at(-1)?.traceParent).toEqual(
      sampled === null ? null : { traceId: '0af7651916cd43dd8448eb211c80319c', parentId: 'b7ad6b7169203331', sampled },
    );
  });

  it('a path with a slash at its end', async () => {
    const { responses } = await sendRaw(
      server.port,
      request('POST /graphql/ HTTP/1.1', JSON_TYPE, `content-length: ${QUERY.length}`) + QUERY,
    );
    expect(responses[0]?.status).toBe(200);
  });

  it('HTTP/1.0 with an Expect, which is ignored', async () => {
    const head = `POST /graphql HTTP/1.0\r\n${JSON_TYPE}\r\nexpect: 100-continue\r\ncontent-length: ${QUERY.length}\r\n\r\n`;
    const { responses } = await sendRaw(server.port, head + QUERY, { untilClosed: true });
    expect(responses.map(({ status }) => status)).toEqual([200]);
  });

  it('a request that asks for an upgrade, and closes, since nothing behind it is read', async () => {
    const { responses, closed } = await sendRaw(
      server.port,
      request('GET /health/live HTTP/1.1', 'connection: upgrade', 'upgrade: h2c') + request('GET /health/live HTTP/1.1'),
      { untilClosed: true },
    );
    expect(responses.map(({ headers }) => headers['connection'])).toEqual(['close']);
    expect(closed).toBe(true);
  });

  it('a body of exactly the limit', async () => {
    const query = 'x'.repeat(DEFAULT_LIMITS.bodyBytes - '{"query":""}'.length);
    const { responses } = await sendRaw(server.port, rawPost(`{"query":"${query}"}`));
    expect(responses[0]?.status).toBe(200);
    expect(server.requests.at(-1)?.params.query).toHaveLength(query.length);
  });

  it('a body in many chunks, characters cut anywhere', async () => {
    const bytes = Buffer.from('{"query":"{a(b:\\"Zürich 🏃\\")}"}');
    const pieces = [...bytes].map((byte) => Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]));
    await sendRaw(server.port, Buffer.concat([Buffer.from(chunked('')), ...pieces, Buffer.from('0\r\n\r\n')]));
    expect(server.requests.at(-1)?.params.query).toBe('{a(b:"Zürich 🏃")}');
  });

  it('a request target in absolute form, and never looks at a credential in it', async () => {
    const line = 'POST http://user:secret@a/graphql?authorization=Basic%20x HTTP/1.1';
    const { responses } = await sendRaw(server.port, request(line, JSON_TYPE, `content-length: ${QUERY.length}`) + QUERY);
    expect(responses[0]?.status).toBe(200);
    expect(server.requests.at(-1)?.authorization).toBeNull();
    expect(JSON.stringify(server.events)).not.toContain('secret');
  });

  it('a body that waits for a go-ahead', async () => {
    const { responses } = await sendRaw(server.port, withHeaders('expect: 100-continue'));
    expect(responses[0]?.status).toBe(200);
  });

  it('200 pipelined requests, and answers them in order', async () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      rawPost(QUERY, [JSON_TYPE, i % 2 === 0 ? RESPONSE_JSON : 'accept: application/json']),
    );
    const { responses } = await sendRaw(server.port, Buffer.concat(many), { responses: 200 });
    expect(responses.map(({ status }) => status)).toEqual(Array(200).fill(200));
    const types = responses.map(({ headers }) => headers['content-type']?.includes('graphql-response'));
    expect(types).toEqual(Array.from({ length: 200 }, (_, i) => i % 2 === 0));
  });

  it('a page, by GET and by HEAD', async () => {
    const got = await sendRaw(server.port, request('GET /health/live?a=b HTTP/1.1'));
    expect(got.responses[0]).toMatchObject({ status: 200, body: 'ok', headers: { 'content-type': 'text/plain' } });
    const headed = await sendRaw(server.port, request('HEAD /health/live HTTP/1.1'), { bodiless: true });
    expect(headed.responses[0]).toMatchObject({ status: 200, body: '', headers: { 'content-length': '2' } });
  });
});

describe('requests of one connection', () => {
  test('are each of the caller whose credential they send, whoever sent one before', async () => {
    const [one, other, odd] = ['Basic YTpi', 'Basic YTpj', 'basic  YTpi'];
    const sent = [one, one, other, undefined, 'Bearer x', odd, one];
    const before = server.requests.length;
    const bytes = sent.map((header) => withHeaders(...(header === undefined ? [] : [`authorization: ${header}`])));
    const { responses } = await sendRaw(server.port, Buffer.concat(bytes.map((each) => Buffer.from(each))), { responses: sent.length });
    expect(responses.map(({ status }) => status)).toEqual(sent.map(() => 200));
    const asked = server.requests.slice(before);
    expect(asked.map(({ authorization }) => authorization)).toEqual([one, one, other, null, null, odd, one]);
    const keys = asked.map(({ caller }) => caller?.key ?? null);
    expect(keys).toEqual([keys[0], keys[0], keys[2], null, null, keys[0], keys[0]]);
    expect(keys[2]).not.toBe(keys[0]);
    const { responses: refused } = await sendRaw(
      server.port,
      `${String(withHeaders(`authorization: ${one}`))}${String(withHeaders('authorization: Basic !'))}`,
      { responses: 2 },
    );
    expect(refused.map(({ status }) => status)).toEqual([200, 401]);
  });
});
