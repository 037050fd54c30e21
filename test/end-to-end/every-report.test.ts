/** Every report of the catalogue with all of its fields, over HTTP against the sandbox. */
import { describe, expect, test } from '@jest/globals';
import { enumName } from '../../schema/enum-name.js';
import type { Field, Report } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

/** Arguments that a report cannot do without. */
const REQUIRED: Readonly<Record<string, string>> = { callKeywords: 'filter:[{rowId:{isSet:true}}]', activeCall: 'callRef:"c-1-0001"' };

/** What to read a row by, where its columns are not documented. */
const OPEN = 'field(name:"operatorRef") raw';

function operationFor(report: Report): string {
  const fields = [...report.fields.values()];
  const dimensions = fields.filter(({ groupable }) => groupable);
  const given = [
    REQUIRED[report.name],
    dimensions.length > 0 && `group:[${dimensions.map(({ name }) => enumName(name)).join()}]`,
    report.arguments.has('limit') && 'limit:50',
  ]
    .filter(Boolean)
    .join();
  const field = `${report.name}${given && `(${given})`}{rowCount complete rows{${[...fields.map(({ name }) => name), ...(report.openRows ? [OPEN] : [])].join(' ')}}}`;
  return report.scope === 'root' ? `{${field}}` : `{installation(igrp:1){${field}}}`;
}

const FORMS: Readonly<Record<Field['type'], (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && /^\d+$/.test(value),
  int: Number.isInteger,
  decimal: Number.isFinite,
  float: Number.isFinite,
  string: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  datetime: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value),
  json: (value) => value !== undefined,
};

describe('every report with all of its fields', () => {
  const product = gatewayWithSandbox();

  test.each([...catalogue.values()].map((report) => [report.name, report] as const))('%s', async (name, report) => {
    const { status, body } = await product.gateway().ask(operationFor(report));
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    const data = body.data as { installation?: Record<string, Answer> } & Record<string, Answer>; // the shape of the operation above
    const answer = (data.installation ?? data)[name];
    expect(answer?.rowCount).toBeGreaterThan(0);
    expect(answer?.rows).toHaveLength(answer?.rowCount ?? 0);
    for (const row of answer?.rows ?? [])
      for (const field of report.fields.values())
        if (row[field.name] !== null && !FORMS[field.type](row[field.name]))
          throw new Error(`${field.name} is no ${field.type}: ${JSON.stringify(row[field.name])}`);
  });
});

interface Answer {
  readonly rowCount: number;
  readonly complete: boolean;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}
