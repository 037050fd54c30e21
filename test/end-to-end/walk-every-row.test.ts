/** The example that walks past the cap, run as its reader would run it. */
import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gatewayWithSandbox } from '../support/gateway-with-sandbox.js';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../../examples/walk-every-row.ts', import.meta.url));

describe('examples/walk-every-row.ts', () => {
  const product = gatewayWithSandbox();

  test('walks more than 120,000 rows in pages of the cap, none lost and none doubled, as the data themselves count them', async () => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script], {
      env: { ...process.env, NODE_OPTIONS: '', GATEWAY_URL: product.gateway().url },
    });
    const [{ count } = { count: 0 }] = await product.sql('SELECT count(*) AS count FROM triggers WHERE igrp = 1');
    expect(Number(count)).toBeGreaterThan(120_000);
    expect(stdout.trim().split('\n').at(-1)).toBe(`${count} rows, ${count} distinct rowIds: none lost, none doubled`);
    expect(product.sandbox().requests).toHaveLength(Math.ceil(Number(count) / 50_000));
  });
});
