/** Options as callers and operators meet them, over HTTP. */
import { describe, expect, test } from '@jest/globals';
import { DEMO } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';

describe('MAX_ALIASES=1, MAX_REPORTS=2 and MAX_ROWS=100', () => {
  const { gateway, upstream } = runningGateway(undefined, {
    environment: { MAX_ALIASES: '1', MAX_REPORTS: '2', MAX_ROWS: '100' },
  });

  test.each([
    ['MAX_ALIASES_LIMIT', '{ a: __typename b: __typename }'],
    [
      'MAX_ROOT_FIELDS_LIMIT',
      '{ installation(igrp: 1) { goals(limit: 1) { rowCount } channels(limit: 1) { rowCount } segments(limit: 1) { rowCount } } }',
    ],
    ['COST_ESTIMATED_TOO_EXPENSIVE', '{ installation(igrp: 1) { goals(limit: 101) { rowCount } } }'],
  ])('refuse with %s what exceeds them, and nothing is sent', async (code, query) => {
    upstream.clear();
    const { body } = await gateway.ask(query);
    expect(body.errors).toMatchObject([{ extensions: { code } }]);
    expect(upstream.requests).toEqual([]);
  });

  test('let pass what is within them', async () => {
    const { body } = await gateway.ask('{ installation(igrp: 1) { a: goals(limit: 60) { rowCount } channels(limit: 40) { rowCount } } }');
    expect(body).toEqual({ data: { installation: { a: { rowCount: 0 }, channels: { rowCount: 0 } } } });
  });
});

describe('CORS_HEADERS', () => {
  const origin = 'https://app.example.com';
  const { gateway } = runningGateway(undefined, { environment: { CORS_ORIGINS: origin, CORS_HEADERS: 'X-Tenant, x-app-version' } });

  test('adds to the request headers that a preflight allows', async () => {
    const { status, headers } = await fetch(gateway.url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-tenant,traceparent' },
    });
    expect(status).toBe(204);
    const allowed = headers.get('access-control-allow-headers')?.split(', ') ?? [];
    expect(allowed).toEqual(expect.arrayContaining(['authorization', 'traceparent', 'x-tenant', 'x-app-version']));
  });
});

