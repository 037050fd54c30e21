/** GraphQL clients as their users install them, against the gateway: each asks for parts in its own words, and reads what it is sent. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client, fetchExchange } from '@urql/core';
import { meros } from 'meros/browser';
import { DEMO, startGateway, type TestGateway } from '../support/gateway.js';
import { ndjson } from '../support/upstream-double.js';

/** What a client shows its user: the data in the end, the messages of errors, and how many states the data went through. */
interface Shown {
  readonly data: unknown;
  readonly errors: readonly string[];
  readonly states: number;
}

interface Asked {
  readonly url: string;
  readonly query: string;
  /** Replaces the Accept header that the client would send. */
  readonly accept?: string;
  /** Called whenever the client shows data. */
  readonly onData?: () => void;
}

type AskThrough = (asked: Asked) => Promise<Shown>;

/** A `fetch` that sends that Accept header. */
const accepting =
  (accept: string | undefined): typeof fetch =>
  (url, init) => {
    const headers = new Headers(init?.headers);
    if (accept !== undefined) headers.set('accept', accept);
    return fetch(url, { ...init, headers });
  };

const throughApollo =
  (handler: typeof Defer20220824Handler | typeof GraphQL17Alpha9Handler): AskThrough =>
  async ({ url, query, accept, onData }) => {
    const client = new ApolloClient({
      link: new HttpLink({ uri: url, headers: { authorization: DEMO }, fetch: accepting(accept) }),
      cache: new InMemoryCache(),
      // The handlers' own types differ from what the client declares, under exactOptionalPropertyTypes.
      incrementalHandler: new handler() as unknown as NonNullable<ApolloClient.Options['incrementalHandler']>,
    });
    const shown = await new Promise<Shown>((resolve) => {
      let states = 0;
      client
        .watchQuery({ query: gql(query), fetchPolicy: 'no-cache', errorPolicy: 'all' })
        .subscribe(({ data, error, loading, dataState }) => {
          if (data !== undefined) {
            states++;
            onData?.();
          }
          if (loading || dataState === 'streaming') return;
          const errors = CombinedGraphQLErrors.is(error) ? error.errors : error ? [error] : [];
          resolve({ data: data ?? null, errors: errors.map(({ message }) => message), states });
        });
    });
    client.stop();
    return shown;
  };

const throughUrql: AskThrough = ({ url, query, accept, onData }) => {
  const client = new Client({
    url,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: DEMO } },
    fetch: accepting(accept),
  });
  return new Promise((resolve) => {
    let states = 0;
    client.query<unknown>(query, {}).subscribe(({ data, error, hasNext }) => {
      if (data !== undefined && data !== null) {
        states++;
        onData?.();
      }
      if (hasNext) return;
      const errors = error ? [...error.graphQLErrors, ...(error.networkError ? [error.networkError] : [])] : [];
      resolve({ data: data ?? null, errors: errors.map(({ message }) => message), states });
    });
  });
};

/** One part of the form of 2022. */
interface Part {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly incremental?: readonly (Pick<Part, 'data' | 'errors'> & {
    readonly items?: readonly unknown[];
    readonly path: readonly (string | number)[];
  })[];
}

/** Meros splits parts and joins nothing, so what they say is put in its place here. */
const throughMeros: AskThrough = async ({ url, query, accept = 'multipart/mixed', onData }) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: DEMO, accept },
    body: JSON.stringify({ query }),
  });
  const parts = await meros<Part>(response);
  let shown: Shown = { data: null, errors: [], states: 0 };
  const take = ({ data = shown.data, errors = [], incremental = [] }: Part): void => {
    for (const { path, items, data: fields, errors: more } of incremental) {
      if (items) placeItems(data, path, items);
      else Object.assign(at(data, path) as object, fields); // a deferred fragment stands in an object
      errors = [...errors, ...(more ?? [])];
    }
    shown = { data, errors: [...shown.errors, ...errors.map(({ message }) => message)], states: shown.states + 1 };
    onData?.();
  };
  if (parts instanceof Response) take((await parts.json()) as Part);
  else
    for await (const part of parts) {
      if (!part.json) throw new Error('A part is no JSON.');
      take(part.body);
    }
  return shown;
};

const at = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce((value, key) => (value as Readonly<Record<string | number, unknown>>)[key], data); // paths of parts lead to what was sent

