/** Overlays: what they change, what they are refused for, and that the published JSON Schema agrees. */
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { DefinitionError } from '../../schema/definition-error.js';
import { overlaySchema } from '../../schema/overlay-schema.js';
import { applyOverlay } from '../../schema/overlay.js';
import type { Catalogue, Report } from '../../schema/report.js';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { OVERLAY_CASES } from './overlay-cases.js';

const published = JSON.parse(readFileSync(new URL('../../schema/overlay.schema.json', import.meta.url), 'utf8')) as object;
const isValid = new Ajv().compile(published);

/** As a file would say it: without keys that hold undefined. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

describe('one table of overlays', () => {
  test.each(OVERLAY_CASES.filter(({ refusal }) => refusal === null).map(({ name, overlay }) => [name, overlay] as const))(
    'both take %s, and the schema of the result can be built',
    (_, overlay) => {
      expect({ valid: isValid(asJson(overlay)), errors: isValid.errors }).toEqual({ valid: true, errors: null });
      expect(createSchema(applyOverlay(catalogue, asJson(overlay))).getQueryType()?.name).toBe('Query');
    },
  );

  test.each(OVERLAY_CASES.filter(({ refusal }) => refusal !== null).map((of) => [of.name, of] as const))(
    'refused: %s',
    (_, { overlay, refusal, schemaRefuses }) => {
      const given = asJson(overlay);
      expect(() => applyOverlay(catalogue, given)).toThrow(DefinitionError);
      expect(() => applyOverlay(catalogue, given)).toThrow(refusal ?? '');
      expect(isValid(given)).toBe(!schemaRefuses);
    },
  );

  test('the published schema is that of the catalogue', () => {
    expect(published).toEqual(asJson(overlaySchema(catalogue)));
  });
});

const over = (reports: unknown): Catalogue => applyOverlay(catalogue, { reports });
const reportOf = (from: Catalogue, name: string): Report => {
  const report = from.get(name);
  if (!report) throw new Error(`There is no report ${name}.`);
  return report;
};
const triggers = [...catalogue.values()].filter(({ typePrefix }) => typePrefix === 'Trigger').map(({ name }) => name);

describe('what an overlay says', () => {
  test('nothing changes nothing', () => {
    expect([...over({})]).toEqual([...catalogue]);
  });

  test('it leaves the built-in catalogue as it is', () => {
    const before = JSON.stringify([...catalogue.values()].map(({ definition }) => definition));
    over({
      goals: { fields: { goalTitle: null, plate: { type: 'string', description: 'X.' } }, filterable: ['goalId'], sortable: ['goalId'] },
    });
    expect(JSON.stringify([...catalogue.values()].map(({ definition }) => definition))).toBe(before);
  });

  test('a known name is changed, the rest of it stays', () => {
    const before = reportOf(catalogue, 'operationalCallMetrics');
    const { path, pathEvidence, evidence, fields, links } = reportOf(
      over({ operationalCallMetrics: { path: '/metrics/calls' } }),
      'operationalCallMetrics',
    );
    expect({ path, pathEvidence, evidence }).toEqual({ path: '/metrics/calls', pathEvidence: 'configured', evidence: before.evidence });
    expect([...fields]).toEqual([...before.fields]);
    expect([...links]).toEqual([...before.links]);
  });

  test('reports keep their order, new ones come last', () => {
    const names = [
      ...over({
        tickets: { typePrefix: 'Goal', path: '/igrps/{igrp}/tickets', description: 'X.', entity: { field: null } },
        goals: { entity: { field: null } },
      }).keys(),
    ];
    expect(names).toEqual([...catalogue.keys(), 'tickets']);
  });

  test('a changed field is configured, unless the overlay says otherwise; its neighbours are not', () => {
    const { fields } = reportOf(
      over({ goals: { fields: { goalTitle: { type: 'json' }, goalStatus: { type: 'string', evidence: 'client' } } } }),
      'goals',
    );
    expect(fields.get('goalTitle')).toMatchObject({
      type: 'json',
      evidence: 'configured',
      filterable: false,
      description: 'The goal’s title.',
    });
    expect(fields.get('goalStatus')).toMatchObject({ type: 'string', evidence: 'client', filterable: true });
    expect(fields.get('goalId')?.evidence).toBe('documented');
  });

  test.each([
    ['arguments', { arguments: ['filter', 'sort', 'limit'] }, { argumentsEvidence: 'configured', operandsEvidence: 'documented' }],
    ['filterable', { filterable: ['goalId'] }, { argumentsEvidence: 'documented', operandsEvidence: 'configured' }],
    ['nothing but a description', { description: 'Aims.' }, { evidence: 'documented', pathEvidence: 'documented' }],
  ])('the evidence of %s is its own', (_, change, expected) => {
    expect(reportOf(over({ goals: change }), 'goals')).toMatchObject(expected);
  });

  test('a new report is configured in all its parts', () => {
    const tickets = reportOf(
      over({
        tickets: {
          typePrefix: 'Ticket',
          family: 'list',
          path: '/tickets',
          description: 'Tickets.',
          arguments: ['filter', 'limit'],
          fields: { ticketId: { type: 'int', description: 'The ticket.' } },
        },
      }),
      'tickets',
    );
    const { scope, evidence, pathEvidence, argumentsEvidence, operandsEvidence } = tickets;
    expect(scope).toBe('root');
    expect(new Set([evidence, pathEvidence, argumentsEvidence, operandsEvidence, tickets.fields.get('ticketId')?.evidence])).toEqual(
      new Set(['configured']),
    );
  });

  test('a field of one trigger report is one of them all', () => {
    const changed = over({ visitTriggers: { fields: { crmId: { type: 'string', description: 'The record.' }, spider: null } } });
    expect(triggers).toHaveLength(8);
    for (const name of triggers) {
      const { fields } = reportOf(changed, name);
      expect([fields.has('crmId'), fields.has('spider'), fields.get('crmId')?.evidence]).toEqual([true, false, 'configured']);
    }
  });

  test('a new report of a known row type takes over its fields, and gives its own back', () => {
    const changed = over({
      queueTriggers: {
        typePrefix: 'Trigger',
        path: '/igrps/{igrp}/triggers/queues',
        description: 'Queues.',
        fields: { queueName: { type: 'string', description: 'The queue.' } },
      },
    });
    const queues = reportOf(changed, 'queueTriggers');
    expect(queues).toMatchObject({
      family: 'trigger',
      keyset: 'rowId',
      evidence: 'configured',
      pathEvidence: 'configured',
      argumentsEvidence: 'documented',
    });
    expect(queues.arguments).toEqual(reportOf(catalogue, 'callTriggers').arguments);
    expect(reportOf(changed, 'callTriggers').fields.has('queueName')).toBe(true);
  });

  test('a field that goes leaves the lists that named it', () => {
    const goals = reportOf(over({ goals: { fields: { goalStatus: null } } }), 'goals');
    expect([...goals.fields.values()].filter(({ filterable }) => filterable).map(({ name }) => name)).toEqual(['goalId', 'goalTitle']);
    expect(goals.exampleFields).toEqual(['goalId', 'goalTitle']);
    const { customMetrics } = reportOf(over({ channelMetrics: { fields: { goalValueTotal: null, campaign: null } } }), 'channelMetrics');
    expect(customMetrics?.metricFields).not.toContain('goalValueTotal');
    expect(customMetrics?.conditionFields).not.toContain('campaign');
  });

  test('a report that goes is gone from the schema, its types with it', () => {
    const schema = createSchema(over({ callRatingTexts: null }));
    expect(schema.getType('CallRatingText')).toBeUndefined();
    expect(schema.getType('CallRatingItem')).toBeDefined();
  });
});
