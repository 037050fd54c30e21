/**
 * GraphQL over HTTP, as the audits of graphql-http read it, against the real gateway.
 */
import { describe, expect, it } from '@jest/globals';
import { runningGateway } from '../support/running-gateway.js';
import { createAudits, OPTIONAL_AUDITS } from './create-audits.js';

const { gateway } = runningGateway();

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
