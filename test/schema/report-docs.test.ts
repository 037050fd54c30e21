/** docs/reports.md: it is that of the definitions, and every example in it runs. */
import { describe, expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { catalogue } from '../../schema/reports/index.js';
import { exampleOperation } from '../../scripts/report-example.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const page = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^### (\w+)$|^```graphql\n([\s\S]*?)^```$/gm)].reduce<{
  readonly found: readonly (readonly [string, string])[];
  readonly name: string;
}>(
  ({ found, name }, [, heading, operation]) =>
    operation === undefined ? { found, name: heading ?? '' } : { found: [...found, [name, operation]], name },
  { found: [], name: '' },
).found;

test('the page has every report, each with one example, route and evidence', () => {
  expect(examples.map(([name]) => name).sort()).toEqual([...catalogue.keys()].sort());
  for (const { path, pathEvidence } of catalogue.values())
    expect(page).toMatch(new RegExp(`Route: \`GET ${path.replace(/[{}]/g, '\\$&')}\`.*, ${pathEvidence};`));
});

test('the page tells every field of a report', () => {
  const untold = [...catalogue.values()].flatMap(({ fields }) => [...fields.keys()].filter((name) => !page.includes(`| \`${name}\``)));
  expect(untold).toEqual([]);
});

describe('every example', () => {
  const schema = createSchema(catalogue);
  test.each(examples)('of %s fits the schema', (_, operation) => {
    expect(validate(schema, parse(operation))).toEqual([]);
  });

  const product = gatewayWithSandbox();
  test.each(examples)('of %s answers over HTTP', async (name, operation) => {
    const { status, body } = await product.gateway().ask(operation);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    expect(JSON.stringify(body.data)).toContain(`"${name}":{"rowCount":`);
  });
});

test('an example groups by the dimensions that it shows, and sorts by its first metric', () => {
  const report = catalogue.get('channelMetrics');
  expect(report && exampleOperation(report)).toBe(
    '{ installation(igrp: 1) { channelMetrics(startDate: "2026-10-01", endDate: "2026-10-31", tz: "Europe/London", group: [CH], ' +
      'sort: [{ field: CALL_COUNT, order: DESC }], limit: 10) { rowCount rows { ch chName callCount goalCountTotal } } } }',
  );
});
