import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { beginOf, nextPage, PAGED_REPORTS, questionOf, withPage } from '../src/pages.ts';

test('the paged reports are those of the schema that take offset and afterRowId', () => {
  const schema = readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8');
  const [installation = ''] = /^type Installation [^]*?^}/m.exec(schema.replaceAll(/"""[^]*?"""/g, '')) ?? [];
  const taken = [...installation.matchAll(/(\w+)\(([^)]*)\)/g)].filter(([, , args = '']) => /afterRowId:[^]*offset:/.test(args));
  assert.deepEqual(taken.map(([, name]) => name).sort(), [...PAGED_REPORTS]);
});

test('pages are requested by offset or by key, and the last page has no next one', () => {
  assert.deepEqual(nextPage({ nextOffset: 20 }), { offset: 20 });
  assert.deepEqual(nextPage({ endRowId: '7', hasNextPage: true }), { afterRowId: '7' });
  for (const last of [{ nextOffset: null }, { endRowId: '7', hasNextPage: false }, { endRowId: '7' }, {}, null, undefined])
    assert.equal(nextPage(last), null);
});

test('a first page has many spellings, and paging is no part of the question', () => {
  for (const args of [null, {}, { offset: 0 }, { afterRowId: '0' }, { offset: null, afterRowId: null }])
    assert.equal(beginOf(args), 'start');
  assert.deepEqual([beginOf({ offset: 5 }), beginOf({ afterRowId: '5', offset: 0 })], ['offset 5', 'after 5']);
  assert.equal(questionOf({ tz: 'UTC', limit: 1, offset: 2 }), questionOf({ afterRowId: '3', tz: 'UTC' }));
  assert.notEqual(questionOf({ tz: 'UTC' }), questionOf({ tz: 'Europe/Paris' }));
});

test('a page goes where it belongs, once, and begins a list anew where it follows nothing', () => {
  const joined = (list: readonly string[], page: readonly string[], args: object) =>
    withPage(list, page, { ...args }, (row) => row).rows.join('');
  const list = ['a', 'b', 'c'];
  assert.equal(joined(list, ['d'], { offset: 3 }), 'abcd');
  assert.equal(joined(list, ['d'], { afterRowId: 'c' }), 'abcd');
  assert.equal(joined(list, ['c', 'd'], { offset: 2 }), 'abcd');
  assert.equal(joined(list, ['x'], { afterRowId: 'b' }), 'abx');
  assert.equal(joined(list, ['x'], { offset: 9 }), 'x');
  assert.equal(joined(list, ['x'], { afterRowId: 'gone' }), 'x');
  assert.equal(joined(list, ['x'], { offset: 0 }), 'x');
});
