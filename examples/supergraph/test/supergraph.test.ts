/** What federation promises, through the running supergraph: keys, values, tags, interfaces, inputs, credentials. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse, print } from 'graphql';
import { compose } from '../compose.js';
import { ask, CALLERS, codesOf, runningSupergraph } from './running-supergraph.js';

describe('the supergraph', () => {
  const { supergraph, proxy } = runningSupergraph();
  const through = (query: string, variables = {}, headers: Readonly<Record<string, string>> = CALLERS.demo) =>
    ask(supergraph().url, query, variables, headers);
  /** The answer, and how many requests went upstream for it. */
  const counted = async (query: string) => {
    const before = proxy().count();
    const answer = await through(query);
    return { answer, requests: proxy().count() - before };
  };

  const CASES = [
    {
      title: 'an entity by a single key: the installation of an account, with a report below it',
      query: '{ account(by: { id: "gwesty-mor" }) { name installation { igrp igrpName goals { rowCount complete } } } }',
      data: {
        account: {
          name: 'Gwesty Môr Cyf',
          installation: { igrp: 1234, igrpName: 'Gwesty Môr Holidays', goals: { rowCount: 4, complete: true } },
        },
      },
      requests: 2,
    },
    {
      title: 'an entity by a key of two fields: the goal of a contract',
      query: '{ account(by: { id: "northgate" }) { contractGoal { goalTitle } } }',
      data: { account: { contractGoal: { goalTitle: 'Test drive booked' } } },
      requests: 1,
    },
    {
      title: 'entities of many accounts are one request a type and installation',
      query: '{ accounts(limit: 2) { rows { id contractGoal { goalTitle } installation { igrpName } } } }',
      data: null,
      requests: 2,
    },
    {
      title: 'a type that both extend: organisations with their accounts',
      query: '{ organisation(orgId: 2) { orgName accounts { id } } }',
      data: { organisation: { orgName: 'Northgate Leeds', accounts: [{ id: 'northgate-leeds' }] } },
      requests: 1,
    },
    {
      title: 'there and back: organisation, account, installation, organisation',
      query: '{ organisation(orgId: 20) { accounts { installation { organisation { orgName } } } } }',
      data: { organisation: { accounts: [{ installation: { organisation: { orgName: 'Bramble & Finch Ltd' } } }] } },
      requests: null,
    },
    {
      title: 'a @shareable value from either subgraph',
      query:
        '{ accounts(limit: 1) { pageInfo { hasNextPage nextOffset endRowId } } installation(igrp: 1) { goals(limit: 1) { pageInfo { hasNextPage nextOffset endRowId } } } }',
      data: {
        accounts: { pageInfo: { hasNextPage: true, nextOffset: 1, endRowId: null } },
        installation: { goals: { pageInfo: { hasNextPage: true, nextOffset: 1, endRowId: null } } },
      },
      requests: 1,
    },
    {
      title: 'an interface: what every report answers',
      query: '{ installation(igrp: 1) { channels(limit: 2) { __typename ... on Report { rowCount framed } } } }',
      data: { installation: { channels: { __typename: 'ChannelReport', rowCount: 2, framed: true } } },
      requests: 1,
    },
    {
      title: 'a key alone is no request',
      query: '{ accounts { rows { id installation { igrp } contractGoal { goalId } } } }',
      data: null,
      requests: 0,
    },
  ] as const;

  for (const { title, query, data, requests } of CASES)
    test(title, async () => {
      const { answer, requests: sent } = await counted(query);
      assert.deepEqual(answer.errors, []);
      if (data !== null) assert.deepEqual(answer.data, data);
      if (requests !== null) assert.equal(sent, requests);
    });

  const REFUSED = [
    ['two members of a @oneOf input', '{ account(by: { id: "northgate", name: "Northgate Leeds" }) { id } }'],
    ['no member of a @oneOf input', '{ account(by: {}) { id } }'],
    ['an @inaccessible field', '{ account(by: { id: "northgate" }) { ledgerCode } }'],
    ['the fields that are for routers alone', '{ _service { sdl } }'],
  ] as const;

  for (const [title, query] of REFUSED)
    test(`${title} is refused at the gateway`, async () => {
      const before = [proxy().count(), supergraph().crm.credentials.length];
      const answer = await through(query);
      assert.deepEqual(codesOf(answer), ['GRAPHQL_VALIDATION_FAILED']);
      assert.equal(answer.data, undefined);
      assert.deepEqual([proxy().count(), supergraph().crm.credentials.length], before);
    });

  test('a @oneOf input by a variable is refused before either subgraph is asked', async () => {
    const before = supergraph().crm.credentials.length;
    const answer = await through('query ($by: AccountBy!) { account(by: $by) { id } }', { by: { id: 'northgate', name: 'x' } });
    assert.equal(answer.errors.length, 1);
    assert.equal(supergraph().crm.credentials.length, before);
  });

  test('one account that may not be seen nulls its own reports, and its neighbours are whole', async () => {
    const answer = await through('{ accounts { rows { id contractGoal { goalTitle } } } }');
    assert.deepEqual(codesOf(answer), ['FORBIDDEN']);
    const { accounts } = answer.data as {
      readonly accounts: { readonly rows: readonly { readonly id: string; readonly contractGoal: unknown }[] };
    };
    assert.deepEqual(accounts.rows.find(({ id }) => id === 'former')?.contractGoal, { goalTitle: null });
    assert.deepEqual(accounts.rows.find(({ id }) => id === 'northgate')?.contractGoal, { goalTitle: 'Test drive booked' });
  });

  test('callers who ask the same at once get their own rows', async () => {
    const query =
      '{ installation(igrp: 1) { callTriggers(startDate: "2026-03-01", endDate: "2026-03-31", limit: 5) { rows { rowId srcPhoneNumber } } } }';
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => through(query, {}, i % 4 === 0 ? CALLERS.limited : i % 4 === 1 ? CALLERS.nobody : CALLERS.demo)),
    );
    answers.forEach((answer, i) => {
      const text = JSON.stringify(answer.data);
      if (i % 4 === 1) assert.deepEqual(codesOf(answer), ['UNAUTHENTICATED']);
      else assert.equal(/XXXX/.test(text), i % 4 === 0, text.slice(0, 200));
    });
  });

  test('the credential goes to the reports alone', () => {
    assert.ok(supergraph().crm.credentials.length > 0);
    assert.deepEqual(new Set(supergraph().crm.credentials), new Set([undefined]));
  });

  test('tags and prices are in the composed SDL', () => {
    const sdl = supergraph().sdl.replace(/\s+/g, ' ');
    assert.match(sdl, /srcPhoneNumber: String[^:]*@tag\(name: "pii"\)/);
    assert.match(sdl, /@cost\(weight: 100\)/);
    assert.match(sdl, /slicingArguments: \["limit"\]/);
  });

  test('composing again gives the same text', async () => {
    const subgraphs = [
      { name: 'reports', url: supergraph().reportsUrl },
      { name: 'crm', url: supergraph().crm.url },
    ];
    assert.equal(await compose(subgraphs), supergraph().sdl);
    assert.equal(print(parse(supergraph().sdl)), print(parse(await compose(subgraphs))));
  });

  test('a subgraph that does not fit is refused with the reason', async () => {
    await assert.rejects(compose([{ name: 'nowhere', url: `${supergraph().reportsUrl}/nowhere` }]), /without an SDL/);
  });
});
