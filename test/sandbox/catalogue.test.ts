import { describe, expect, it, test } from '@jest/globals';
import type { Report } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { SOURCES } from '../../sandbox/sources.js';
import { params, runningSandbox } from './running-sandbox.js';

const { rows, get, sql } = runningSandbox();
const REPORTS = [...catalogue.values()];

/** What a report cannot be asked without. */
const NEEDS: Readonly<Record<string, string>> = { activeCall: 'callRef=c-1-0001', callKeywords: params(['filter[]', 'rowId-gt-value-0']) };
const address = ({ name, path, igrpInQuery, arguments: taken }: Report, more = '') =>
  `${path.replace('{igrp}', '1')}?${[igrpInQuery ? 'igrp=1' : '', NEEDS[name] ?? '', taken.has('limit') ? 'limit=500' : '', more].filter((part) => part !== '').join('&')}`;

const TEXTS: Readonly<Record<string, RegExp>> = {
  id: /^\d+$/,
  int: /^-?\d+$/,
  decimal: /^-?\d+(\.\d{1,2})?$/,
  float: /^-?\d+(\.\d+)?$/,
  date: /^\d{4}-\d\d-\d\d$/,
  datetime: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
};

describe('every report of the catalogue', () => {
  test.each(REPORTS)('$name answers', async (report) => {
    const found = await rows(address(report));
    expect(found.length).toBeGreaterThan(0);
  });

  test.each(REPORTS.filter(({ fields, openRows }) => fields.size > 0 && !openRows))(
    '$name sends values of the types of its fields, quoted as documented',
    async (report) => {
      const group = [...report.fields.values()].filter(({ groupable }) => groupable).map(({ name }) => params(['group[]', name]));
      const odd = (await rows(address(report, group.join('&')))).flatMap((row) =>
        Object.entries(row).filter(([key, value]) => {
          const field = report.fields.get(key);
          if (field === undefined) return !/^(c|pt)_/.test(key);
          if (value === '' || field.type === 'json') return false;
          return !(TEXTS[field.type] ?? /^/).test(String(value)) || (field.wire !== null && typeof value !== field.wire);
        }),
      );
      expect(odd).toEqual([]);
    },
  );

  test.each(REPORTS.filter(({ family, openRows }) => family === 'list' && !openRows))(
    '$name has every field in some row',
    async (report) => {
      const seen = new Set((await rows(address(report))).flatMap((row) => Object.keys(row)));
      expect([...report.fields.keys()].filter((name) => !seen.has(name))).toEqual([]);
    },
  );

  it('has every trigger field set in some row of each installation', async () => {
    const fields = [...(catalogue.get('allTriggers')?.fields.keys() ?? [])];
    const counts = fields.map((name) => `count(*) FILTER (WHERE coalesce(CAST("${name}" AS VARCHAR), '') <> '') > 0 AS "${name}"`);
    for (const found of await sql(`SELECT ${counts.join(', ')} FROM triggers GROUP BY igrp ORDER BY igrp`))
      expect(Object.entries(found).filter(([, isThere]) => isThere !== true)).toEqual([]);
  });

  it('has a source for every report but the metrics', () => {
    expect([...SOURCES.keys()].sort()).toEqual(REPORTS.flatMap(({ family, name }) => (family === 'metrics' ? [] : [name])).sort());
  });

  it('sends numbers quoted and bare in one list', async () => {
    const channels = await rows('/igrps/1/channels?limit=100');
    const numbers = channels.flatMap((channel) => Object.values(channel)).filter((value) => /^\d+$/.test(String(value)));
    expect(new Set(numbers.map((value) => typeof value))).toEqual(new Set(['number', 'string']));
  });

  it('quotes every value of a trigger and sends blanks as empty texts, as the one real row that is known does', async () => {
    const [visit] = await rows('/igrps/1/triggers/visits?limit=1');
    expect(new Set(Object.values(visit ?? {}).map((value) => typeof value))).toEqual(new Set(['string']));
    expect(visit).toMatchObject({ goal: '0', goalValue: '', spider: '', callDuration: '' });
  });

  it('has calls whose durations follow from each other, and keywords in transcribed calls alone', async () => {
    const [odd] = await sql(`SELECT
      count(*) FILTER (WHERE "bridgeDuration" + "queueDuration" + "ivrDuration" > "callDuration") AS tooLong,
      count(*) FILTER (WHERE "callStage" <> 'bridge' AND "bridgeDuration" > 0) AS unanswered,
      count(*) FILTER (WHERE "callTranscription" = 0 AND "rowId" IN (SELECT "rowId" FROM callKeywords)) AS untranscribed FROM triggers WHERE act = 'call'`);
    expect(odd).toEqual({ tooLong: '0', unanswered: '0', untranscribed: '0' });
  });

  it('refuses keywords without a filter on rowId, and a live call without a key', async () => {
    const keywords = await get('/igrps/1/callKeywords');
    expect([keywords.status, await keywords.json()]).toEqual([400, 'A filter on rowId is required.']);
    const call = await get('/igrps/1/activeCall');
    expect([call.status, await call.json()]).toEqual([400, 'One of callRef and srcPhoneNumber is required.']);
  });
});