describe('ADMIN_PORT', () => {
  const { gateway } = runningGateway(undefined, { environment: { ADMIN_PORT: '0', BASE_PATH: '/below' } });
  const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

  test.each(['/metrics', '/health/live', '/health/ready'])('serves %s at its root, and PORT no longer does', async (path) => {
    expect(await statusOf(`${gateway.adminUrl}${path}`)).toBe(200);
    expect(await statusOf(`${gateway.origin}${path}`)).toBe(404);
    expect(await statusOf(`${gateway.origin}/below${path}`)).toBe(404);
  });

  test('serves no GraphQL', async () => {
    const response = await fetch(`${gateway.adminUrl}/graphql`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('endpoint');
  });

  test('shows the requests in flight, that of metrics left out', async () => {
    const text = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(text).toContain('\nreports_gateway_requests_in_flight 0\n');
  });
});

describe('BASE_PATH', () => {
  const { gateway } = runningGateway(undefined, { environment: { BASE_PATH: '/below/it/', GRAPHIQL: 'on' } });

  test('stands before the endpoint and the pages, and nothing is answered without it', async () => {
    expect(gateway.url).toBe(`${gateway.origin}/below/it/graphql`);
    expect((await gateway.ask('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
    expect((await fetch(`${gateway.origin}/below/it/metrics`)).status).toBe(200);
    const missed = await fetch(`${gateway.origin}/graphql`, { method: 'POST', body: '{}' });
    expect(await missed.json()).toMatchObject({ errors: [{ message: 'Not found. The GraphQL endpoint is /below/it/graphql.' }] });
  });

  test('stands in all that GraphiQL loads', async () => {
    const page = await (await fetch(gateway.url, { headers: { accept: 'text/html' } })).text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(addresses).toHaveLength(3);
    for (const address of addresses) expect((await fetch(`${gateway.origin}${address}`)).status).toBe(200);
    expect(page).toContain('"endpoint":"/below/it/graphql"');
  });
});

describe('EXPLAIN=off', () => {
  const { gateway, upstream } = runningGateway(undefined, { environment: { EXPLAIN: 'off' } });
  const COMPARED = 'startDate: "2026-03-01", endDate: "2026-03-31", group: [CH], compare: { to: PREVIOUS_PERIOD }';

  test.each([
    ['url beside rows', 'goals', 'goals(limit: 1) { rows { goalId } request { url } }'],
    ['curl beside rows', 'goals', 'goals(limit: 1) { request { status curl } rows { goalId } }'],
    ['a dry run', 'goals', 'goals(limit: 1) { request { url } }'],
    ['an alias in a fragment', 'goals', 'goals(limit: 1) { rowCount ... on Report { sent: request { where: url } } }'],
    ['url of a comparison', 'channelMetrics', `channelMetrics(${COMPARED}) { rows { ch } request { url } }`],
  ])('refuses a report that selects %s, and sends nothing for it', async (_, name, report) => {
    upstream.clear();
    const { body } = await gateway.ask(`{ installation(igrp: 1) { ${report} } }`);
    expect(body.data).toEqual({ installation: { [name]: null } });
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: 'Explaining requests is turned off (EXPLAIN=off). Leave out url and curl.',
        path: ['installation', name],
        extensions: expect.objectContaining({ code: 'FORBIDDEN', retryable: false }),
      }),
    ]);
    expect(upstream.requests).toEqual([]);
  });

  test('answers what else a request says, and the reports beside a refused one', async () => {
    upstream.clear();
    const { body } = await gateway.ask(
      '{ installation(igrp: 1) { goals(limit: 1) { rowCount request { url @skip(if: true) status } } channels { request { url } } } }',
    );
    expect(body.data).toEqual({ installation: { goals: { rowCount: 0, request: { status: 200 } }, channels: null } });
    expect(body.errors).toMatchObject([{ path: ['installation', 'channels'], extensions: { code: 'FORBIDDEN' } }]);
    expect(upstream.requests.map(({ path }) => path)).toEqual([expect.stringContaining('goals')]);
  });

  test('keeps the rows of a comparison that selects the url of its other period, which may be null', async () => {
    const { body } = await gateway.ask(`{ installation(igrp: 1) { channelMetrics(${COMPARED}) { rows { ch } previousRequest { url } } } }`);
    expect(body.data).toEqual({ installation: { channelMetrics: { rows: [], previousRequest: null } } });
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe.each(['off', 'credential'])('reports follows INTROSPECTION where SUBGRAPH=%s', (SUBGRAPH) => {
  const REPORTS = '{ ...F } fragment F on Query { reports { name } }';
  const refused = [{ extensions: { code: 'INTROSPECTION_DISABLED' } }];

  describe('and INTROSPECTION=credential', () => {
    const { gateway } = runningGateway(undefined, { environment: { SUBGRAPH } });

    test('is refused to strangers and answered to callers with a credential, as introspection is', async () => {
      expect((await gateway.ask(REPORTS, {}, {})).body.errors).toMatchObject(refused);
      expect((await gateway.ask(REPORTS)).body.errors).toBeUndefined();
    });
  });

  describe('and INTROSPECTION=off', () => {
    const { gateway } = runningGateway(undefined, { environment: { SUBGRAPH, INTROSPECTION: 'off' } });

    test('is refused to everybody, as introspection is', async () => {
      for (const headers of [{}, { authorization: DEMO }])
        expect((await gateway.ask(REPORTS, {}, headers)).body.errors).toMatchObject(refused);
    });
  });

  describe('and INTROSPECTION=open', () => {
    const { gateway } = runningGateway(undefined, { environment: { SUBGRAPH, INTROSPECTION: 'open' } });

    test('is answered to everybody, as introspection is', async () => {
      expect((await gateway.ask(REPORTS, {}, {})).body.errors).toBeUndefined();
    });
  });
});

describe('SUBGRAPH=credential', () => {
  const { gateway, upstream } = runningGateway(undefined, { environment: { SUBGRAPH: 'credential' } });
  const SERVICE = '{ _service { sdl } }';
  const ENTITIES = '{ _entities(representations: [{ __typename: "Installation", igrp: 1 }]) { __typename } }';

  test.each([SERVICE, ENTITIES])('%s is UNAUTHENTICATED without a credential, and nothing is sent', async (query) => {
    const { body } = await gateway.ask(query, {}, {});
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(upstream.requests).toEqual([]);
  });

  test.each([SERVICE, ENTITIES, '{ __schema { queryType { name } } }', '{ installation(igrp: 1) { goals { rowCount } } }'])(
    '%s asks a caller with another scheme for Basic or ApiKey',
    async (query) => {
      const { body } = await gateway.ask(query, {}, { authorization: 'Bearer token' });
      expect(body.errors?.map(({ message }) => message)).toEqual([
        expect.stringMatching(/\bneeds? .*an Authorization header with Basic or ApiKey\.$/),
      ]);
      expect(upstream.requests).toEqual([]);
    },
  );

  test.each([SERVICE, ENTITIES])('%s is answered to a caller with one', async (query) => {
    const { body } = await gateway.ask(query);
    expect(body.errors).toBeUndefined();
  });
});

describe('SUBGRAPH=off', () => {
  const { gateway } = runningGateway(undefined, { environment: { SUBGRAPH: 'off' } });

  test.each(['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])(
    '%s is no field of the schema',
    async (query) => {
      const { status, body } = await gateway.ask(query);
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    },
  );

  test('an ID that comes as a number too large for JSON is refused all the same', async () => {
    const query = 'query ($id: ID!) { installation(igrp: 1) { callTriggers(afterRowId: $id) { rowCount } } }';
    const { body } = await gateway.ask(query, { id: 2 ** 53 + 2 });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
