/** A gateway that runs with an overlay answers what it adds, over HTTP, and asks upstream as it says. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { applyOverlay } from '../../schema/overlay.js';
import { catalogue } from '../../schema/reports/index.js';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamReply } from '../support/upstream-double.js';

const overlay = {
  reports: {
    operationalCallMetrics: { path: '/metrics/calls' },
    channelMetrics: {
      fields: {
        quoteCount: { kind: 'metric', type: 'int', description: 'Quotes.' },
        product: { kind: 'dimension', type: 'string', description: 'The product.' },
        productName: { kind: 'label', of: 'product', type: 'string', description: 'Its name.' },
        goalOnlineCountTotal: null,
      },
      customMetrics: { metricFields: ['goalCount', 'quoteCount'], conditionFields: ['goal', 'product'] },
    },
    callTriggers: { fields: { crmId: { type: 'id', description: 'The record.' }, c_age: { type: 'int', description: 'Age in years.' } } },
    goals: { fields: { goalTitle: null }, arguments: ['filter', 'sort', 'limit'] },
    tickets: {
      typePrefix: 'Ticket',
      family: 'list',
      path: '/igrps/{igrp}/tickets',
      description: 'Tickets.',
      arguments: ['startDate', 'endDate', 'filter', 'sort', 'limit', 'offset'],
      fields: {
        ticketId: { type: 'int', description: 'The ticket.' },
        issued: { type: 'datetime', description: 'When.' },
        ch: { type: 'int', description: 'The channel.' },
      },
      entity: { key: 'ticketId', field: 'ticket' },
      links: { channel: { to: 'channels', from: 'ch', description: 'The channel.' } },
    },
    banks: {
      typePrefix: 'Bank',
      family: 'list',
      path: '/banks',
      description: 'Banks.',
      arguments: ['limit'],
      fields: { bankId: { type: 'int', description: 'The bank.' } },
    },
  },
};

const REPLIES: Readonly<Record<string, UpstreamReply>> = {
  '/metrics/calls': { body: ndjson({ callCount: '7' }) },
  '/metrics/channels': { body: ndjson({ product: 'x', productName: 'Ex', quoteCount: '9007199254740991' }) },
  '/igrps/3/triggers/calls': { body: ndjson({ rowId: '1', crmId: 12345678901234567890n.toString(), c_age: '41' }) },
  '/igrps/3/triggers/all': { body: ndjson({ crmId: 'a' }) },
  '/igrps/3/tickets': { body: ndjson({ ticketId: 5, issued: '2026-10-01 08:00:00', ch: 2 }) },
  '/igrps/3/channels': { body: ndjson({ channelId: 2, channelName: 'Search' }) },
  '/banks': { body: ndjson({ bankId: '8' }) },
};

describe('a gateway with an overlay', () => {
  const { gateway, upstream } = runningGateway(({ path }) => REPLIES[path], { reports: applyOverlay(catalogue, overlay) });
  beforeEach(() => upstream.clear());

  const under = (fields: string) => `{ installation(igrp: 3) { ${fields} } }`;
  const asked = () => upstream.requests.map(({ path, params }) => [path, ...params.map(([name, value]) => `${name}=${value}`)].join(' '));

  test.each([
    [
      'asks a report at its new route',
      under('operationalCallMetrics { rows { callCount } }'),
      { operationalCallMetrics: { rows: [{ callCount: 7 }] } },
      [/^\/metrics\/calls .*igrp=3/],
    ],
    [
      'groups, sorts and filters by what was added, and counts it in 53 bits',
      under(
        'channelMetrics(group: [PRODUCT], sort: [{ field: QUOTE_COUNT, order: DESC }], filter: [{ product: { eq: "x" } }]) { rows { product productName quoteCount } }',
      ),
      { channelMetrics: { rows: [{ product: 'x', productName: 'Ex', quoteCount: 9007199254740991 }] } },
      [
        /filter\[\]=product-eq-value-x sort\[\]=quoteCount-desc group\[\]=product .*display\[\]=product display\[\]=productName display\[\]=quoteCount$/,
      ],
    ],
    [
      'makes custom metrics of it',
      under(
        'channelMetrics(customMetrics: [{ reference: "mine", metric: QUOTE_COUNT, conditions: [{ field: PRODUCT, values: ["x"] }] }]) { rows { customMetric(reference: "mine") } }',
      ),
      { channelMetrics: { rows: [{ customMetric: null }] } },
      [/customMetrics\[mine\]=quoteCount_product_x/],
    ],
    [
      'reads added columns by their types, custom variables too',
      under('callTriggers(filter: [{ crmId: { gt: "9" } }]) { rows { crmId c_age } }'),
      { callTriggers: { rows: [{ crmId: '12345678901234567890', c_age: 41 }] } },
      [/filter\[\]=crmId-gt-value-9 .*display\[\]=c_age display\[\]=crmId$/],
    ],
    [
      'has a column of one trigger report in them all',
      under('allTriggers { rows { crmId } }'),
      { allTriggers: { rows: [{ crmId: 'a' }] } },
      [/^\/igrps\/3\/triggers\/all .*display\[\]=crmId$/],
    ],
    [
      'answers a new report with its links',
      under(
        'tickets(startDate: "2026-10-01", endDate: "2026-10-02", filter: [{ ticketId: { in: [5, 6] } }]) { rowCount rows { ticketId issued channel { channelName } } }',
      ),
      { tickets: { rowCount: 1, rows: [{ ticketId: 5, issued: '2026-10-01T08:00:00', channel: { channelName: 'Search' } }] } },
      [/^\/igrps\/3\/tickets .*startDate=2026-10-01/, /^\/igrps\/3\/channels .*filter\[\]=channelId-in-value-2/],
    ],
    [
      'finds one row of it by its key',
      under('ticket(ticketId: 5) { issued }'),
      { ticket: { issued: '2026-10-01T08:00:00' } },
      [/^\/igrps\/3\/tickets .*filter\[\]=ticketId-in-value-5/],
    ],
  ])('%s', async (_, query, data, requests) => {
    const { body } = await gateway.ask(query);
    expect(body).toEqual({ data: { installation: data } });
    expect(asked()).toEqual(requests.map((request) => expect.stringMatching(request)));
  });

  test('answers a new report at the root', async () => {
    expect((await gateway.ask('{ banks { rows { bankId } } }')).body).toEqual({ data: { banks: { rows: [{ bankId: 8 }] } } });
    expect(asked()).toEqual(['/banks limit=1000 display[]=bankId']);
  });

  test.each([
    ['a column', 'channelMetrics { rows { goalOnlineCountTotal } }'],
    ['a column of a filter', 'goals(filter: [{ goalTitle: { eq: "x" } }]) { rowCount }'],
    ['an argument', 'goals(offset: 1) { rowCount }'],
  ])('no longer knows %s that was removed', async (_, fields) => {
    const { status, body } = await gateway.ask(under(fields));
    expect({ status, code: body.errors?.[0]?.extensions['code'] }).toEqual({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(asked()).toEqual([]);
  });

  test('tells of it in the catalogue query', async () => {
    const { body } = await gateway.ask('{ reports { name path pathEvidence evidence fields { name evidence enumValue } } }');
    const { reports } = body.data as {
      readonly reports: readonly { readonly name: string; readonly fields: readonly { readonly name: string }[] }[];
    };
    const named = (name: string) => reports.find((report) => report.name === name);
    expect(named('operationalCallMetrics')).toMatchObject({ path: '/metrics/calls', pathEvidence: 'configured' });
    expect(named('tickets')).toMatchObject({ evidence: 'configured' });
    expect(named('visitTriggers')?.fields.find(({ name }) => name === 'crmId')).toEqual({
      name: 'crmId',
      evidence: 'configured',
      enumValue: 'CRM_ID',
    });
  });
});
