/**
 * How long an operation takes, by a clock that only scripted replies move: three reports after 0.1, 0.5 and 2 seconds, each with a link of
 * 0.3 seconds.
 */
import { execute } from '@graphql-tools/executor';
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { createAnswerSize } from '../../src/reports/answer-size.js';
import { createEntityLoader } from '../../src/reports/entity-loader.js';
import { createPace } from '../../src/reports/pace.js';
import { createReportLoader } from '../../src/reports/report-loader.js';
import { Selections } from '../../src/graph/selections.js';
import { scriptedRows } from '../support/scripted-rows.js';
import { ndjson } from '../support/upstream-double.js';

const schema = createSchema(catalogue);

/** Milliseconds that a report takes, by its limit; every link takes LINK. */
const REPORTS: Readonly<Record<number, number>> = { 1: 100, 2: 500, 3: 2_000 };
const LINK = 300;

/** Executes a document; `parts` are the moments at which the answer, or each part of it, was there. */
async function timed(source: string) {
  const rows = scriptedRows(({ report, limit }) =>
    report.name === 'callTriggers'
      ? { after: REPORTS[limit ?? 0] ?? 0, body: ndjson({ rowId: '7', ch: '4', dgrp: '5', goal: '6' }) }
      : {
          after: LINK,
          body: ndjson({ channelId: 4, channelName: 'four', dgrp: 5, dgrpName: 'five', goalId: 6, goalTitle: 'six' }),
        },
  );
  const contextValue = {
    now: Date.parse('2026-11-23'),
    today: '2026-11-23',
    rowTexts: null,
    cellErrors: [],
    rowErrors: [],
    reports: new Map(),
    selections: new Selections(),
    pace: createPace(),
    size: createAnswerSize(1_000_000, true),
    reserve: () => undefined,
    loaders: { report: createReportLoader(rows.fetchRows), entity: createEntityLoader(rows.fetchRows), stream: null },
  };
  const parts: { readonly at: number; readonly text: string }[] = [];
  const take = (part: unknown) => void parts.push({ at: rows.now(), text: JSON.stringify(part) });
  const answered = async () => {
    const result = await execute({ schema, document: parse(source), contextValue, incrementalSpec: 'v0.1' });
    if (!('initialResult' in result)) return take(result);
    take(result.initialResult);
    for await (const part of result.subsequentResults) take(part);
  };
  await rows.until(answered());
  return { parts, requests: rows.requests.map(({ query, at }) => [query.report.name, at]), over: rows.now() };
}

const LINKED = [
  'a: callTriggers(limit: 1) { rows { rowId channel { channelName } } }',
  'b: callTriggers(limit: 2) { rows { rowId dialInGroup { dgrpName } } }',
  'c: callTriggers(limit: 3) { rows { rowId goalDefinition { goalTitle } } }',
];

test('an operation is over after its longest chain, 2.3 s, and not after the sum of the slowest of each level', async () => {
  const { parts, requests, over } = await timed(`{ installation(igrp: 1) { ${LINKED.join(' ')} } }`);
  expect(over).toBe(2_300);
  expect(requests).toEqual([
    ['callTriggers', 0],
    ['callTriggers', 0],
    ['callTriggers', 0],
    ['channels', 100],
    ['dialInGroups', 500],
    ['goals', 2_000],
  ]);
  expect(parts.map(({ text }) => text)).toEqual([
    JSON.stringify({
      data: {
        installation: {
          a: { rows: [{ rowId: '7', channel: { channelName: 'four' } }] },
          b: { rows: [{ rowId: '7', dialInGroup: { dgrpName: 'five' } }] },
          c: { rows: [{ rowId: '7', goalDefinition: { goalTitle: 'six' } }] },
        },
      },
    }),
  ]);
});

test('the first part of @defer is there after 0.1 s, with the report that takes as long, and the last after 2.3 s', async () => {
  const { parts, over } = await timed(
    `{ installation(igrp: 1) { a: callTriggers(limit: 1) { rows { rowId } } ${LINKED.map((report) => `... @defer { ${report.replace('a:', 'linked:')} }`).join(' ')} } }`,
  );
  expect(over).toBe(2_300);
  expect(parts[0]).toEqual({ at: 100, text: expect.stringContaining('{"installation":{"a":{"rows":[{"rowId":"7"}]}}}') });
  const arrival = (text: string) => parts.find((part) => part.text.includes(text))?.at;
  expect(['"four"', '"five"', '"six"'].map(arrival)).toEqual([400, 800, 2_300]);
});
