import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { GatewayError } from '../../src/errors.js';
import { redacted, safeCause } from '../../src/upstream/safe-cause.js';

const SECRET = 'secret-4711';

function socketError(): Error {
  return Object.assign(new Error(`connect ECONNREFUSED ${SECRET}:443`), { code: 'ECONNREFUSED', address: SECRET, port: 443 });
}

describe('safeCause', () => {
  it.each([
    [socketError(), 'Error ECONNREFUSED'],
    [new GatewayError('UPSTREAM_UNREACHABLE', 'x', { cause: socketError() }), 'GatewayError UPSTREAM_UNREACHABLE < Error ECONNREFUSED'],
    [Object.assign(new Error(SECRET), { name: `${SECRET} Error`, code: `${SECRET} code` }), 'object'],
    [SECRET, 'string'],
    [7, 'number'],
    [undefined, ''],
    [null, ''],
    [{ code: 17 }, 'object'],
    [
      Object.assign(new Error(SECRET), { code: 'CERT_HAS_EXPIRED', cert: { subject: SECRET, fingerprint256: 'AB:'.repeat(31) + 'CD' } }),
      `Error CERT_HAS_EXPIRED ${'AB:'.repeat(31)}CD`,
    ],
  ])('describes %p by names and codes alone', (error, expected) => {
    expect(safeCause(error)).toBe(expected);
  });

  it('ends where causes go in a circle', () => {
    const error = new Error(SECRET);
    error.cause = error;
    expect(safeCause(error)).toBe('Error < Error < Error < Error');
  });
});

describe('redacted', () => {
  it('keeps name and code, and nothing else of the original', () => {
    const error = redacted(socketError());
    expect({ ...error }).toEqual({ name: 'Error', code: 'ECONNREFUSED' });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(SECRET);
  });
});
