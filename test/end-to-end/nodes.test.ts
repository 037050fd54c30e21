/** `node` and `nodes`: an id means the same row wherever it was read, and what is no id asks nothing. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { isNode } from '../../schema/node.js';
import { catalogue } from '../../schema/reports/index.js';
import { answerByKeys } from '../federation/keyed-upstream.js';
import { runningGateway } from '../support/running-gateway.js';

const { gateway, upstream } = runningGateway(answerByKeys(() => undefined));
beforeEach(() => upstream.clear());

const idOf = (...parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
const asked = () => upstream.requests.map(({ path, params }) => [path, params.find(([name]) => name === 'filter[]')?.[1]]);
const nodes = (ids: readonly string[], selection = '__typename id', headers?: Readonly<Record<string, string>>) =>
  gateway.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${selection} } }`, { ids }, headers);

/** A row of each type, as a field of its own answers it. */
const ROWS: readonly (readonly [string, string, string])[] = [
  ['Installation', '{ installation(igrp: 7) { id } }', idOf('installations', 7)],
  ['Organisation', '{ organisation(orgId: 6) { id } }', idOf('organisations', 6)],
  ['Channel', '{ installation(igrp: 1) { channel(channelId: 21) { id } } }', idOf('channels', 1, 21)],
  ['Goal', '{ installation(igrp: 1) { goal(goalId: 246) { id } } }', idOf('goals', 1, 246)],
  ['Segment', '{ installation(igrp: 1) { segment(segment: 3) { id } } }', idOf('segments', 1, 3)],
  ['SegmentGroup', '{ installation(igrp: 1) { segmentGroup(segmentGroupId: 4) { id } } }', idOf('segmentGroups', 1, 4)],
  ['DialInGroup', '{ installation(igrp: 1) { dialInGroup(dgrp: 5) { id } } }', idOf('dialInGroups', 1, 5)],
  ['AttributionModel', '{ installation(igrp: 1) { attributionModel(modelId: 8) { id } } }', idOf('attributionModels', 1, 8)],
];

describe('an id', () => {
  test('is one of each type that a field returns by its key', () => {
    expect(ROWS.map(([, , id]) => JSON.parse(Buffer.from(id, 'base64url').toString())[0]).sort()).toEqual(
      [...catalogue.values()]
        .filter(isNode)
        .map(({ name }) => name)
        .sort(),
    );
  });

  test.each(ROWS)('of %s is what it was in earlier versions, and costs no request', async (_, document, id) => {
    const { text } = await gateway.ask(document, undefined, {});
    expect(text).toContain(`"id":"${id}"`);
    expect(asked()).toEqual([]);
  });

  test.each(ROWS)('of %s leads back to a row with that id, and costs no request', async (typeName, _, id) => {
    const { body } = await gateway.ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id }, {});
    expect(body).toEqual({ data: { node: { __typename: typeName, id } } });
    expect(asked()).toEqual([]);
  });

  test('is the same in a list, behind a link and by a key; rows keep their other columns', async () => {
    const { body } = await gateway.ask(
      `{ installation(igrp: 1) {
        channels(filter: [{ channelId: { in: [21] } }]) { rows { id channelName installation { id } } }
        channel(channelId: 21) { id channelName }
      } }`,
    );
    const id = idOf('channels', 1, 21);
    expect(body).toEqual({
      data: {
        installation: {
          channels: { rows: [{ id, channelName: 'channelName 21', installation: { id: idOf('installations', 1) } }] },
          channel: { id, channelName: 'channelName 21' },
        },
      },
    });
  });

  test('of another installation is another', async () => {
    const { body } = await gateway.ask(
      '{ a: installation(igrp: 1) { goal(goalId: 1) { id } } b: installation(igrp: 2) { goal(goalId: 1) { id } } }',
    );
    expect(body.data).toEqual({ a: { goal: { id: idOf('goals', 1, 1) } }, b: { goal: { id: idOf('goals', 2, 1) } } });
  });
});

describe('nodes', () => {
  test('are in the order of their ids, look-ups of a type and installation in one request', async () => {
    const { body } = await nodes(
      [idOf('channels', 1, 22), idOf('goals', 1, 5), idOf('channels', 1, 21), idOf('installations', 3), idOf('channels', 2, 21)],
      'id ... on Channel { channelName } ... on Goal { goalTitle } ... on Installation { igrp }',
    );
    expect(body).toEqual({
      data: {
        nodes: [
          { id: idOf('channels', 1, 22), channelName: 'channelName 22' },
          { id: idOf('goals', 1, 5), goalTitle: 'goalTitle 5' },
          { id: idOf('channels', 1, 21), channelName: 'channelName 21' },
          { id: idOf('installations', 3), igrp: 3 },
          { id: idOf('channels', 2, 21), channelName: 'channelName 21' },
        ],
      },
    });
    expect(asked()).toEqual([
      ['/igrps/1/channels', 'channelId-in-value-21,22'],
      ['/igrps/1/goals', 'goalId-in-value-5'],
      ['/igrps/2/channels', 'channelId-in-value-21'],
    ]);
  });

  test('hold reports of an installation', async () => {
    const { body } = await nodes([idOf('installations', 3)], '... on Installation { goals(limit: 1) { rowCount } }');
    expect(body.errors).toBeUndefined();
    expect(asked()).toEqual([['/igrps/3/goals', undefined]]);
  });
});

/** What no gateway made. */
const NO_IDS: readonly (readonly [string, string])[] = [
  ['empty text', ''],
  ['a plain number', '21'],
  ['no JSON', Buffer.from('channels:1:21').toString('base64url')],
  ['no list', Buffer.from('{"0":"channels"}').toString('base64url')],
  ['an unknown report', idOf('widgets', 1, 21)],
  ['a report without nodes', idOf('callTriggers', 1, '21')],
  ['a name of every object', idOf('constructor', 1, 21)],
  ['no installation', idOf('channels', 21)],
  ['an installation of 0', idOf('channels', 0, 21)],
  ['an installation too many', idOf('organisations', 1, 6)],
  ['a key of another type', idOf('channels', 1, '21')],
  ['a negative key', idOf('channels', 1, -1)],
  ['a key of more than 32 bits', idOf('channels', 1, 2 ** 31)],
  ['no key', idOf('channels', 1)],
  ['a further part', idOf('channels', 1, 21, 0)],
  ['another spelling of the same JSON', Buffer.from('["channels", 1, 21]').toString('base64url')],
  ['padding', `${idOf('channels', 1, 21)}==`],
  ['half a character more', `${idOf('channels', 1, 21)}A`],
];

describe('what is no id', () => {
  test.each(NO_IDS)('%s: is null with an error at its path, and asks nothing', async (_, id) => {
    const single = await gateway.ask('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect(single.body.data).toEqual({ node: null });
    expect(single.body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([[['node'], 'BAD_USER_INPUT']]);
    const among = await nodes([id, idOf('channels', 1, 21)], 'id');
    expect(among.body.data).toEqual({ nodes: [null, { id: idOf('channels', 1, 21) }] });
    expect(among.body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([[['nodes', 0], 'BAD_USER_INPUT']]);
    expect(asked()).toEqual([]);
  });
});

test('a row that upstream does not have is null without an error', async () => {
  const { body } = await nodes([idOf('channels', 1, 999_999_999)], '... on Channel { channelName }');
  expect(body.errors).toBeUndefined();
});

test('more ids than one field takes are refused', async () => {
  const { body } = await gateway.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array.from({ length: 1_001 }, () => 'x') });
  expect(body.data).toBeUndefined();
  expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
});