function placeItems(data: unknown, path: readonly (string | number)[], items: readonly unknown[]): void {
  const list = at(data, path.slice(0, -1)) as unknown[]; // items are those of a list
  list.splice(Number(path.at(-1)), items.length, ...items);
}

const CLIENTS: readonly (readonly [string, AskThrough])[] = [
  ['Apollo Client with Defer20220824Handler', throughApollo(Defer20220824Handler)],
  ['Apollo Client with GraphQL17Alpha9Handler', throughApollo(GraphQL17Alpha9Handler)],
  ['urql', throughUrql],
  ['meros', throughMeros],
];

/** An upstream that sends the last row of a reply only when the client has shown something, so that nothing but parts can get through. */
const upstream = {
  shown: Promise.resolve(),
  url: '',
  server: createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(ndjson({ rowId: '1', callDuration: 5 }, { rowId: '2', callDuration: 6 }));
    void upstream.shown.then(() => response.end(ndjson({ rowId: '3', callDuration: 7 })));
  }),
};
let gateway: TestGateway;

beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.server.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.server.address() as AddressInfo; // a TCP server's address is no pipe
  gateway = await startGateway(`http://127.0.0.1:${port}/reports/v2`);
});
beforeEach(() => {
  upstream.shown = Promise.resolve();
});
afterAll(async () => {
  await gateway.close();
  upstream.server.closeAllConnections();
  upstream.server.close();
});

const ROWS = ['1', '2', '3'].map((rowId) => expect.objectContaining({ rowId }) as unknown);

describe.each(CLIENTS)('%s', (_, askThrough) => {
  const ask = (query: string, more: Partial<Asked> = {}) => askThrough({ url: gateway.url, query, ...more });
  /** Holds the end of every report back until the client has shown something. */
  const whenShown = (): (() => void) => {
    let release = (): void => undefined;
    upstream.shown = new Promise((resolve) => (release = resolve));
    return release;
  };

  test('shows what stands outside @defer before the deferred report has ended, and then all of it', async () => {
    const query = '{ installation(igrp: 1) { igrp ... @defer { callTriggers { rowCount rows { rowId } } } } }';
    const { data, errors, states } = await ask(query, { onData: whenShown() });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ installation: { igrp: 1, callTriggers: { rowCount: 3, rows: ROWS } } });
    expect(states).toBeGreaterThan(1);
  });

  test('shows the first streamed row before the report has ended, and then every row in order', async () => {
    const query = '{ installation(igrp: 1) { callTriggers { rows @stream(initialCount: 1) { rowId } } } }';
    const { data, errors, states } = await ask(query, { onData: whenShown() });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ installation: { callTriggers: { rows: ROWS } } });
    expect(states).toBeGreaterThan(1);
  });

  test.each(['multipart/mixed', 'multipart/mixed;deferSpec=20220824', 'multipart/mixed;incrementalSpec=v0.2'])(
    'reads what has nothing to deliver in parts, under Accept: %s alone',
    async (accept) => {
      const { data, errors } = await ask('{ installation(igrp: 1) { callTriggers { rows { rowId } } } }', { accept });
      expect(errors).toEqual([]);
      expect(data).toMatchObject({ installation: { callTriggers: { rows: ROWS } } });
      const off = await ask('{ installation(igrp: 1) { igrp ... @defer(if: false) { callTriggers { rowCount } } } }', { accept });
      expect(off).toMatchObject({ data: { installation: { igrp: 1, callTriggers: { rowCount: 3 } } }, errors: [] });
    },
  );

  test('reads a refusal under Accept: multipart/mixed alone', async () => {
    const { data, errors } = await ask('{ installation(igrp: 1) { nonsense } }', { accept: 'multipart/mixed' });
    expect({ data, errors }).toEqual({ data: null, errors: ['Cannot query field "nonsense" on type "Installation".'] });
  });

  test('gets the whole answer at once where it asks for a form that is not supported', async () => {
    const query = '{ installation(igrp: 1) { igrp ... @defer { callTriggers { rowCount } } } }';
    const accept = 'multipart/mixed;incrementalSpec=v9.9, application/json';
    expect(await ask(query, { accept })).toEqual({
      data: expect.objectContaining({
        installation: expect.objectContaining({ igrp: 1, callTriggers: expect.objectContaining({ rowCount: 3 }) as unknown }) as unknown,
      }) as unknown,
      errors: [],
      states: 1,
    });
  });
});
