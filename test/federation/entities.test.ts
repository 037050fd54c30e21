/** `_service` and `_entities` over HTTP: the behaviours of the federation subgraph specification, and what they cost upstream. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GatewayAnswer } from '../support/gateway.js';
import { runningGateway } from '../support/running-gateway.js';
import type { UpstreamReply, UpstreamRequest } from '../support/upstream-double.js';
import { answerByKeys, keysOf, UNKNOWN_KEY } from './keyed-upstream.js';

let special: (request: UpstreamRequest) => UpstreamReply | undefined = () => undefined;
const { gateway, upstream } = runningGateway(answerByKeys((request) => special(request)));
beforeEach(() => {
  upstream.clear();
  special = () => undefined;
});

type Representation = Readonly<Record<string, unknown>> | string | number | boolean | readonly unknown[];

/** One selection for every type that has a key. */
const SELECTION = `__typename
  ... on AttributionModel { modelId modelName }
  ... on Channel { channelId channelName }
  ... on DialInGroup { dgrp dgrpName }
  ... on Goal { goalId goalTitle }
  ... on Installation { igrp igrpName }
  ... on Organisation { orgId orgName }
  ... on Segment { segment segmentName }
  ... on SegmentGroup { segmentGroupId segmentGroupName }
  ... on Trigger { rowId act }`;

