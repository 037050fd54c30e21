/** What an account holds stays in it: neither a value of its rows, nor its sentences, nor a credential is in anything that is written of it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import { startGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';

const ROW = 'canary-of-a-row';
const SENTENCE = 'canary of a refusal';
const CREDENTIAL = 'ApiKey canary-of-a-key';
const CANARIES = [ROW, SENTENCE, 'canary-of-a-key', Buffer.from(CREDENTIAL).toString('base64')];
const found = (text: string) => CANARIES.filter((canary) => text.includes(canary));

/** An account that renames a column and refuses its old name, with a canary in every text and every refusal. */
async function startAccount(): Promise<UpstreamDouble> {
  return startUpstreamDouble(({ params }) => {
    if (params.some(([, value]) => value.includes('txc') || value.includes('doctorUnknownName')))
      return { status: 400, body: JSON.stringify(`Unknown: "${SENTENCE}" txc '${ROW}'`) };
    const names = params.flatMap(([name, value]) => (name === 'display[]' ? [value] : []));
    const cells = names.length === 0 ? ['rowId', 'campaign', 'novelty'] : names;
    return { body: ndjson(Object.fromEntries(cells.map((name) => [name, name === 'rowId' ? '1' : ROW]))) };
  });
}

describe('doctor, run as a command', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
  let account: UpstreamDouble;
  beforeAll(async () => {
    account = await startAccount();
  });
  afterAll(async () => {
    await account.close();
    rmSync(folder, { recursive: true });
  });

  test('writes names and counts alone, and what it writes shows no secret in the gateway either', async () => {
    const out = path.join(folder, 'overlay.json');
    const run = promisify(execFile)(
      process.execPath,
      ['scripts/doctor.mjs', '--igrp', '1', '--out', out, '--report', 'callTriggers', '--report', 'goals', '--rate', '1000'],
      { env: { ...process.env, REPORTS_AUTHORIZATION: CREDENTIAL, REPORTS_URL: account.url, REPORTS_URL_API_KEY: account.url } },
    );
    const { code, stdout, stderr } = await run.then(
      (ended) => ({ code: 0, ...ended }),
      (ended: { code: number; stdout: string; stderr: string }) => ended,
    );
    const overlay = readFileSync(out, 'utf8');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('novelty');
    expect(found(stdout + stderr + overlay)).toEqual([]);
    expect(new Set(account.requests.map(({ headers }) => headers.authorization))).toEqual(new Set([CREDENTIAL]));

    const gateway = await startGateway(
      account.url,
      { LOG_LEVEL: 'trace', REPORTS_URL_API_KEY: account.url },
      applyOverlay(catalogue, JSON.parse(overlay)),
    );
    try {
      for (const fields of ['rowId novelty', 'rowId field(name: "txc")', 'rowId campaign'])
        await gateway.ask(`{ installation(igrp: 1) { callTriggers { rows { ${fields} } } } }`, {}, { authorization: CREDENTIAL });
      const metrics = await (await fetch(`${gateway.origin}/metrics`)).text();
      const logged = JSON.stringify(gateway.logged);
      expect(logged).toContain('Unknown: ');
      expect(found(logged + metrics)).toEqual([]);
    } finally {
      await gateway.close();
    }
  });
});
