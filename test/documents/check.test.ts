/** `npm run documents -- check`: what it says of each document, as docs/trusted-documents.md shows. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DOCUMENTS = {
  personal:
    'query Calls($limit: Int) { installation(igrp: 1) { callTriggers(limit: $limit) { rows { rowId srcPhoneNumber channel { channelName } } } } }',
  plain: '{ installation(igrp: 1) { goals(limit: 5) { rows { goalTitle } } } }',
  compared:
    'query Compared { installation(igrp: 1) { channelMetrics(startDate: "2026-01-01", endDate: "2026-01-31", limit: 10, compare: { to: PREVIOUS_PERIOD }) { rows { chName } } } }',
  summed:
    'query Summed { installation(igrp: 1) { channelMetrics(period: LAST_7_DAYS, group: [CH], limit: 10) { rows { chName } totals { callCount } other { callCount } } } }',
  topTen:
    'query TopTen { installation(igrp: 1) { channelMetrics(period: LAST_7_DAYS, group: [CH], limit: 10, compare: { to: PREVIOUS_PERIOD }) { rows { chName } totals { callCount } other { callCount } } } }',
  wrong: '{ nothing }',
};

interface Outcome {
  readonly stdout: string;
  readonly code: number;
}

async function check(documents: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const file = path.join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(documents));
  const env = { PATH: process.env['PATH'], ...environment };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [path.resolve('scripts/documents.mjs'), 'check', file], { env });
    return { stdout, code: 0 };
  } catch (error) {
    return error as Outcome; // what execFile rejects with
  }
}

describe('documents check', () => {
  let printed = '';
  let code = 0;
  beforeAll(async () => {
    ({ stdout: printed, code } = await check(DOCUMENTS));
  });
  const of = (id: string): string => printed.split('\n\n').find((text) => text.startsWith(`${id} (`)) ?? '';

  test.each([
    ['personal', ['Calls', 'callTriggers', '2 at most', '50000 at most', 'Trigger.srcPhoneNumber']],
    ['plain', ['without a name', 'goals', '1 at most', '5 at most', 'none']],
    ['compared', ['Compared', 'channelMetrics', '2 at most', '20 at most', 'none']],
    ['summed', ['Summed', 'channelMetrics', '3 at most', '12 at most', 'none']],
    ['topTen', ['TopTen', 'channelMetrics', '8 at most', '34 at most', 'none']],
  ])('says what the document %s asks for', (id, values) => {
    expect(
      of(id)
        .split('\n')
        .slice(1)
        .map((line) => line.slice(21)),
    ).toEqual(values);
  });

  test('says why a document does not fit, checks the others, and ends with 1', () => {
    expect(of('wrong')).toContain('does not fit       Cannot query field "nothing" on type "Query".');
    expect(code).toBe(1);
  });

  test('holds documents against the names of TYPE_PREFIX', async () => {
    const prefixed = DOCUMENTS.personal.replace('{ installation(', '{ infinityInstallation(');
    const { stdout } = await check({ prefixed, plain: DOCUMENTS.plain }, { TYPE_PREFIX: 'Infinity' });
    expect(stdout).toMatch(/reports +callTriggers\n[^]*rows +50000 at most\n.*InfinityTrigger\.srcPhoneNumber/);
    expect(stdout).toContain('Cannot query field "installation" on type "Query".');
  });
});
