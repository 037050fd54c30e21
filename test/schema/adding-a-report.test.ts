/** The steps of docs/adding-a-report.md, as written there, in a copy of the project. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import { bundle } from '../../scripts/bundle.mjs';
import { indexText } from '../../scripts/generate-index.js';
import { startGateway } from '../support/gateway.js';
import { ndjson, startUpstreamDouble } from '../support/upstream-double.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(path.join(root, 'docs/adding-a-report.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text ?? '');
const [definition = ''] = blocks('ts');
const [operation = ''] = blocks('graphql');
const [overlay = ''] = blocks('json');
const [refusal = '', notStarted = ''] = blocks('text');

const run = promisify(execFile);
let copy = '';
const file = (...parts: readonly string[]) => path.join(copy, ...parts);
const node = (...args: readonly string[]) =>
  run(process.execPath, ['--import', 'tsx', ...args], { cwd: copy, env: { PATH: process.env['PATH'] ?? '' } });

/** Asks the copy's own gateway, in a process of its own, which is where its catalogue is. */
const ASK = `
import { catalogue } from './schema/reports/index.js';
import { startGateway } from './test/support/gateway.js';
const [url = '', query = ''] = process.argv.slice(2);
const gateway = await startGateway(url, {}, catalogue);
process.stdout.write((await gateway.ask(query)).text);
await gateway.close();
process.exit(0);
`;

/** What is no source. */
const LEFT: ReadonlySet<string> = new Set(['node_modules', '.git', '.cache', 'dist', 'coverage']);

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'adding-'));
  cpSync(root, copy, { recursive: true, filter: (source) => !LEFT.has(path.basename(source)) });
  symlinkSync(path.join(root, 'node_modules'), file('node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

test('one file and one command, and the report answers over HTTP', async () => {
  writeFileSync(file('schema/reports/parking-tickets.ts'), definition);
  const { stdout } = await node('scripts/generate.ts');
  expect(stdout).toContain('schema/reports/index.ts');
  expect(stdout).toContain('schema/schema.graphql');
  expect(readFileSync(file('schema/reports/index.ts'), 'utf8')).toContain("import { parkingTickets } from './parking-tickets.js';");
  expect(readFileSync(file('docs/reports.md'), 'utf8')).toContain('### parkingTickets');
  await expect(node('scripts/generate.ts', '--check')).resolves.toBeDefined();

  writeFileSync(file('ask.ts'), ASK);
  bundle(file('ask.ts'), file('ask.js'));
  const upstream = await startUpstreamDouble(() => ({
    body: ndjson({ ticketId: '7', issuedDatetime: '2026-10-01 08:00:00', fine: '25.50' }),
  }));
  try {
    const answer = await run(process.execPath, [file('ask.js'), upstream.url, operation]);
    expect(JSON.parse(answer.stdout)).toEqual({
      data: { installation: { parkingTickets: { rows: [{ ticketId: 7, issuedDatetime: '2026-10-01T08:00:00', fine: 25.5 }] } } },
    });
    expect(upstream.requests.map((request) => request.path)).toEqual(['/igrps/1/parkingTickets']);
  } finally {
    await upstream.close();
  }
}, 300_000);

test('a definition that breaks a rule stops it, as the page says', async () => {
  writeFileSync(file('schema/reports/parking-tickets.ts'), definition.replace("fine: { type: 'decimal'", "fine: { type: 'money'"));
  await expect(node('schema/reports/index.ts')).rejects.toMatchObject({ stderr: expect.stringContaining(refusal.trim()) as unknown });
});

test('the template is no report, and neither is the index', () => {
  const text = indexText(path.join(root, 'schema/reports'));
  expect(text).toBe(readFileSync(path.join(root, 'schema/reports/index.ts'), 'utf8'));
  expect(text).not.toMatch(/_example|index/);
  expect(text.match(/^import \{ \w+ \} from '\.\/[a-z-]+\.js';$/gm)).toHaveLength(catalogue.size);
});

test('the overlay of the page answers, and its refusal is the one of the page', async () => {
  const given = JSON.parse(overlay) as {
    readonly reports: Readonly<Record<string, { readonly fields?: Readonly<Record<string, object | null>> }>>;
  };
  const upstream = await startUpstreamDouble(({ path: asked }) =>
    asked === '/metrics/calls' ? { body: ndjson({ callCount: 3 }) } : undefined,
  );
  const gateway = await startGateway(upstream.url, {}, applyOverlay(catalogue, given));
  try {
    const { body } = await gateway.ask(
      '{ installation(igrp: 1) { operationalCallMetrics { rows { callCount } } channelMetrics { rows { quoteCount } } queueTriggers { rowCount } parkingTickets { rowCount } } }',
    );
    expect(body).toEqual({
      data: {
        installation: {
          operationalCallMetrics: { rows: [{ callCount: 3 }] },
          channelMetrics: { rows: [] },
          queueTriggers: { rowCount: 0 },
          parkingTickets: { rowCount: 0 },
        },
      },
    });
  } finally {
    await gateway.close();
    await upstream.close();
  }
  const broken = JSON.parse(overlay.replace('"kind": "metric", "type": "int"', '"kind": "metric", "type": "integer"')) as unknown;
  expect(() => applyOverlay(catalogue, broken)).toThrow(notStarted.trim().replace('The gateway did not start: CATALOGUE ', ''));
});
