/** Drill-through adds up: the calls behind a row are as many as it counts, for groupings, filters and time zones drawn at random. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { enumName } from '../../schema/enum-name.js';
import { catalogue } from '../../schema/reports/index.js';
import type { Report } from '../../schema/report.js';
import { holds } from '../support/laws.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const product = gatewayWithSandbox();
const reports = [...catalogue.values()].filter(({ calls }) => calls !== null);
const groupable = ({ fields, calls }: Report) =>
  [...fields.values()].filter(
    ({ name, groupable: isGroupable, bucket }) => isGroupable && (bucket !== null || calls?.columns[name] !== undefined),
  );

const FILTERS: Readonly<Record<string, readonly string[]>> = {
  ch: ['{ch:{in:[0,21,22]}}', '{ch:{ne:625}}'],
  campaign: ['{campaign:{isSet:true}}', '{campaign:{contains:"SERV",ignoreCase:true}}'],
  goal: ['{goal:{gt:0}}'],
  dgrp: ['{dgrp:{gte:1}}'],
  callStage: ['{callStage:{eq:"bridge"}}', '{callStage:{ne:"ivr"}}'],
};
const TZS = ['UTC', 'Europe/London', 'America/St_Johns', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];
const PERIODS = [
  'startDate:"2026-10-24",endDate:"2026-10-27"',
  'startDate:"2026-03-07",endDate:"2026-03-09"',
  'startDate:"2026-05-30",endDate:"2026-06-02"',
];

const question = fc.constantFrom(...reports).chain((report) =>
  fc.record({
    report: fc.constant(report),
    group: fc.subarray(groupable(report), { maxLength: 2 }),
    filters: fc.subarray(
      Object.entries(FILTERS).flatMap(([name, texts]) => (report.calls?.columns[name] === undefined ? [] : texts)),
      { maxLength: 2 },
    ),
    chType: fc.option(fc.constantFrom('PPC', 'SEO'), { nil: null }),
    tz: fc.constantFrom(...TZS),
    period: fc.constantFrom(...PERIODS),
  }),
);

interface Row {
  readonly callCount: number;
  readonly calls: { readonly rowCount: number; readonly complete: boolean } | null;
}

test('the calls behind a row are as many as its callCount', async () => {
  await holds(
    fc.asyncProperty(question, async ({ report, group, filters, chType, tz, period }) => {
      const args = [
        period,
        `tz:"${tz}"`,
        'limit:100',
        'sort:[{field:CALL_COUNT,order:DESC}]',
        ...(chType ? [`chType:${chType}`] : []),
        ...(group.length > 0 ? [`group:[${group.map(({ name }) => enumName(name)).join(',')}]`] : []),
        ...(filters.length > 0 ? [`filter:[${filters.join(',')}]`] : []),
      ];
      const { body } = await product.gateway().ask(`{installation(igrp:1){report:${report.name}(${args.join(',')}){
        rows{callCount calls(limit:1000){rowCount complete}} totals{callCount calls(limit:1000){rowCount complete}}
      }}}`);
      expect([args.join(), body.errors]).toEqual([args.join(), undefined]);
      const answered = (
        body.data as { readonly installation: { readonly report: { readonly rows: readonly Row[]; readonly totals: Row | null } } }
      ).installation.report; // as asked
      if (answered.rows.length > 100) return;
      for (const { callCount, calls } of [...answered.rows, ...(answered.totals ? [answered.totals] : [])])
        expect([args.join(), calls]).toEqual([args.join(), { rowCount: callCount, complete: true }]);
    }),
    12,
  );
});
