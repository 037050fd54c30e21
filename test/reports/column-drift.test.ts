/** Columns that are asked for and do not come, or come without being asked for, are counted under names of the catalogue alone. */
import { describe, expect, test } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson } from '../support/upstream-double.js';

describe('drift of columns is counted', () => {
  let rows: readonly Readonly<Record<string, unknown>>[] = [];
  const { gateway } = runningGateway(() => ({ body: ndjson(...rows) }));
  const counted = async () => {
    const text = await (await fetch(`${gateway.origin}/metrics`)).text();
    const lines = text.split('\n').filter((line) => /^reports_gateway_upstream_(missing|unknown)_columns_total\{/.test(line));
    return Object.fromEntries(
      lines.map((line) => [line.slice('reports_gateway_upstream_'.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
    );
  };
  /** What a question adds to the counters, those that it leaves alone left out. */
  const drift = async (fields: string, reply: typeof rows) => {
    rows = reply;
    const before = await counted();
    const { body } = await gateway.ask(`{ installation(igrp: 1) { ${fields} } }`);
    expect(body.errors).toBeUndefined();
    const after = await counted();
    return Object.fromEntries(
      Object.entries(after).flatMap(([name, count]) => (count === (before[name] ?? 0) ? [] : [[name, count - (before[name] ?? 0)]])),
    );
  };
  const missing = (report: string, column: string) => `missing_columns_total{report="${report}",column="${column}"}`;
  const unknown = (report: string) => `unknown_columns_total{report="${report}"}`;

  test.each([
    ['nothing where all come', 'callTriggers { rows { rowId ch } }', [{ rowId: '1', ch: '2' }], {}],
    ['nothing where some rows lack some', 'callTriggers { rows { rowId ch } }', [{ rowId: '1' }, { ch: '2' }], {}],
    ['nothing of a reply without rows', 'callTriggers { rows { rowId ch } }', [], {}],
    ['a column in no row', 'callTriggers { rows { rowId ch } }', [{ rowId: '1' }, {}], { [missing('callTriggers', 'ch')]: 1 }],
    [
      'a name of the caller’s in no label',
      'callTriggers { rows { rowId field(name: "mine") variable(name: "secret") } }',
      [{ rowId: '1' }],
      {},
    ],
    ['columns that nobody asked for', 'callTriggers { rows { rowId } }', [{ rowId: '1', ch: '1', x: 1 }], { [unknown('callTriggers')]: 2 }],
    ['not the installation', 'callTriggers { rows { rowId } }', [{ rowId: '1', igrp: '1' }], {}],
    [
      'of a whole row what the catalogue lacks',
      'callTriggers { rows { raw } }',
      [{ rowId: '1', ch: '1', c_mine: 'x', novel: 1 }],
      { [unknown('callTriggers')]: 1 },
    ],
    [
      'not what a group brings along',
      'channelMetrics(group: [CH]) { rows { callCount } }',
      [{ ch: '1', chName: 'Direct', callCount: '2' }],
      {},
    ],
    ['a look-up’s too', 'goal(goalId: 7) { goalTitle }', [{ goalId: '7' }], { [missing('goals', 'goalTitle')]: 1 }],
  ])('%s', async (_, fields, reply, expected) => {
    expect(await drift(fields, reply)).toEqual(expected);
  });

  test('and every report has its counter of unknown columns from the start', async () => {
    expect(Object.keys(await counted())).toEqual(expect.arrayContaining([unknown('channels'), unknown('visitTriggers')]));
  });
});
