/** Manifests as the tools of clients write them, and the ids by which their clients ask. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOf } from '../../src/documents/document-hash.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const OPERATION = 'query Goals($igrp: Int!) {\n  installation(igrp: $igrp) {\n    igrp\n  }\n}';
/** Apollo’s tool adds `__typename`, as its client does. */
const ANSWER = { data: { installation: { igrp: 7 } } };

const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
const at = (name: string): string => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  mkdirSync(at('documents'));
  writeFileSync(at('documents/goals.graphql'), `${OPERATION}\n`);
  // Relay's compiler is a program of 100 MB, which runs in examples/clients; these are the two forms that its documentation shows.
  writeFileSync(at('relay.json'), JSON.stringify({ '5f1e3a': OPERATION }));
  writeFileSync(at('pairs.json'), JSON.stringify([['5f1e3a', OPERATION]]));
  const documents = [at('documents/*.graphql')];
  const preset = { preset: 'client', presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } } };
  writeFileSync(
    at('codegen.json'),
    JSON.stringify({ schema: path.resolve('schema/schema.graphql'), documents, generates: { [`${folder}/preset/`]: preset } }),
  );
  writeFileSync(at('apollo.config.json'), JSON.stringify({ documents, output: at('apollo.json') }));
  run('graphql-codegen', '--silent', '--config', at('codegen.json'));
  run('generate-persisted-query-manifest', '--config', at('apollo.config.json'));
});

/** Runs a tool that npm installed. */
function run(tool: string, ...options: readonly string[]): void {
  execFileSync(path.resolve('node_modules/.bin', tool), options, { stdio: 'pipe', env: { ...process.env, NODE_OPTIONS: '' } });
}

const read = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));

function urlOf(gateway: TestGateway | undefined): string {
  if (!gateway) throw new Error('The gateway is not running.');
  return gateway.url;
}

/** The one id that a manifest lists. */
function idIn(name: string): string {
  const manifest = read(name);
  if (Array.isArray(manifest)) return String(manifest[0][0]);
  const { operations, ...map } = manifest as { readonly operations?: readonly { readonly id: string }[] }; // what the tools document
  return operations?.[0]?.id ?? Object.keys(map)[0] ?? '';
}

describe.each([
  ['Apollo’s generate-persisted-query-manifest', 'apollo.json'],
  ['the client preset', 'preset/persisted-documents.json'],
  ['Relay, a map', 'relay.json'],
  ['Relay, a list of pairs', 'pairs.json'],
  ['nobody: a folder of files', 'documents'],
])('with the manifest of %s', (_, name) => {
  let gateway: TestGateway | undefined;
  let id = '';
  beforeAll(async () => {
    gateway = await startGateway('http://127.0.0.1:1/reports/v2', { DOCUMENTS: at(name) });
    id = name === 'documents' ? hashOf(OPERATION) : idIn(name);
  });
  afterAll(() => gateway?.close());

  test.each<[spelling: string, body: (id: string) => object]>([
    ['documentId', (documentId) => ({ documentId })],
    ['extensions.persistedQuery.sha256Hash', (sha256Hash) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } })],
    ['doc_id', (docId) => ({ doc_id: docId })],
    ['id', (plainId) => ({ id: plainId })],
  ])('an id is taken as %s', async (_spelling, body) => {
    const response = await fetch(urlOf(gateway), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body(id), variables: { igrp: 7 } }),
    });
    expect(await response.json()).toMatchObject(ANSWER);
  });

  test('an id is taken from the URL of a GET', async () => {
    const search = new URLSearchParams({ documentId: id, variables: '{"igrp":7}' });
    expect(await (await fetch(`${urlOf(gateway)}?${search}`)).json()).toMatchObject(ANSWER);
  });
});
