/** Trusted documents at start and on SIGHUP: what stops the start, and what stays. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { loadDocuments } from '../../src/documents/load-documents.js';
import { DOCUMENT_FILE_LIMITS, type DocumentFileLimits } from '../../src/limits.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const write = (text: string, name = `${files++}.json`): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const start = (DOCUMENTS: string): Promise<TestGateway> => startGateway('http://127.0.0.1:1/reports/v2', { DOCUMENTS });

describe('a document that does not fit stops the start, with its name', () => {
  test.each<[what: string, text: string, message: RegExp]>([
    [
      'a field that the schema lacks',
      '{"a":"{ nothing }"}',
      /DOCUMENTS .*\.json: the document "a" is not valid: Cannot query field "nothing"/,
    ],
    ['a text that is not GraphQL', '{"a":"{"}', /the document "a" is not valid: Syntax Error/],
    ['a fragment alone', '{"a":"fragment F on Query { __typename }"}', /the document "a" is not valid: The document has no operation/],
    ['a bound that it exceeds', JSON.stringify({ a: `{ ${'a: __typename '.repeat(200)} }` }), /the document "a" is not valid: .* at most/],
    ['a file that is not JSON', '{', /DOCUMENTS .*\.json is not valid JSON/],
    ['a map that names a key twice', '{"a":"{ __typename }","a":"{ __typename }"}', /must not repeat a key, but got: "a" again/],
    ['a manifest of another shape', '"a"', /DOCUMENTS .*\.json: the manifest must be an Apollo manifest/],
  ])('%s', async (_, text, message) => {
    await expect(start(write(text))).rejects.toThrow(message);
  });

  test('a path that leads nowhere', async () => {
    await expect(start('/nowhere/at/all.json')).rejects.toThrow(
      'DOCUMENTS must be paths of manifests or folders, but got: "/nowhere/at/all.json" (ENOENT)',
    );
  });

  test('a folder without operations', async () => {
    const file = write('fragment F on Query { __typename }', 'empty/f.graphql');
    await expect(start(path.dirname(file))).rejects.toThrow(/must contain a \.graphql file with an operation/);
  });

  test('one id for two texts in two files', async () => {
    const paths = [write('{"a":"{ __typename }"}'), write('{"a":"{ b: __typename }"}')];
    await expect(start(paths.join(', '))).rejects.toThrow(/the id "a" names two documents, one in /);
  });

  test('DOCUMENTS_MODE without DOCUMENTS', () => {
    expect(() => readConfig({ DOCUMENTS_MODE: 'require' })).toThrow('DOCUMENTS_MODE needs DOCUMENTS');
  });
});

describe('documents are held to', () => {
  const load = (text: string, limits: Partial<DocumentFileLimits>) => () =>
    loadDocuments([write(text)], { errorOf: () => null, limits: { ...DOCUMENT_FILE_LIMITS, ...limits } });
  const manifest = (count: number) => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`d${i}`, `{ a${i} }`])));

  test('their number', () => {
    expect(load(manifest(3), { trustedDocuments: 3 })().documents).toHaveLength(3);
    expect(load(manifest(4), { trustedDocuments: 3 })).toThrow('DOCUMENTS must list at most 3 documents, but got: 4');
  });

  test('the bytes of a file', () => {
    expect(load(manifest(1).padEnd(100), { documentFileBytes: 100 })().documents).toHaveLength(1);
    expect(load(manifest(1).padEnd(101), { documentFileBytes: 100 })).toThrow(/100 bytes/);
  });
});

describe('a reload', () => {
  const file = write('{"first":"{ __typename }"}');
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await start(file);
  });
  afterAll(() => gateway.close());
  const ask = async (documentId: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ documentId }) })).json();
  };
  const ANSWER = { data: { __typename: 'Query' } };
  const NOT_FOUND = { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] };

  test('takes the documents of now in place of those of before', async () => {
    expect(await ask('first')).toEqual(ANSWER);
    write('{"second":"{ __typename }"}', path.basename(file));
    gateway.reload();
    expect(await ask('first')).toMatchObject(NOT_FOUND);
    expect(await ask('second')).toEqual(ANSWER);
  });

  test('logs a bad set and keeps the old one', async () => {
    write('{"third":"{ nothing }"}', path.basename(file));
    gateway.reload();
    expect(await ask('second')).toEqual(ANSWER);
    expect(gateway.logged.at(-2)).toMatchObject({
      level: 50,
      msg: 'trusted documents not reloaded',
      reason: expect.stringContaining('"third"'),
    });
  });
});