const entities = (
  representations: readonly Representation[],
  selection: string = SELECTION,
  headers?: Readonly<Record<string, string>>,
): Promise<GatewayAnswer> =>
  gateway.ask(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`,
    { representations },
    headers,
  );

const errorsOf = ({ body }: GatewayAnswer) => (body.errors ?? []).map(({ path, extensions }) => [path, extensions['code']]);
const asked = () => upstream.requests.map(({ path, params }) => [path, params.find(([name]) => name === 'filter[]')?.[1]]);

describe('_service', () => {
  test('answers the SDL without a credential and without a request', async () => {
    const { status, body } = await gateway.ask('{ _service { sdl } }', undefined, {});
    expect(status).toBe(200);
    expect((body.data as { _service: { sdl: string } })._service.sdl).toMatch(
      /^extend schema @link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.9"/,
    );
    expect(asked()).toEqual([]);
  });
});

const ONE_OF_EACH = [
  {
    representation: { __typename: 'AttributionModel', igrp: 1, modelId: 7 },
    found: { modelId: 7, modelName: 'modelName 7' },
    path: '/igrps/1/attribution',
    filter: 'modelId-in-value-7',
  },
  {
    representation: { __typename: 'Channel', igrp: 1, channelId: 21 },
    found: { channelId: 21, channelName: 'channelName 21' },
    path: '/igrps/1/channels',
    filter: 'channelId-in-value-21',
  },
  {
    representation: { __typename: 'DialInGroup', igrp: 1, dgrp: 3 },
    found: { dgrp: 3, dgrpName: 'dgrpName 3' },
    path: '/igrps/1/dgrps',
    filter: 'dgrp-in-value-3',
  },
  {
    representation: { __typename: 'Goal', igrp: 2, goalId: 543 },
    found: { goalId: 543, goalTitle: 'goalTitle 543' },
    path: '/igrps/2/goals',
    filter: 'goalId-in-value-543',
  },
  {
    representation: { __typename: 'Installation', igrp: 1234 },
    found: { igrp: 1234, igrpName: 'igrpName 1234' },
    path: '/igrps',
    filter: 'igrp-in-value-1234',
  },
  {
    representation: { __typename: 'Organisation', orgId: 5 },
    found: { orgId: 5, orgName: 'orgName 5' },
    path: '/organisations',
    filter: 'orgId-in-value-5',
  },
  {
    representation: { __typename: 'Segment', igrp: 1, segment: 4 },
    found: { segment: 4, segmentName: 'segmentName 4' },
    path: '/igrps/1/segments',
    filter: 'segment-in-value-4',
  },
  {
    representation: { __typename: 'SegmentGroup', igrp: 1, segmentGroupId: 9 },
    found: { segmentGroupId: 9, segmentGroupName: 'segmentGroupName 9' },
    path: '/igrps/1/segmentGroups',
    filter: 'segmentGroupId-in-value-9',
  },
  {
    representation: { __typename: 'Trigger', igrp: 1, rowId: '9007199254740993' },
    found: { rowId: '9007199254740993', act: 'act 9007199254740993' },
    path: '/igrps/1/triggers/all',
    filter: 'rowId-in-value-9007199254740993',
  },
] as const;

describe('_entities', () => {
  test.each(ONE_OF_EACH)('finds $representation.__typename by its key in one request', async ({ representation, found, path, filter }) => {
    const { body } = await entities([representation]);
    expect(body).toEqual({ data: { _entities: [{ __typename: representation.__typename, ...found }] } });
    expect(asked()).toEqual([[path, filter]]);
  });

  test('keeps the order of the representations, whatever order upstream answers in', async () => {
    const ids = [9, 3, 7, 1, 8];
    const { body } = await entities(ids.map((goalId) => ({ __typename: 'Goal', igrp: 1, goalId })));
    expect(body.data).toEqual({ _entities: ids.map((goalId) => ({ __typename: 'Goal', goalId, goalTitle: `goalTitle ${goalId}` })) });
    expect(asked()).toEqual([['/igrps/1/goals', 'goalId-in-value-1,3,7,8,9']]);
  });

  test('answers a representation that comes twice at both places by one key', async () => {
    const goal = { __typename: 'Goal', igrp: 1, goalId: 5 };
    const { body } = await entities([goal, goal, goal]);
    expect((body.data as { _entities: unknown[] })._entities).toHaveLength(3);
    expect(asked()).toEqual([['/igrps/1/goals', 'goalId-in-value-5']]);
  });

  test('takes representations as literals and leaves what is no key aside', async () => {
    const { body } = await gateway.ask(
      '{ _entities(representations: [{ __typename: "Goal", igrp: 1, goalId: 5, goalTitle: "not ours" }]) { ... on Goal { goalTitle } } }',
    );
    expect(body).toEqual({ data: { _entities: [{ goalTitle: 'goalTitle 5' }] } });
  });

  test('answers one that is not found with null and no error', async () => {
    const { body } = await entities([
      { __typename: 'Goal', igrp: 1, goalId: Number(UNKNOWN_KEY) },
      { __typename: 'Goal', igrp: 1, goalId: 5 },
    ]);
    expect(body).toEqual({ data: { _entities: [null, { __typename: 'Goal', goalId: 5, goalTitle: 'goalTitle 5' }] } });
  });

  test('an installation is its number, known upstream or not', async () => {
    const { body } = await entities([{ __typename: 'Installation', igrp: Number(UNKNOWN_KEY) }]);
    expect(body).toEqual({ data: { _entities: [{ __typename: 'Installation', igrp: Number(UNKNOWN_KEY), igrpName: null }] } });
  });

  test('costs nothing where only the key is selected', async () => {
    const { body } = await entities(
      ONE_OF_EACH.map(({ representation }) => representation),
      '__typename ... on Goal { goalId igrp installation { igrp } } ... on Channel { channelId } ... on Trigger { rowId igrp } ... on Installation { number: igrp }',
    );
    expect(body.errors).toBeUndefined();
    expect((body.data as { _entities: unknown[] })._entities[3]).toEqual({
      __typename: 'Goal',
      goalId: 543,
      igrp: 2,
      installation: { igrp: 2 },
    });
    expect(asked()).toEqual([]);
  });

  test('an empty list is an empty list', async () => {
    expect((await entities([])).body).toEqual({ data: { _entities: [] } });
  });

  test('asks a trigger for its keywords without looking the trigger up', async () => {
    const { body } = await entities(
      [{ __typename: 'Trigger', igrp: 1, rowId: '77' }],
      '... on Trigger { rowId keywords { rowId keyword } }',
    );
    expect(body).toEqual({ data: { _entities: [{ rowId: '77', keywords: [{ rowId: '77', keyword: 'keyword 77' }] }] } });
    expect(asked()).toEqual([['/igrps/1/callKeywords', 'rowId-in-value-77']]);
  });

  test('follows an installation to its organisation by two requests, and answers reports below it', async () => {
    const { body } = await entities(
      [{ __typename: 'Installation', igrp: 4 }],
      '... on Installation { organisation { orgName } goals(limit: 2) { rows { goalId } } }',
    );
    expect(body.data).toEqual({
      _entities: [{ organisation: { orgName: 'orgName 4' }, goals: { rows: [{ goalId: 1 }, { goalId: 2 }] } }],
    });
    expect(asked()).toEqual(
      expect.arrayContaining([
        ['/igrps', 'igrp-in-value-4'],
        ['/organisations', 'orgId-in-value-4'],
        ['/igrps/4/goals', undefined],
      ]),
    );
  });
});

const GOOD = { __typename: 'Goal', igrp: 1, goalId: 5 };
const MALFORMED: readonly (readonly [string, Representation, string])[] = [
  ['a number', 5, '_entities[1]'],
  ['a text', 'Goal', '_entities[1]'],
  ['a list', [GOOD], '_entities[1]'],
  ['no type', { igrp: 1, goalId: 5 }, '_entities[1].__typename'],
  ['an unknown type', { __typename: 'Nobody', id: 1 }, '_entities[1].__typename'],
  ['a type that has no key', { __typename: 'CallKeyword', igrp: 1 }, '_entities[1].__typename'],
  ['the name of something every object has', { __typename: 'constructor' }, '_entities[1].__typename'],
  ['no key', { __typename: 'Goal', igrp: 1 }, '_entities[1].goalId'],
  ['no installation', { __typename: 'Goal', goalId: 5 }, '_entities[1].igrp'],
  ['an installation below 1', { __typename: 'Goal', igrp: 0, goalId: 5 }, '_entities[1].igrp'],
  ['an installation of number 0', { __typename: 'Installation', igrp: 0 }, '_entities[1].igrp'],
  ['a key of null', { __typename: 'Goal', igrp: 1, goalId: null }, '_entities[1].goalId'],
  ['a key with a fraction', { __typename: 'Goal', igrp: 1, goalId: 1.5 }, '_entities[1].goalId'],
  ['a negative key', { __typename: 'Goal', igrp: 1, goalId: -1 }, '_entities[1].goalId'],
  ['a key beyond 32 bits', { __typename: 'Goal', igrp: 1, goalId: 2_147_483_648 }, '_entities[1].goalId'],
  ['a text where a number is due', { __typename: 'Goal', igrp: 1, goalId: '5' }, '_entities[1].goalId'],
  ['a path for an installation', { __typename: 'Goal', igrp: '1/../2', goalId: 5 }, '_entities[1].igrp'],
  ['an object for a key', { __typename: 'Trigger', igrp: 1, rowId: { in: ['1', '2'] } }, '_entities[1].rowId'],
  ['two keys in one', { __typename: 'Trigger', igrp: 1, rowId: '1,2' }, '_entities[1].rowId'],
  ['an empty key', { __typename: 'Trigger', igrp: 1, rowId: '' }, '_entities[1].rowId'],
];

describe('a malformed representation is null at its own index, with its own path, and its neighbours are whole', () => {
  test.each(MALFORMED)('%s', async (_, representation, place) => {
    const answer = await entities([GOOD, representation, GOOD]);
    const whole = { __typename: 'Goal', goalId: 5, goalTitle: 'goalTitle 5' };
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ _entities: [whole, null, whole] });
    expect(errorsOf(answer)).toEqual([[['_entities', 1], 'BAD_USER_INPUT']]);
    expect(answer.body.errors?.[0]?.message).toContain(`(${place})`);
    expect(asked()).toEqual([['/igrps/1/goals', 'goalId-in-value-5']]);
  });
});

describe('what fails', () => {
  const channel = { __typename: 'Channel', igrp: 1, channelId: 2 };

  test.each([
    [403, 'FORBIDDEN'],
    [401, 'UNAUTHENTICATED'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('an upstream %i for one type leaves the others whole', async (status, code) => {
    special = ({ path }) => (path.endsWith('/goals') ? { status } : undefined);
    const answer = await entities([GOOD, channel, { ...GOOD, goalId: 6 }]);
    expect(answer.body.data).toEqual({ _entities: [null, { __typename: 'Channel', channelId: 2, channelName: 'channelName 2' }, null] });
    expect(errorsOf(answer)).toEqual([
      [['_entities', 0], code],
      [['_entities', 2], code],
    ]);
  });

  test('one installation that may not be seen leaves the rows of another whole', async () => {
    special = ({ path }) => (path.startsWith('/igrps/2/') ? { status: 403 } : undefined);
    const answer = await entities([{ ...GOOD, igrp: 2 }, GOOD]);
    expect(errorsOf(answer)).toEqual([[['_entities', 0], 'FORBIDDEN']]);
    expect(answer.body.data).toMatchObject({ _entities: [null, { goalId: 5 }] });
  });

  test('a slice that fails nulls its own keys alone', async () => {
    const ids = Array.from({ length: 1_000 }, (_, i) => String(9_000_000_000_000_000 + i));
    const last = ids.at(-1) ?? '';
    special = (request) => (keysOf(request)?.keys.includes(last) ? { status: 403 } : undefined);
    const answer = await entities(ids.map((rowId) => ({ __typename: 'Trigger', igrp: 1, rowId })));
    const rows = (answer.body.data as { _entities: readonly unknown[] })._entities;
    const failed = upstream.requests.map((request) => keysOf(request)?.keys ?? []).find((keys) => keys.includes(last)) ?? [];
    expect(failed.length).toBeLessThan(ids.length);
    expect(rows.filter((row) => row === null)).toHaveLength(failed.length);
    expect(rows[0]).toEqual({ __typename: 'Trigger', rowId: ids[0], act: `act ${ids[0]}` });
  });

  test('a report below an entity nulls that report', async () => {
    special = ({ path }) => (path.endsWith('/goals') ? { status: 403 } : undefined);
    const answer = await entities([{ __typename: 'Installation', igrp: 1 }], '... on Installation { igrpName goals { rowCount } }');
    expect(answer.body.data).toEqual({ _entities: [{ igrpName: 'igrpName 1', goals: null }] });
    expect(errorsOf(answer)).toEqual([[['_entities', 0, 'goals'], 'FORBIDDEN']]);
  });

  test('without a credential each entity that has to be looked up is UNAUTHENTICATED, and nothing is sent', async () => {
    const answer = await entities(
      [GOOD, { __typename: 'Installation', igrp: 3 }],
      '... on Goal { goalTitle } ... on Installation { igrp }',
      {},
    );
    expect(answer.body.data).toEqual({ _entities: [null, { igrp: 3 }] });
    expect(errorsOf(answer)).toEqual([[['_entities', 0], 'UNAUTHENTICATED']]);
    expect(asked()).toEqual([]);
  });

  test('no caller is answered with the rows of another', async () => {
    special = ({ headers, ...request }) => {
      const user = Buffer.from((headers.authorization ?? '').slice('Basic '.length), 'base64')
        .toString()
        .split(':')[0];
      const [key] = keysOf({ headers, ...request })?.keys ?? [];
      return { body: `${JSON.stringify({ goalId: Number(key), goalTitle: user })}\n` };
    };
    const users = Array.from({ length: 20 }, (_, i) => `user${i}`);
    const answers = await Promise.all(
      users.map((user) =>
        entities([GOOD, GOOD], '... on Goal { goalTitle }', { authorization: `Basic ${Buffer.from(`${user}:x`).toString('base64')}` }),
      ),
    );
    expect(answers.map(({ body }) => body.data)).toEqual(users.map((goalTitle) => ({ _entities: [{ goalTitle }, { goalTitle }] })));
    expect(upstream.requests).toHaveLength(users.length);
  });
});

describe('bounds', () => {
  test('1,001 representations are refused as a whole, and nothing is sent', async () => {
    const { status, body } = await entities(Array.from({ length: 1_001 }, () => GOOD));
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(body.data).toBeUndefined();
    expect(asked()).toEqual([]);
  });

  test('1,000 malformed representations are 1,000 nulls and 200 errors, the last of which says how many more there were', async () => {
    const { body } = await entities(Array.from({ length: 1_000 }, (_, i) => i));
    expect(body.data).toEqual({ _entities: Array(1_000).fill(null) });
    expect(body.errors).toHaveLength(200);
    expect(body.errors?.at(-1)?.message).toBe('There were 801 more errors.');
    expect(asked()).toEqual([]);
  });

  test('a report below more installations than 200,000 rows allow is refused as a whole, and nothing is sent', async () => {
    const representations = Array.from({ length: 5 }, (_, i) => ({ __typename: 'Installation', igrp: i + 1 }));
    const { body } = await entities(representations, '... on Installation { goals(limit: 50000) { rowCount } }');
    expect(body.errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost: 250_000, maxCost: 200_000 },
    ]);
    expect(asked()).toEqual([]);
  });

  test('1,000 mixed representations are one request a type', async () => {
    const kinds = ONE_OF_EACH.map(({ representation }) => representation).filter(({ __typename }) => __typename !== 'Installation');
    const representations = Array.from({ length: 1_000 }, (_, i) => {
      const kind = kinds[i % kinds.length] ?? kinds[0];
      const keys = Object.entries(kind ?? {}).map(([name, value]) => [
        name,
        name === '__typename' ? value : name === 'igrp' ? 1 : name === 'rowId' ? String(i) : i,
      ]);
      return Object.fromEntries(keys) as Readonly<Record<string, unknown>>;
    });
    const { body } = await entities(representations);
    expect(body.errors).toBeUndefined();
    expect((body.data as { _entities: readonly unknown[] })._entities.filter((row) => row !== null)).toHaveLength(1_000);
    expect(asked()).toHaveLength(kinds.length);
  });
});
