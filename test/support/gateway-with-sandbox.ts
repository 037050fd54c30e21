/** The gateway in front of the sandbox, both over HTTP, for the tests of a file. */
import { afterAll, beforeAll } from '@jest/globals';
import { openData, type Data } from '../../sandbox/open-data.js';
import { createSandbox, type Sandbox } from '../../sandbox/server.js';
import { startGateway, type TestGateway } from './gateway.js';

export interface GatewayWithSandbox {
  readonly gateway: () => TestGateway;
  readonly sandbox: () => Sandbox;
  /** Asks the sandbox's data directly, past both servers. */
  readonly sql: Data['query'];
}

/** Starts both before the file's tests and ends them after. */
export function gatewayWithSandbox(environment: Readonly<Record<string, string>> = {}): GatewayWithSandbox {
  const parts: { gateway?: TestGateway; sandbox?: Sandbox; data?: Data } = {};
  beforeAll(async () => {
    parts.data = await openData();
    parts.sandbox = await createSandbox();
    parts.gateway = await startGateway(parts.sandbox.url, environment);
  }, 300_000);
  afterAll(async () => {
    await parts.gateway?.close();
    await parts.sandbox?.close();
    parts.data?.close();
  });
  const running = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The product is not running yet.');
    return part;
  };
  return {
    gateway: () => running(parts.gateway),
    sandbox: () => running(parts.sandbox),
    sql: (...asked) => running(parts.data).query(...asked),
  };
}
