/** Sixty and more operations give the same data and the same codes directly and through the gateway. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { GOLDEN_OPERATIONS } from './golden-operations.js';
import { ask, CALLERS, codesOf, runningSupergraph } from './running-supergraph.js';

describe('directly and through the gateway', () => {
  const { supergraph, proxy } = runningSupergraph();
  afterEach(() => proxy().interrupt(null));

  test('there are sixty operations or more, each with a title of its own', () => {
    assert.ok(GOLDEN_OPERATIONS.length >= 60, `only ${GOLDEN_OPERATIONS.length}`);
    assert.equal(new Set(GOLDEN_OPERATIONS.map(({ title }) => title)).size, GOLDEN_OPERATIONS.length);
  });

  for (const { title, query, variables, as = 'demo', interrupted = null, codes = [] } of GOLDEN_OPERATIONS)
    test(title, async () => {
      proxy().interrupt(interrupted);
      const direct = await ask(supergraph().reportsUrl, query, variables, CALLERS[as]);
      const through = await ask(supergraph().url, query, variables, CALLERS[as]);
      assert.deepEqual(codesOf(direct), codes, JSON.stringify(direct.errors));
      assert.deepEqual(codesOf(through), codes, JSON.stringify(through.errors));
      assert.deepEqual(through.data, direct.data);
      const paths = (errors: typeof direct.errors) => errors.map(({ path }) => path?.join('.') ?? '').sort();
      assert.deepEqual(paths(through.errors), paths(direct.errors));
      if (codes.length === 0) assert.ok(direct.data !== null && direct.data !== undefined, 'an answer without errors holds data');
    });
});
