/** What a selection on a report asks for. */
import { describe, expect, it } from '@jest/globals';
import { selectReport } from './select.js';

describe('a report is a dry run when nothing needs an answer:', () => {
  it.each([
    ['request { url }', false],
    ['request { url curl __typename } __typename', false],
    ['a: request { url } b: request { curl }', false],
    ['__typename', false],
    ['request { status }', true],
    ['request { url } b: request { sharedBy }', true],
    ['rows { ch }', true],
    ['rowCount', true],
    ['complete', true],
    ['framed', true],
    ['pageInfo { endRowId }', true],
  ])('%s: wants an answer is %s', (text, wantsAnswer) => {
    expect(selectReport(text).wantsAnswer).toBe(wantsAnswer);
  });
});

describe('a report looks ahead only for what needs the next row:', () => {
  it.each([
    ['rows { ch }', false, false],
    ['complete', true, false],
    ['framed', false, false],
    ['pageInfo { hasNextPage }', true, false],
    ['pageInfo { n: nextOffset }', true, false],
    ['pageInfo { endRowId }', false, true],
    ['a: pageInfo { endRowId } b: pageInfo { hasNextPage }', true, true],
  ])('%s', (text, lookAhead, endRowId) => {
    expect(selectReport(text)).toMatchObject({ lookAhead, endRowId });
  });
});

describe('row fields', () => {
  it('are null where no row is selected', () => expect(selectReport('rowCount').rows).toBeNull());
  it('are those of every alias of rows', () => {
    expect(selectReport('a: rows { ch } b: rows { x: chName }').rows?.map(({ responseKey, name }) => [responseKey, name])).toEqual([
      ['ch', 'ch'],
      ['x', 'chName'],
    ]);
  });
});
