/** TYPE_PREFIX over HTTP: every operation answers as it does without, under the names of the prefix. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, parse, validate, type IntrospectionQuery } from 'graphql';
import { catalogue } from '../../schema/reports/index.js';
import { answerByKeys } from '../federation/keyed-upstream.js';
import { DEMO, type GatewayAnswer } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';
import { ndjson, type UpstreamReply, type UpstreamRequest } from '../support/upstream-double.js';

let special: (request: UpstreamRequest) => UpstreamReply | undefined = () => undefined;
afterEach(() => {
  special = () => undefined;
});
const answer = answerByKeys((request) => special(request));
const plain = runningGateway(answer);
const prefixed = runningGateway(answer, { environment: { TYPE_PREFIX: 'Infinity', GRAPHIQL: 'on' } });

/** The text under the names of the prefix: own types as they are written in it, and `field:` before a field of Query. */
const withPrefix = (text: string): string =>
  text.replace(/\b(on|__typename: ?) ?"?([A-Z])/g, (found) => `${found.slice(0, -1)}Infinity${found.slice(-1)}`);

const CELLS: readonly [claim: string, query: string][] = [
  [
    'rows that leave as text',
    '{ i: FIELD(igrp: 1) { __typename calls: callTriggers(limit: 3) { __typename rows { __typename rowId act } rowCount } } }',
  ],
  [
    'rows with links',
    '{ i: FIELD(igrp: 1) { callTriggers(limit: 3) { rows { __typename rowId channel { __typename channelName } installation { __typename } } } } }',
  ],
  [
    'fragments on the interface and on the type of a report',
    '{ i: FIELD(igrp: 1) { goals(limit: 2) { ...Counts ... on GoalReport { rows { ... on Goal { goalId } } } } } } fragment Counts on Report { rowCount framed }',
  ],
  ['look-ups by key', '{ i: FIELD(igrp: 1) { goal(goalId: 5) { __typename id goalTitle } } }'],
];

describe('TYPE_PREFIX=Infinity', () => {
  const asPlain = (text: string): unknown => JSON.parse(text.replaceAll('"__typename":"Infinity', '"__typename":"'));
  const withoutIds = ({ body: { errors, ...rest } }: GatewayAnswer) => ({
    ...rest,
    errors: errors?.map(({ message, path, extensions: { requestId: _, ...extensions } }) => ({ message, path, extensions })),
  });
  const ask = async (query: string): Promise<readonly [GatewayAnswer, GatewayAnswer]> => [
    await plain.gateway.ask(query.replaceAll('FIELD', 'installation')),
    await prefixed.gateway.ask(withPrefix(query).replaceAll('FIELD', 'infinityInstallation')),
  ];

  test.each(CELLS)('answers %s as without it, ids included', async (_, query) => {
    const [expected, given] = await ask(query);
    expect(expected.body.errors).toBeUndefined();
    expect(asPlain(given.text)).toEqual(expected.body);
    if (query.includes('__typename')) expect(given.text).toContain('"__typename":"Infinity');
  });

  test('reports a cell of the wrong type at the path and the place it has without it', async () => {
    special = ({ path }) => (path.endsWith('/goals') ? { body: ndjson({ goalId: 'seven' }) } : undefined);
    const [expected, given] = await ask('{ i: FIELD(igrp: 1) { goals { rows { goalId } } } }');
    expect(given.body.errors).toMatchObject([
      { path: ['i', 'goals', 'rows', 0, 'goalId'], extensions: { code: 'UPSTREAM_MALFORMED_RESPONSE' } },
    ]);
    expect(withoutIds(given)).toEqual(withoutIds(expected));
  });

  test.each([
    ['reports', `{ i: FIELD(igrp: 1) { ${Array.from({ length: 31 }, (_, i) => `a${i}: goals { rowCount }`).join(' ')} } }`],
    ['rows', `{ i: FIELD(igrp: 1) { ${Array.from({ length: 5 }, (_, i) => `a${i}: goals(limit: 50000) { rowCount }`).join(' ')} } }`],
  ])('bounds %s as without it', async (_, query) => {
    const [expected, given] = await ask(query);
    expect(expected.body.errors).toHaveLength(1);
    expect(withoutIds(given)).toEqual(withoutIds(expected));
  });

  test('answers a file', async () => {
    const csv = async (url: string, field: string): Promise<string> => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/csv', authorization: DEMO },
        body: JSON.stringify({ query: `{ ${field}(igrp: 1) { callTriggers(limit: 2) { rows { rowId act } } } }` }),
      });
      return response.text();
    };
    const expected = await csv(plain.gateway.url, 'installation');
    expect(expected).toMatch(/^rowId,act\r\n/);
    expect(await csv(prefixed.gateway.url, 'infinityInstallation')).toBe(expected);
  });

  test('finds nodes by the ids of a gateway without it', async () => {
    const { body } = await plain.gateway.ask('{ installation(igrp: 1) { goal(goalId: 5) { id } } }');
    const { id } = (body.data as { readonly installation: { readonly goal: { readonly id: string } } }).installation.goal;
    const found = await prefixed.gateway.ask(
      'query ($id: ID!) { node(id: $id) { __typename id ... on InfinityGoal { goalTitle } } nodes(ids: [$id]) { id } }',
      { id },
    );
    expect(found.body).toEqual({ data: { node: { __typename: 'InfinityGoal', id, goalTitle: 'goalTitle 5' }, nodes: [{ id }] } });
  });

  test('finds entities by the type names of its SDL, and no others', async () => {
    const representations = ['InfinityGoal', 'Goal'].map((__typename) => ({ __typename, igrp: 1, goalId: 5 }));
    const { body } = await prefixed.gateway.ask(
      'query ($representations: [_Any!]!) { _service { sdl } _entities(representations: $representations) { __typename ... on InfinityGoal { goalTitle } } }',
      { representations },
    );
    expect(body).toMatchObject({
      data: {
        _service: { sdl: expect.stringContaining('type InfinityGoal implements InfinityNode @key(fields: "igrp goalId")') },
        _entities: [{ __typename: 'InfinityGoal', goalTitle: 'goalTitle 5' }, null],
      },
      errors: [{ path: ['_entities', 1], extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test.each([
    ['an installation', '/igrps/1/triggers/calls?startDate=2026-01-01&endDate=2026-01-31&limit=5&display[]=rowId'],
    ['the root', '/igrps?limit=5&display[]=igrp'],
    [
      'a type of channel',
      '/metrics/channels?igrp=1&startDate=2026-01-01&endDate=2026-01-31&chType=ppc&limit=5&group[]=ch&display[]=ch&sort[]=ch-asc',
    ],
    [
      'many values',
      `/igrps/1/triggers/calls?filter[]=act-in-value-${Array.from({ length: 900 }, (_, i) => `a${i}`).join()}&limit=5&display[]=rowId`,
    ],
  ])('operationFromUrl writes an operation that asks the same, of %s', async (_, path) => {
    const field = 'query ($url: String!) { t: FIELD(url: $url) { query variables notes } }';
    const { body } = await prefixed.gateway.ask(field.replace('FIELD', 'infinityOperationFromUrl'), {
      url: `${prefixed.upstream.url}${path}`,
    });
    expect(body.errors).toBeUndefined();
    const { query, variables } = (body.data as { readonly t: { readonly query: string; readonly variables: Record<string, unknown> } }).t;
    prefixed.upstream.clear();
    expect((await prefixed.gateway.ask(query, variables)).body.errors).toBeUndefined();
    const [asked] = prefixed.upstream.requests;
    const url = new URL(path, 'http://upstream');
    expect(prefixed.upstream.requests).toHaveLength(1);
    expect([asked?.path, [...(asked?.params ?? [])].sort()]).toEqual([url.pathname, [...url.searchParams].sort()]);
  });

  test('`reports` names the fields and types that the schema has', async () => {
    const { body } = await prefixed.gateway.ask(
      '{ infinityReports { name underInstallation rowType typePrefix entity { field } links { to } fields { filterType } } }',
    );
    const schema = await introspected();
    interface Info {
      readonly name: string;
      readonly underInstallation: boolean;
      readonly rowType: string;
      readonly typePrefix: string;
      readonly entity: { readonly field: string | null } | null;
      readonly links: readonly { readonly to: string }[];
      readonly fields: readonly { readonly filterType: string | null }[];
    }
    const reports = (body.data as { readonly infinityReports: readonly Info[] }).infinityReports;
    expect(reports).toHaveLength(catalogue.size);
    const fieldsOf = (name: string) => {
      const type = schema.getType(name);
      return type && 'getFields' in type ? Object.keys(type.getFields()) : [];
    };
    const types = reports.flatMap(({ rowType, typePrefix, fields }) => [
      rowType,
      `${typePrefix}Report`,
      ...fields.flatMap(({ filterType }) => filterType ?? []),
    ]);
    expect(types.filter((name) => !schema.getType(name))).toEqual([]);
    const names = new Set(reports.map(({ name }) => name));
    for (const { name, underInstallation, entity, links } of reports) {
      const own = entity?.field ? [name, entity.field] : [name];
      expect(fieldsOf(underInstallation ? 'InfinityInstallation' : 'Query')).toEqual(expect.arrayContaining(own));
      expect(links.filter(({ to }) => !names.has(to))).toEqual([]);
    }
  });

  test('GraphiQL opens with examples of its schema, and asks for its own fields', async () => {
    const schema = await introspected();
    const page = await (await fetch(prefixed.gateway.url, { headers: { accept: 'text/html' } })).text();
    const [, options = '{}'] = /id="options">(.*)<\/script>/.exec(page) ?? [];
    const { fields, options: graphiql } = JSON.parse(options) as {
      readonly fields: Readonly<Record<string, string>>;
      readonly options: { readonly defaultTabs: readonly { readonly query: string }[] };
    };
    expect(fields).toEqual({ reports: 'infinityReports', operationFromUrl: 'infinityOperationFromUrl' });
    expect(graphiql.defaultTabs).toHaveLength(10);
    expect(graphiql.defaultTabs.flatMap(({ query }) => validate(schema, parse(query)))).toEqual([]);
  });
});

async function introspected() {
  const { body } = await prefixed.gateway.ask(getIntrospectionQuery());
  return buildClientSchema(body.data as IntrospectionQuery); // what this query answers
}
