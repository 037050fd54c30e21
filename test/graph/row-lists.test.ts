/** Which lists of rows leave as text: decided list by list, so that one link costs its own report alone. */
import { expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';
import type { RowsText } from '../../src/graph/context.js';
import { Selections } from '../../src/graph/selections.js';
import { createAnswerSize } from '../../src/reports/answer-size.js';
import { createPace } from '../../src/reports/pace.js';

const schema = createSchema(catalogue);
const json = [Buffer.from('[{"rowId":"7"}]')];

/** The paths of the rows that leave as text where every report has one row. */
async function textPaths(source: string): Promise<string[]> {
  const rowTexts: RowsText[] = [];
  const load = ({ plans }: { readonly plans: readonly unknown[] }) => ({
    results: plans.map(() => ({ rowCount: 1, received: 1, last: null, errors: [], errorCount: 0, json })),
    complete: true,
    leftOut: [],
  });
  const contextValue = {
    now: Date.parse('2026-11-23'),
    today: '2026-11-23',
    rowTexts,
    cellErrors: [],
    reports: new Map(),
    selections: new Selections(),
    pace: createPace(),
    size: createAnswerSize(1_000_000, false),
    reserve: () => undefined,
    loaders: { report: { load }, entity: { load: () => Promise.resolve(null) }, stream: null },
  };
  const { errors } = await graphql({ schema, source, contextValue });
  expect(errors).toBeUndefined();
  return rowTexts.map(({ path }) => path.join('.'));
}

test.each<[string, string, readonly string[]]>([
  ['columns alone', 'callTriggers { rows { city } }', ['callTriggers.rows']],
  ['no link, however often they are selected', 'callTriggers { a: rows { city } b: rows { rowId } }', ['callTriggers.a', 'callTriggers.b']],
  ['no link beside a list that has one', 'callTriggers { a: rows { channel { channelName } } b: rows { city } }', ['callTriggers.b']],
  [
    'no link beside a report that has one',
    'linked: callTriggers { rows { channel { channelName } } } callTriggers { rows { city } } goals { rows { goalId } }',
    ['callTriggers.rows', 'goals.rows'],
  ],
  ['a link that is skipped', 'callTriggers { rows { city channel @skip(if: true) { channelName } } }', ['callTriggers.rows']],
  ['a link in a fragment', 'callTriggers { rows { city ... on Trigger { ... { channel { channelName } } } } }', []],
])('rows that select %s', async (_, reports, expected) => {
  expect((await textPaths(`{ installation(igrp: 1) { ${reports} } }`)).sort()).toEqual(
    expected.map((path) => `installation.${path}`).sort(),
  );
});
