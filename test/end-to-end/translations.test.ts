/** Every golden operation over real HTTP: the upstream requests it causes, parameter by parameter. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { runningGateway } from '../support/running-gateway.js';

interface Golden {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly upstream: readonly { readonly path: string; readonly params: readonly (readonly [string, string])[] }[];
}

const { cases } = JSON.parse(readFileSync(new URL('../query/fixtures/translations.json', import.meta.url), 'utf8')) as {
  cases: readonly Golden[];
};

/** Requests in a form in which order counts among sort keys alone. */
const comparable = (requests: Golden['upstream']) =>
  requests
    .map(({ path, params }) => {
      const sort = params.filter(([name]) => name === 'sort[]');
      const others = params.filter(([name]) => name !== 'sort[]').map(([name, value]) => `${name}=${value}`);
      return { path, sort, others: others.sort() };
    })
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('golden translations over HTTP', () => {
  const { gateway, upstream } = runningGateway();
  beforeEach(() => upstream.clear());

  test.each(cases.map((golden) => [golden.name, golden] as const))('%s', async (_, { query, variables, upstream: expected }) => {
    const { status, body } = await gateway.ask(query, variables);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    expect(comparable(upstream.requests)).toEqual(comparable(expected));
  });
});
