/** docs/guide.md: what it says beside its blocks is what the code says. Links within all pages lead to headings that are there. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MAX_ROWS } from '../../schema/report.js';
import type { Evidence } from '../../schema/report-definition.js';
import { OPTIONS } from '../../src/config.js';
import { describeEvidence } from '../../src/graph/descriptions.js';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { UPSTREAM_BOUNDS } from '../../src/upstream/options.js';
import { pages } from './steps.js';

const guide = readFileSync('docs/guide.md', 'utf8');
const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;
const thousands = (count: number) => count.toLocaleString('en');

const { breakerFailures, breakerCallers, breakerWindowMs, breakerResetMs, sockets, perCaller, waiting, retryRatio, retryBurst } =
  UPSTREAM_BOUNDS;
const FIGURES: readonly (readonly [string, string])[] = [
  ['the reports of an operation', `takes up to ${DEFAULT_LIMITS.reports} reports`],
  ['the deadline', `| ${seconds(Number(OPTIONS.deadlineMs.fallback))} for an operation in all`],
  ['the wait of an ending process', `waits up to \`DEADLINE_MS\` (${seconds(Number(OPTIONS.deadlineMs.fallback))})`],
  ['second tries', `one in ${1 / retryRatio === 10 ? 'ten' : 1 / retryRatio} successes, ${retryBurst} saved up`],
  [
    'the breaker',
    `${breakerFailures} failures of ${breakerCallers} callers in ${seconds(breakerWindowMs)} close a report to all for ${seconds(breakerResetMs)}`,
  ],
  ['requests at once', `${sockets} requests upstream, ${perCaller} of one caller, ${waiting} waiting`],
  ['rows', `${thousands(MAX_ROWS)} a report, ${thousands(DEFAULT_LIMITS.rows)} an operation`],
];

describe('the figures of the guide', () => {
  test.each(FIGURES)('%s', (_, sentence) => expect(guide).toContain(sentence));

  test.each(['client', 'inferred', 'configured', 'observed'] satisfies readonly Evidence[])('the sentence on what is %s', (evidence) => {
    expect(guide.replace(/ +/g, ' ')).toContain(`| ${describeEvidence(evidence)} | \`${evidence}\` |`);
  });
});

/** The name by which a heading is linked to, as GitHub makes it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

test.each(pages)('%s: links lead to headings that are there', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)];
  const broken = links.filter(([, file = '', name = '']) => {
    const target = readFileSync(file === '' ? page : path.join(path.dirname(page), file), 'utf8');
    return ![...target.matchAll(/^#+ (.*)$/gm)].some(([, heading = '']) => anchor(heading) === name);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});
