/** The file that CATALOGUE names: how it is read, and what is said of one that cannot be. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../schema/reports/index.js';
import { loadCatalogue } from '../src/load-catalogue.js';
import { ConfigError } from '../src/config.js';
import { gatewayMain } from './support/gateway-main.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'catalogue-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): string => {
  const file = path.join(folder, 'overlay.json');
  writeFileSync(file, text);
  return file;
};

test('without a file the catalogue is the built-in one', () => {
  expect(loadCatalogue(catalogue, null)).toBe(catalogue);
});

test.each([
  ['as it is', '{"reports": {"goals": {"path": "/aims"}}}'],
  ['with a byte order mark first', '\uFEFF{"reports": {"goals": {"path": "/aims"}}}'],
  ['with equal keys in different objects', '{"reports": {"goals": {"path": "/aims"}, "channels": {"path": "/igrps/{igrp}/chans"}}}'],
  ['with a key as a value', '{"reports": {"goals": {"path": "/aims", "description": "path", "note": "A \\"path\\": quoted."}}}'],
])('a file is applied %s', (_, text) => {
  const root = text.replace('"path": "/aims"', '"path": "/igrps/{igrp}/aims"');
  expect(loadCatalogue(catalogue, fileOf(root)).get('goals')?.path).toBe('/igrps/{igrp}/aims');
});

describe('a file that cannot be applied stops the start', () => {
  const CASES: readonly (readonly [string, string, string])[] = [
    ['empty', '', 'is not valid JSON (line 1, column 1)'],
    ['broken off', '{"reports": {', 'is not valid JSON (line 1, column 14)'],
    ['a comma too many', '{\n  "reports": {\n    "goals": {"path": "/aims",}\n  }\n}', 'is not valid JSON (line 3, column 31)'],
    ['a comment', '{\n  // ours\n  "reports": {}\n}', 'is not valid JSON (line 2, column 3)'],
    [
      'a key twice',
      '{"reports": {"goals": {"path": "/a",\n "path": "/b"}}}',
      'must not repeat a key, but got: "path" again at line 2, column 2',
    ],
    [
      'a report twice',
      '{"reports": {"goals": {},\n"go\\u0061ls": {}}}',
      'must not repeat a key, but got: "go\\u0061ls" again at line 2, column 1',
    ],
    ['no overlay', '[]', 'CATALOGUE The overlay must be an object, but got: []'],
    [
      'a wrong type',
      '{"reports": {"channelMetrics": {"fields": {"newMetric": {"kind": "metric", "type": "integer", "description": "X."}}}}}',
      'CATALOGUE reports.channelMetrics.fields.newMetric.type must be one of id, int, decimal, float, string, date, datetime, json, but got: "integer"',
    ],
  ];

  test.each(CASES)('%s', (_, text, message) => {
    const load = () => loadCatalogue(catalogue, fileOf(text));
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(message);
    expect(load).toThrow(/^CATALOGUE /);
  });

  test('missing', () => {
    const missing = path.join(folder, 'missing.json');
    expect(() => loadCatalogue(catalogue, missing)).toThrow(`CATALOGUE must be the path of a JSON file, but got: "${missing}" (ENOENT)`);
  });

  test('a folder', () => {
    expect(() => loadCatalogue(catalogue, folder)).toThrow('(EISDIR)');
  });

  test('too large', () => {
    expect(() => loadCatalogue(catalogue, fileOf(' '.repeat(4 * 1024 * 1024 + 1)))).toThrow(
      'must hold at most 4194304 bytes, but got: 4194305',
    );
  });
});

test('the process says so, and ends with 1', async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const file = fileOf('{"reports": {"goals": {"path": "aims"}}}');
  const ended = await new Promise<{ readonly code: unknown; readonly stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [gatewayMain()],
      { cwd: root, env: { PATH: process.env['PATH'] ?? '', PORT: '0', CATALOGUE: file } },
      (error, _, stderr) => resolve({ code: error?.code, stderr }),
    );
  });
  expect(ended).toEqual({
    code: 1,
    stderr:
      'The gateway did not start: CATALOGUE reports.goals.path must be a path of plain segments, {igrp} for the installation, but got: "aims"\n',
  });
});
