/** That comparing and filling follow from definitions: a configured report has both, under names that nobody has heard of. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLObjectType } from 'graphql';
import { defineReport } from '../../schema/define-report.js';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import type { FieldDefinition, ReportDefinition } from '../../schema/report-definition.js';
import { derivationOf } from '../../src/comparison/derivation.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { normalise } from '../../src/query/normalise.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { ndjson } from '../support/upstream-double.js';

const parking: Omit<ReportDefinition, 'name'> = {
  typePrefix: 'Parking',
  family: 'metrics',
  path: '/metrics/parking',
  igrpIn: 'query',
  description: 'Cars in car parks.',
  arguments: ['startDate', 'endDate', 'group', 'filter', 'sort', 'limit'],
  fields: {
    lot: { type: 'string', kind: 'dimension', description: 'The car park.' },
    tally: { type: 'date', kind: 'dimension', bucket: 'day', description: 'The day.' },
    tallyLabel: { type: 'string', kind: 'label', of: 'tally', description: 'The day in words.' },
    cars: { type: 'int', kind: 'metric', description: 'Cars.' },
    takings: { type: 'decimal', kind: 'metric', description: 'Euros.' },
  },
};
const configured = applyOverlay(catalogue, { reports: { parking } });

describe('a configured metrics report', () => {
  let upstream: Server;
  let gateway: TestGateway;
  beforeAll(async () => {
    // Without a length and without chunks: nothing proves that all of a reply came.
    upstream = createServer((request, response) => {
      response.useChunkedEncodingByDefault = false;
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
      const isMay = request.url?.includes('startDate=2026-05') ?? false;
      response.end(
        ndjson(
          isMay
            ? { lot: 'North', tally: '2026-05-02', tallyLabel: 'Saturday', cars: 7, takings: '10.20' }
            : { lot: 'North', tally: '2025-05-02', tallyLabel: 'Friday', cars: 5, takings: '10.10' },
        ),
      );
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const { port } = upstream.address() as AddressInfo; // a TCP server's address is no pipe
    gateway = await startGateway(`http://127.0.0.1:${port}/reports/v2`, {}, configured);
  });
  afterAll(async () => {
    await gateway.close();
    upstream.close();
  });

  test('is compared and filled by what its fields are, and is no more complete than the replies are proven to be', async () => {
    const { body } = await gateway.ask(`{ installation(igrp: 1) {
      parking(startDate: "2026-05-01", endDate: "2026-05-02", group: [LOT, TALLY], fillGaps: NULL, compare: { to: PREVIOUS_YEAR }) {
        complete rows { lot tally tallyLabel cars previous { tally tallyLabel cars } delta { cars takings } }
      } } }`);
    expect(body).toEqual({
      data: {
        installation: {
          parking: {
            complete: false,
            rows: [
              {
                lot: 'North',
                tally: '2026-05-01',
                tallyLabel: null,
                cars: null,
                previous: { tally: '2025-05-01', tallyLabel: null, cars: null },
                delta: { cars: null, takings: null },
              },
              {
                lot: 'North',
                tally: '2026-05-02',
                tallyLabel: 'Saturday',
                cars: 7,
                previous: { tally: '2025-05-02', tallyLabel: 'Friday', cars: 5 },
                delta: { cars: 2, takings: 0.1 },
              },
            ],
          },
        },
      },
    });
  });

  test('is said to take both, and its date to be one', async () => {
    const { body } = await gateway.ask('{ reports { name arguments fields { name bucket } } }');
    // The shape of the operation above.
    const { reports } = body.data as {
      reports: { name: string; arguments: string[]; fields: { name: string; bucket: string | null }[] }[];
    };
    const report = reports.find(({ name }) => name === 'parking');
    expect(report?.arguments).toEqual([...parking.arguments, 'groupNames', 'period', 'compare', 'fillGaps']);
    expect(report?.fields.filter(({ bucket }) => bucket !== null)).toEqual([{ name: 'tally', bucket: 'day' }]);
    expect(reports.find(({ name }) => name === 'goals')?.arguments).not.toContain('compare');
  });
});

describe('what a definition makes possible is refused where it could not be told truly', () => {
  const settled = applyOverlay(catalogue, {
    reports: {
      parking: {
        ...parking,
        arguments: [...parking.arguments, 'customMetrics'],
        fields: { ...parking.fields, paid: { type: 'date', kind: 'dimension', bucket: 'day', description: 'The day of payment.' } },
        customMetrics: { metricFields: ['cars'], conditionFields: ['lot', 'tally'], evidence: 'configured' },
      },
    },
  });
  const period = { startDate: '2026-05-01', endDate: '2026-05-02' };
  const refusalOf = (given: Readonly<Record<string, unknown>>, derived: Readonly<Record<string, unknown>>): string => {
    const report = settled.get('parking');
    if (!report) throw new Error('parking is gone.');
    const selection = { rows: null, wantsAnswer: true, lookAhead: true, endRowId: false };
    const query = normalise(report, { igrp: 1, arguments: { ...period, ...given }, selection });
    try {
      derivationOf(query, { ...period, ...given, ...derived });
      return 'none';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const onDay = { customMetrics: [{ reference: 'early', metric: 'cars', conditions: [{ field: 'tally', values: ['2026-05-01'] }] }] };

  test.each([
    [
      'two groupings by days',
      { group: ['tally', 'paid'] },
      { fillGaps: 'zero' },
      'group may contain only one day when fillGaps is given, but got: ["TALLY","PAID"] (parking.group)',
    ],
    [
      'the same in a comparison',
      { group: ['lot', 'paid', 'tally'] },
      { compare: { to: 'PREVIOUS_YEAR' } },
      'group may contain only one day when compare is given, but got: ["TALLY","PAID"] (parking.group)',
    ],
    [
      'a comparison of what is counted on one day alone',
      onDay,
      { compare: { to: 'PREVIOUS_YEAR' } },
      'conditions must not be on a date when compare is given, but got: "early" (parking.customMetrics)',
    ],
    [
      'a comparison where a day is filtered by its label',
      { filter: [{ tallyLabel: { eq: 'Friday' } }] },
      { compare: { to: 'PREVIOUS_YEAR' } },
      'filter must not be on a date when compare is given, but got: "tallyLabel" (parking.filter)',
    ],
    ['nothing of gaps in what is counted on one day alone', { ...onDay, group: ['tally'] }, { fillGaps: 'zero' }, 'none'],
    [
      'nothing of either where a plain dimension is filtered',
      { filter: [{ lot: { eq: 'North' } }], group: ['tally'] },
      { fillGaps: 'null', compare: { to: 'PREVIOUS_YEAR' } },
      'none',
    ],
  ])('%s', (_, given, derived, message) => {
    expect(refusalOf(given, derived)).toBe(message);
  });
});

describe('the schema', () => {
  test.each<readonly [string, Partial<ReportDefinition>, readonly string[], boolean]>([
    ['both, with a period and a date', {}, ['compare', 'fillGaps'], true],
    ['a comparison alone, without a date', { fields: { lot: fieldOf('lot'), cars: fieldOf('cars') } }, ['compare'], true],
    ['neither, without a period', { arguments: ['group', 'limit'] }, [], false],
    ['neither, without a metric', { fields: { lot: fieldOf('lot'), tally: fieldOf('tally') } }, [], false],
  ])('offers %s', (_, change, names, isCompared) => {
    const schema = createSchema(applyOverlay(catalogue, { reports: { parking: { ...parking, ...change } } }));
    const installation = schema.getType('Installation');
    const own = installation instanceof GraphQLObjectType ? installation.getFields()['parking']?.args.map(({ name }) => name) : undefined;
    expect(own?.filter((name) => name === 'compare' || name === 'fillGaps')).toEqual(names);
    expect(['ParkingPrevious', 'ParkingDelta', 'ParkingDeltaRatio'].map((name) => schema.getType(name) !== undefined)).toEqual(
      Array.from({ length: 3 }, () => isCompared),
    );
  });
});

describe('a definition is refused', () => {
  const withFields = (fields: Readonly<Record<string, FieldDefinition>>): ReportDefinition => ({
    name: 'parking',
    ...parking,
    fields: { ...parking.fields, ...fields },
  });
  test.each<readonly [string, Readonly<Record<string, FieldDefinition>>, RegExp]>([
    ['whose day is no date', { at: { type: 'int', kind: 'dimension', bucket: 'day', description: 'x' } }, /bucket may be given only on a/],
    ['whose month is no int', { at: { type: 'date', kind: 'dimension', bucket: 'month', description: 'x' } }, /dimension of type int/],
    ['whose metric is a month', { at: { type: 'int', kind: 'metric', bucket: 'month', description: 'x' } }, /dimension of type int/],
    ['with a field that a comparison has', { delta: { type: 'int', kind: 'metric', description: 'x' } }, /previous, delta, deltaRatio/],
  ])('%s', (_, fields, message) => {
    expect(() => defineReport(withFields(fields))).toThrow(message);
  });

  test('but not outside metrics reports', () => {
    const goals = catalogue.get('goals')?.definition;
    if (!goals) throw new Error('goals are gone.');
    const report = defineReport({ ...goals, fields: { ...goals.fields, previous: { type: 'int', description: 'The goal before.' } } });
    expect(report.fields.has('previous')).toBe(true);
  });
});

function fieldOf(name: string): FieldDefinition {
  const field = parking.fields[name];
  if (!field) throw new Error(`${name} is no field of the example.`);
  return field;
}
