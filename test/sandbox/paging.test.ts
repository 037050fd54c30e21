import { describe, expect, it, test } from '@jest/globals';
import { params, runningSandbox, type Row } from './running-sandbox.js';

const { get, rows, sql } = runningSandbox();

/** Row ids by their digits: JSON.parse would round those past 2^53. */
async function rowIds(path: string): Promise<readonly string[]> {
  const text = await (await get(path)).text();
  return [...text.matchAll(/"rowId":"?(\d+)"?/g)].map(([, digits]) => digits ?? '');
}

describe('paging', () => {
  it('returns 50,000 rows at most, and as many without a limit', async () => {
    expect(await rowIds('/igrps/1/triggers/all?display[]=rowId')).toHaveLength(50_000);
    expect((await get('/igrps/1/triggers/all?limit=50001')).status).toBe(400);
  });

  it('walks past the cap by row id, across 2^53, every row once and its digits exact', async () => {
    const walked: string[] = [];
    for (let last = '0', page: readonly string[] = ['']; page.length > 0; last = page.at(-1) ?? last) {
      page = await rowIds(`/igrps/1234/triggers/all?sort[]=rowId-asc&display[]=rowId&filter[]=rowId-gt-value-${last}`);
      walked.push(...page);
    }
    const apart = await sql('SELECT "rowId" FROM triggers WHERE igrp = 1234 ORDER BY "rowId"');
    expect(walked).toEqual(apart.map(({ rowId }) => rowId));
    expect(walked.length).toBeGreaterThan(50_000);
    expect(walked.filter((id) => BigInt(id) > 2n ** 53n).length).toBeGreaterThan(10_000);
  });

  it('quotes every row id of a trigger, as the real API does', async () => {
    const text = await (await get('/igrps/1234/triggers/all?display[]=rowId&limit=50')).text();
    expect(text).toMatch(/^(?:\{"rowId":"\d+"\}\n){50}$/);
  });

  it('cuts pages that are one report together', async () => {
    const query = params(['sort[]', 'city-desc'], ['sort[]', 'callDuration-asc'], ['display[]', 'rowId']);
    const whole = await rowIds(`/igrps/2/triggers/calls?${query}&limit=100`);
    const pages = await Promise.all(
      [0, 30, 60, 90].map((offset) => rowIds(`/igrps/2/triggers/calls?${query}&limit=${Math.min(30, 100 - offset)}&offset=${offset}`)),
    );
    expect(pages.flat()).toEqual(whole);
    expect(whole).toHaveLength(100);
  });

  const number = (row: Row) => Number(row['callDuration']);
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  test.each([
    ['callDuration-asc', (a: Row, b: Row) => number(a) - number(b)],
    ['callDuration-desc', (a: Row, b: Row) => number(b) - number(a)],
    ['triggerDatetime-desc', (a: Row, b: Row) => compare(String(b['triggerDatetime']), String(a['triggerDatetime']))],
    ['dgrpName-asc', (a: Row, b: Row) => compare(String(a['dgrpName']), String(b['dgrpName']))],
  ])('sorts by %s', async (sort, order) => {
    const query = params(['display[]', 'callDuration'], ['display[]', 'triggerDatetime'], ['display[]', 'dgrpName']);
    const plain = await rows(`/igrps/2/triggers/calls?${query}`);
    expect(await rows(`/igrps/2/triggers/calls?${query}&sort[]=${sort}`)).toEqual([...plain].sort(order));
  });

  it('sorts operators’ states by time where no sort is asked', async () => {
    const times = (await rows('/igrps/1/pbxUserStateTriggers?limit=200')).map(({ triggerDatetime }) => String(triggerDatetime));
    expect(times).toEqual([...times].sort());
  });
});
