/** docs/comparison.md: every operation is valid and answers what the page shows. */
import { describe, expect, it, test } from '@jest/globals';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';
import { blocksOf } from './blocks.js';

const blocks = blocksOf('comparison.md');
const operations = blocks.filter(({ language }) => language === 'graphql');
const shown = operations.flatMap((block) => {
  const answer = blocks[blocks.indexOf(block) + 1];
  return answer?.language === 'json' ? [[block.heading, block.text, JSON.parse(answer.text) as unknown] as const] : [];
});

describe('docs/comparison.md', () => {
  const product = gatewayWithSandbox();

  it('has no block that is not run', () => {
    expect(blocks).toHaveLength(operations.length + shown.length);
    expect(shown.length).toBeGreaterThan(2);
  });

  test.each(shown)('%s', async (_, operation, data) => {
    expect((await product.gateway().ask(operation)).body).toEqual({ data });
  });

  test('What it costs: a dry run shows both requests and sends none', async () => {
    product.sandbox().clearRequests();
    const { text, body } = await product.gateway().ask(operations.at(-1)?.text ?? '');
    expect(body.errors).toBeUndefined();
    expect(text).toMatch(/startDate=2024-02-01&endDate=2024-02-29.*startDate=2023-02-01&endDate=2023-02-28/);
    expect(product.sandbox().requests).toEqual([]);
  });
});
