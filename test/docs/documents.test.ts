/** The documents say what the code does: every option, bound and error code of the tables, and nothing else. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { OPTIONS } from '../../src/config.js';
import { ERROR_CODES } from '../../src/errors.js';
import { ROW_LIMITS } from '../../src/rows/row-limits.js';
import { ANSWER_LIMITS, BESIDE_ROWS_LIMITS, CACHE_LIMITS, DEFAULT_LIMITS, DOCUMENT_FILE_LIMITS } from '../../src/limits.js';
import { UPSTREAM_BOUNDS } from '../../src/upstream/options.js';

/** The cells of every table row whose first cell is a name in code type, without the marks. */
function tableRows(file: string, heading: string): readonly (readonly string[])[] {
  const text = readFileSync(file, 'utf8');
  const [, rest = ''] = text.split(`\n## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  return section
    .split('\n')
    .filter((line) => /^\| `/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
    );
}

test('the README lists every option with its default and its rule', () => {
  const told = tableRows('README.md', 'Run it').map(([variable, fallback, , rule]) => [variable, fallback, rule]);
  expect(told).toEqual(Object.values(OPTIONS).map(({ variable, fallback, rule }) => [variable, fallback, rule]));
});

test('docs/errors.md lists every code with its status and whether it may be tried again', () => {
  const told = tableRows('docs/errors.md', 'Codes').map(([code, status, retryable, meaning]) => [code, status, retryable, meaning]);
  expect(told).toEqual(
    Object.entries(ERROR_CODES).map(([code, { status, retryable, meaning }]) => [code, String(status), retryable ? 'yes' : 'no', meaning]),
  );
});

test.each([
  ['A request', DEFAULT_LIMITS],
  ['Upstream requests', UPSTREAM_BOUNDS],
  ['Rows of a response', ROW_LIMITS],
  ['Totals, other and calls', BESIDE_ROWS_LIMITS],
  ['Trusted documents', DOCUMENT_FILE_LIMITS],
  ['Response memory', ANSWER_LIMITS],
  ['Cached responses', CACHE_LIMITS],
])('docs/limits.md, %s: every bound with its default', (heading, bounds) => {
  const told = tableRows('docs/limits.md', heading).map(([bound, fallback]) => [bound, fallback]);
  expect(told).toEqual(Object.entries(bounds).map(([bound, fallback]) => [bound, String(fallback)]));
});

test.each([
  [OPTIONS.maxSockets, UPSTREAM_BOUNDS.sockets],
  [OPTIONS.maxPerCaller, UPSTREAM_BOUNDS.perCaller],
  [OPTIONS.maxWaiting, UPSTREAM_BOUNDS.waiting],
  [OPTIONS.maxAliases, DEFAULT_LIMITS.aliases],
  [OPTIONS.maxReports, DEFAULT_LIMITS.reports],
  [OPTIONS.maxRows, DEFAULT_LIMITS.rows],
  [OPTIONS.maxBodyBytes, DEFAULT_LIMITS.bodyBytes],
  [OPTIONS.maxConnections, DEFAULT_LIMITS.connections],
  [OPTIONS.writeTimeoutMs, DEFAULT_LIMITS.writeTimeoutMs],
  [OPTIONS.keepAliveMs, DEFAULT_LIMITS.keepAliveTimeoutMs],
  [OPTIONS.maxAnswerBytes, ANSWER_LIMITS.answerBytes],
  [OPTIONS.maxAnswerBytesPerCaller, ANSWER_LIMITS.answerBytesPerCaller],
])('$variable and the table of bounds have one default', ({ fallback }, bound) => {
  expect(fallback).toBe(String(bound));
});

describe('links', () => {
  const documents = [
    'README.md',
    ...readdirSync('docs')
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file}`),
  ];

  test.each(documents)('%s points to files that are there', (document) => {
    const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, target]) => target ?? '');
    expect(links.filter((target) => !existsSync(path.join(path.dirname(document), target)))).toEqual([]);
  });
});

test('every code that docs/limits.md names is one', () => {
  const named = [...readFileSync('docs/limits.md', 'utf8').matchAll(/`([A-Z_]{6,})`/g)].map(([, code]) => code ?? '');
  const known = [...Object.keys(ERROR_CODES), ...Object.values(OPTIONS).map(({ variable }): string => variable)];
  expect(named.filter((code) => !known.includes(code))).toEqual([]);
});
