/** The 13 checks of graphql-cop, a scanner that operators run, as one table: what it sends without a credential, and what it would report. */
import { describe, expect, it } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { times } from './attack.js';

interface Probe {
  readonly path?: string;
  readonly method?: 'GET' | 'POST';
  readonly type?: string;
  readonly body?: string;
}

interface Seen {
  readonly text: string;
  /** The answer as JSON; undefined where it is none. */
  readonly json: unknown;
}

interface Check {
  readonly name: string;
  readonly severity: 'HIGH' | 'MEDIUM' | 'LOW' | 'INFO';
  readonly probes: readonly Probe[];
  /** Whether an answer is a finding. */
  readonly finds: (seen: Seen) => boolean;
}

const asked = (query: string): Probe => ({ body: JSON.stringify({ query }) });
const inUrl = (query: string, method: 'GET' | 'POST' = 'GET'): Probe => ({ method, path: `/graphql?query=${encodeURIComponent(query)}` });
const IDE_PAGES = ['/graphiql', '/playground', '/console', '/graphql'].map((path): Probe => ({ method: 'GET', path }));

/** The value below the keys; undefined where there is none. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}
const sizeAt = (value: unknown, ...keys: readonly string[]): number => {
  const list = at(value, ...keys);
  return Array.isArray(list) ? list.length : 0;
};
const answers = ({ json }: Seen): boolean => Boolean(at(json, 'data', '__typename'));
const throwsDetails = ({ text }: Seen): boolean => /"(?:exception|tracing|stacktrace)"/i.test(text);

const CHECKS: readonly Check[] = [
  {
    name: 'Alias Overloading',
    severity: 'HIGH',
    probes: [asked(`query { ${times(101, (i) => `alias${i}:__typename`)} }`)],
    finds: ({ json }) => Boolean(at(json, 'data', 'alias100')),
  },
  {
    name: 'Array-based Query Batching',
    severity: 'HIGH',
    probes: [{ body: JSON.stringify(Array(10).fill({ query: 'query { __typename }' })) }],
    finds: ({ json }) => Array.isArray(json) && json.length >= 10,
  },
  {
    name: 'Introspection-based Circular Query',
    severity: 'HIGH',
    probes: [asked(`query { __schema { types { ${'fields { type { '.repeat(4)}name${' } }'.repeat(4)} } } }`)],
    finds: ({ json }) => sizeAt(json, 'data', '__schema', 'types') > 25,
  },
  {
    name: 'Directive Overloading',
    severity: 'HIGH',
    probes: [asked(`query { __typename ${'@aa'.repeat(10)} }`)],
    finds: ({ json }) => sizeAt(json, 'errors') === 10,
  },
  {
    name: 'Field Duplication',
    severity: 'HIGH',
    probes: [asked(`query { ${'__typename \n'.repeat(500)} }`)],
    finds: answers,
  },
  {
    name: 'Field Suggestions',
    severity: 'LOW',
    probes: [asked('query { __schema { directive } }')],
    finds: ({ text }) => text.includes('Did you mean'),
  },
  { name: 'Mutation is allowed over GET', severity: 'MEDIUM', probes: [inUrl('mutation {__typename}')], finds: answers },
  { name: 'GET Method Query Support', severity: 'MEDIUM', probes: [inUrl('query {__typename}')], finds: answers },
  {
    name: 'GraphQL IDE',
    severity: 'LOW',
    probes: IDE_PAGES,
    finds: ({ text }) => /graphiql|playground/i.test(text),
  },
  {
    name: 'Introspection',
    severity: 'HIGH',
    probes: [asked('query { __schema { types { name fields { name } } } }')],
    finds: ({ json }) => sizeAt(json, 'data', '__schema', 'types') > 0,
  },
  {
    name: 'POST based url-encoded query',
    severity: 'MEDIUM',
    probes: [inUrl('query {__typename}', 'POST'), { type: 'application/x-www-form-urlencoded', body: 'query=query%20%7B__typename%7D' }],
    finds: answers,
  },
  { name: 'Trace Mode', severity: 'INFO', probes: [asked('query { __typename }')], finds: throwsDetails },
  { name: 'Unhandled Errors Detection', severity: 'INFO', probes: [asked('qwerty cop { abc }')], finds: throwsDetails },
];

const { gateway, upstream } = runningGateway();

async function send({ path = '/graphql', method = 'POST', type = 'application/json', body }: Probe): Promise<Seen> {
  const accept = method === 'GET' ? 'text/html, */*' : '*/*';
  const answer = await fetch(gateway.origin + path, {
    method,
    headers: { accept, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('graphql-cop', () => {
  it('has 13 checks', () => {
    expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(13);
  });

  it.each(CHECKS.map((check) => [check.severity, check.name, check] as const))('finds nothing: %s, %s', async (_severity, _name, check) => {
    const seen = await Promise.all(check.probes.map(send));
    expect(seen.filter(check.finds)).toEqual([]);
    expect(upstream.requests).toEqual([]);
  });

  it('would find what is there: a check that nothing can fail would prove nothing', () => {
    const open: Readonly<Record<string, unknown>> = {
      data: { __typename: 'Query', alias100: 'Query', __schema: { types: Array(30).fill({}) } },
      errors: Array(10).fill({ message: 'Did you mean "directives"? GraphiQL', extensions: { exception: { stacktrace: [] } } }),
    };
    const seenOf = (json: unknown): Seen => ({ json, text: JSON.stringify(json) });
    const blind = CHECKS.filter(({ finds }) => !finds(seenOf(open)) && !finds(seenOf(Array(10).fill(open))));
    expect(blind).toEqual([]);
  });
});
