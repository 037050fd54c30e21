/** What each DOCUMENTS_MODE answers, over HTTP. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { hashOf } from '../../src/documents/document-hash.js';
import { startGateway } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';

const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
afterAll(() => rmSync(folder, { recursive: true }));
const manifest = path.join(folder, 'manifest.json');

const KNOWN = 'query Goals($limit: Int) { installation(igrp: 1) { goals(limit: $limit) { rowCount } } }';
const OTHER = '{ installation(igrp: 1) { igrp } }';
const TWO = '{ a: __typename }';
writeFileSync(manifest, JSON.stringify({ goals: KNOWN, two: TWO }));

const GOALS = { data: { installation: { goals: { rowCount: 0 } } } };
const INSTALLATION = { data: { installation: { igrp: 1 } } };
const code = (name: string) => ({ errors: [{ extensions: { code: name } }] });
const hash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

type Body = Readonly<Record<string, unknown>>;
interface Case {
  readonly what: string;
  readonly body: Body;
  readonly log: unknown;
  readonly safelist: unknown;
  readonly require: unknown;
}
const same = (answer: unknown) => ({ log: answer, safelist: answer, require: answer });

const CASES: readonly Case[] = [
  { what: 'a known id', body: { documentId: 'goals' }, ...same(GOALS) },
  { what: 'a known id with its text', body: { documentId: 'goals', query: KNOWN }, ...same(GOALS) },
  { what: 'a known text', body: { query: `${KNOWN}\n` }, log: GOALS, safelist: GOALS, require: code('PERSISTED_QUERY_REQUIRED') },
  {
    what: 'an unknown text',
    body: { query: OTHER },
    log: INSTALLATION,
    safelist: code('PERSISTED_QUERY_NOT_FOUND'),
    require: code('PERSISTED_QUERY_REQUIRED'),
  },
  {
    what: 'a text that is not GraphQL',
    body: { query: '{' },
    log: code('GRAPHQL_PARSE_FAILED'),
    safelist: code('PERSISTED_QUERY_NOT_FOUND'),
    require: code('PERSISTED_QUERY_REQUIRED'),
  },
  { what: 'an unknown id', body: { documentId: 'none' }, ...same(code('PERSISTED_QUERY_NOT_FOUND')) },
  { what: 'an unknown hash', body: hash(hashOf('x')), ...same(code('PERSISTED_QUERY_NOT_FOUND')) },
  {
    what: 'an unknown text with its hash, as Apollo registers documents',
    body: { query: OTHER, ...hash(hashOf(OTHER)) },
    log: INSTALLATION,
    safelist: code('PERSISTED_QUERY_NOT_FOUND'),
    require: code('PERSISTED_QUERY_NOT_FOUND'),
  },
  { what: 'a text with the hash of another', body: { query: OTHER, ...hash(hashOf('x')) }, ...same(code('BAD_REQUEST')) },
  { what: 'a text with the id of another', body: { query: OTHER, documentId: 'goals' }, ...same(code('BAD_REQUEST')) },
  { what: 'ids of two documents', body: { documentId: 'goals', id: 'two' }, ...same(code('BAD_REQUEST')) },
  { what: 'a number as id beside a documentId', body: { documentId: 'goals', id: 1 }, ...same(GOALS) },
  { what: 'a documentId that is no text', body: { documentId: 1 }, ...same(code('BAD_REQUEST')) },
  { what: '__typename alone', body: { query: '{ __typename }' }, ...same({ data: { __typename: 'Query' } }) },
  {
    what: 'introspection through a fragment',
    body: { query: '{ ...F } fragment F on Query { __type(name: "Goal") { name } }' },
    ...same({ data: { __type: { name: 'Goal' } } }),
  },
  {
    what: 'entities',
    body: { query: '{ _entities(representations: [{ __typename: "Installation", igrp: 1 }]) { __typename } }' },
    ...same({ data: { _entities: [{ __typename: 'Installation' }] } }),
  },
  {
    what: 'introspection beside a report',
    body: { query: '{ __typename installation(igrp: 1) { igrp } }' },
    log: { data: { __typename: 'Query', installation: { igrp: 1 } } },
    safelist: code('PERSISTED_QUERY_NOT_FOUND'),
    require: code('PERSISTED_QUERY_REQUIRED'),
  },
  {
    what: 'more rows than an operation may ask for',
    body: { documentId: 'goals', variables: { limit: 300_000 } },
    ...same(code('COST_ESTIMATED_TOO_EXPENSIVE')),
  },
];

describe.each(['log', 'safelist', 'require'] as const)('DOCUMENTS_MODE=%s', (mode) => {
  const { gateway } = runningGateway(undefined, { environment: { DOCUMENTS: manifest, DOCUMENTS_MODE: mode } });
  const authorization = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
  const post = async (body: Body, accept = 'application/json') => {
    const headers = { 'content-type': 'application/json', accept, authorization };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };

  test.each(CASES)('$what', async (one) => {
    expect((await post(one.body)).body).toMatchObject(one[mode] as object);
  });

  test('a document that is not found is 200 with Apollo’s message under application/json, and else 400', async () => {
    expect(await post({ documentId: 'none' })).toMatchObject({ status: 200, body: { errors: [{ message: 'PersistedQueryNotFound' }] } });
    expect((await post({ documentId: 'none' }, 'application/graphql-response+json')).status).toBe(400);
  });

  test.each([
    ['by documentId', 'documentId=goals'],
    ['by doc_id', 'doc_id=goals'],
    ['by extensions', `extensions=${encodeURIComponent(JSON.stringify(hash(hashOf(KNOWN)).extensions))}`],
  ])('GET answers a trusted document %s', async (_, search) => {
    const response = await fetch(`${gateway.url}?${search}&variables={"limit":5}`, { headers: { authorization } });
    expect(await response.json()).toEqual(GOALS);
  });

  test.each([
    ['a text', 'query={__typename}', 405, 'METHOD_NOT_ALLOWED'],
    ['a text beside an id', 'documentId=goals&query={__typename}', 400, 'BAD_REQUEST'],
    ['an id twice', 'documentId=goals&documentId=goals', 400, 'BAD_REQUEST'],
    ['variables that are no JSON', 'documentId=goals&variables={', 400, 'BAD_REQUEST'],
    ['an unknown id', 'documentId=none', 200, 'PERSISTED_QUERY_NOT_FOUND'],
  ])('GET refuses %s', async (_, search, status, expected) => {
    const response = await fetch(`${gateway.url}?${search}`, { headers: { authorization } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject(code(expected));
    if (status === 405) expect(response.headers.get('allow')).toBe('GET, POST');
  });

  test.each([
    ['GET without an id', 'GET', '', 'GET requires the id of a trusted document, such as documentId. Send all other operations by POST.'],
    [
      'GET with a text',
      'GET',
      'query={__typename}',
      'GET requires the id of a trusted document, such as documentId. Send all other operations by POST.',
    ],
    ['another method', 'PUT', 'documentId=goals', 'The method must be GET or POST.'],
    ['variables that are no JSON', 'GET', 'documentId=goals&variables=x', 'variables must be JSON.'],
    ['variables that repeat a key', 'GET', 'documentId=goals&variables={"limit":1,"limit":2}', 'variables must not repeat a key.'],
    ['variables that are too deep', 'GET', `documentId=goals&variables=${'['.repeat(100)}`, 'variables may be nested at most '],
    ['variables that are no UTF-8', 'GET', 'documentId=goals&variables={"limit":"%FF"}', 'The URL must be percent-encoded UTF-8.'],
    ['extensions that are no JSON', 'GET', 'documentId=goals&extensions=x', 'extensions must be JSON.'],
    ['variables that are no object', 'GET', 'documentId=goals&variables=1', 'variables must be an object or null.'],
  ])('the error says what is wrong with %s', async (_, method, search, message) => {
    const response = await fetch(`${gateway.url}?${search}`, { method, headers: { authorization } });
    const { errors } = (await response.json()) as { errors: readonly { message: string }[] };
    expect(errors.map((error) => error.message)).toEqual([expect.stringContaining(message)]);
  });

  test('a trusted document is in the log line by its id', async () => {
    await post({ documentId: 'goals' });
    expect(gateway.logged.findLast(({ msg }) => msg === 'request')).toMatchObject({ operation: 'Goals', document: 'goals' });
  });

  test('a GET counts as an operation', async () => {
    const count = async (): Promise<number> => {
      const text = await (await fetch(`${gateway.origin}/metrics`)).text();
      return Number(/^reports_gateway_operations_total\{outcome="ok"\} (\d+)/m.exec(text)?.[1]);
    };
    const before = await count();
    await (await fetch(`${gateway.url}?documentId=two`)).text();
    expect(await count()).toBe(before + 1);
  });
});

describe('DOCUMENTS_MODE=log', () => {
  const { gateway } = runningGateway(undefined, { environment: { DOCUMENTS: manifest, DOCUMENTS_MODE: 'log' } });

  test('warns of each unknown document by its hash and its operation’s name, and of no other', async () => {
    const unknown = () => gateway.logged.filter(({ msg }) => msg === 'unknown document');
    await gateway.ask(KNOWN);
    await gateway.ask('{ __typename }');
    expect(unknown()).toEqual([]);
    const text = 'query Mine { installation(igrp: 1) { igrp } }';
    await gateway.ask(text);
    expect(unknown()).toMatchObject([{ level: 40, operation: 'Mine', sha256: hashOf(text) }]);
  });
});

test('without DOCUMENTS an id is answered PERSISTED_QUERY_NOT_SUPPORTED, and GET is refused', async () => {
  const gateway = await startGateway('http://127.0.0.1:1/reports/v2');
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"documentId":"a"}',
  });
  expect(await response.json()).toMatchObject(code('PERSISTED_QUERY_NOT_SUPPORTED'));
  expect((await fetch(`${gateway.url}?documentId=a`)).status).toBe(405);
  await gateway.close();
});
