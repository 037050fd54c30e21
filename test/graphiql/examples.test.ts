import { describe, expect, test } from '@jest/globals';
import { EXAMPLES } from '../../src/graphiql/examples.js';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const product = gatewayWithSandbox();

/** The lists of rows of an answer, wherever they are. */
function rowLists(value: unknown): readonly unknown[][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'rows' && Array.isArray(inner) ? [inner] : rowLists(inner)));
}

describe('the examples of GraphiQL', () => {
  test('are ten, each under its own name', () => {
    expect(new Set(EXAMPLES.map(({ name }) => name)).size).toBe(10);
    for (const { name, query } of EXAMPLES) expect(query).toContain(`query ${name}`);
  });

  test.each(EXAMPLES.map((example) => [example.name, example] as const))('%s is answered whole', async (_, { query, variables }) => {
    const { status, body } = await product.gateway().ask(query, variables);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
    const lists = rowLists(body.data);
    expect(lists.map((rows) => rows.length)).not.toContain(0);
    expect(lists.length > 0 || /request|reports/.test(query)).toBe(true);
  });
});
