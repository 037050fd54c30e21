/** Relay's own compiler: what it writes for the recipe, and a gateway that trusts what it persists. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runningGateway } from './running-gateway.ts';

const clients = fileURLToPath(new URL('..', import.meta.url));
const recipe = path.join(clients, 'relay');
const folder = mkdtempSync(path.join(tmpdir(), 'relay-'));
after(() => rmSync(folder, { recursive: true }));

const compile = (cwd: string, ...options: readonly string[]): void => {
  execFileSync(path.join(clients, 'node_modules/.bin/relay-compiler'), options, { cwd, stdio: 'pipe' });
};

/** Compiles the recipe with persisted queries into the folder; gives the manifest that Relay writes. */
function persist(): string {
  copyFileSync(path.join(recipe, 'dashboard.ts'), path.join(folder, 'dashboard.ts'));
  copyFileSync(path.join(clients, '../../schema/schema.graphql'), path.join(folder, 'schema.graphql'));
  const config = JSON.parse(readFileSync(path.join(recipe, 'relay.config.json'), 'utf8')) as object;
  const persisting = { ...config, schema: './schema.graphql', persistConfig: { file: './persisted.json' } };
  writeFileSync(path.join(folder, 'relay.config.json'), JSON.stringify(persisting));
  writeFileSync(path.join(folder, 'persisted.json'), '{}');
  compile(folder, 'relay.config.json');
  return path.join(folder, 'persisted.json');
}

const manifest = persist();
const gateway = runningGateway(() => ({ DOCUMENTS: manifest }));

describe('the Relay compiler', () => {
  test('writes what is committed', () => {
    compile(recipe, '--validate', 'relay.config.json');
  });

  test('persists documents that the gateway answers by the ids that Relay gives them, and no others', async () => {
    const [id, ...others] = Object.keys(JSON.parse(readFileSync(manifest, 'utf8')) as object);
    assert.equal(others.length, 0);
    const variables = { igrp: 1, startDate: '2026-10-01', endDate: '2026-10-31' };
    const answered = (await ask({ doc_id: id, variables })) as { readonly data: { readonly installation: { readonly goals: unknown } } };
    assert.ok(answered.data.installation.goals);
    const refused = (await ask({ query: '{ installations { rows { igrp } } }' })) as {
      readonly errors: { extensions: { code: string } }[];
    };
    assert.equal(refused.errors[0]?.extensions.code, 'PERSISTED_QUERY_REQUIRED');
  });
});

async function ask(body: object): Promise<unknown> {
  const { url, authorization } = gateway();
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}
