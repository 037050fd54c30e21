/** docs/decisions: numbered records of one form, all listed in docs/decisions.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { pages } from './steps.js';

const records = readdirSync('docs/decisions')
  .sort()
  .map((file) => [file, readFileSync(path.join('docs/decisions', file), 'utf8')] as const);

test.each(records)('decision %s has the number of its file and the five parts of a record', (file, text) => {
  const [, number = '', title = ''] = /^# (\d+)\. (.+)$/m.exec(text) ?? [];
  expect(number.padStart(4, '0')).toBe(file.slice(0, 4));
  expect(title).not.toBe('');
  const parts = text.split(/^## /m).slice(1);
  expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(['Status', 'Context', 'Decision', 'Consequences', 'Rejected']);
  expect(parts.filter((part) => part.trim().split('\n').length < 2)).toEqual([]);
});

test('no two decisions have one number', () => {
  const numbers = records.map(([file]) => file.slice(0, 4));
  expect(numbers).toEqual([...new Set(numbers)]);
});

test('docs/decisions.md lists each record once, with its title', () => {
  const listed = [...readFileSync('docs/decisions.md', 'utf8').matchAll(/^- \[(.+)\]\(decisions\/(\S+)\)$/gm)];
  expect(listed.map(([, title, file = '']) => [file, title]).sort()).toEqual(
    records.map(([file, text]) => [file, /^# (.+)$/m.exec(text)?.[1]]),
  );
});

test.each(pages)('%s: links to files of the project lead to files that exist', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, file = '']) => file);
  expect(links.filter((file) => !existsSync(path.join(path.dirname(page), file)))).toEqual([]);
});
