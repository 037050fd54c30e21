/**
 * GraphQL over HTTP, as the audits of graphql-http read it, against the real gateway.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { startUpstreamDouble, type UpstreamDouble } from '../support/upstream-double.js';
import { createAudits, OPTIONAL_AUDITS } from './create-audits.js';

let upstream: UpstreamDouble;
let gateway: TestGateway;
/** What was started, so that a start that fails halfway leaves nothing open. */
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  upstream = await startUpstreamDouble();
  closing.push(upstream.close);
  gateway = await startGateway(upstream.url);
  closing.push(gateway.close);
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const audits = createAudits(() => gateway.url);

describe('the audits of GraphQL over HTTP', () => {
  it('are 61', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (id, _name, audit) => {
    const result = await audit.fn();
    const reason = 'reason' in result ? result.reason : '';
    expect({ status: result.status, reason }).toEqual(
      OPTIONAL_AUDITS.has(id) ? { status: 'notice', reason: expect.any(String) } : { status: 'ok', reason: '' },
    );
  });
});
