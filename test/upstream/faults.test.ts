import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '../../src/errors.js';
import { FAULTS, faultOf, faultOfStatus, gatewayError, type FaultName, type Phase } from '../../src/upstream/faults.js';

// The keys of a literal are its own names, which is what the type says.
const NAMES = Object.keys(FAULTS) as FaultName[];

describe('the table of faults', () => {
  it.each(NAMES)('%s speaks of the gateway and the Reports API, and of nothing beneath them', (name) => {
    const { message } = gatewayError(name, { status: 500, retryAfterMs: 1, cause: new Error('connect ECONNREFUSED 127.0.0.1:80') });
    expect(message).toMatch(/gateway|Reports API/);
    expect(message).not.toMatch(/\bE[A-Z]{4,}\b/);
    expect(message).not.toMatch(/\b(undici|sockets?|node|tls|url|https?|localhost|\d{2,})\b/i);
  });

  it.each(NAMES)('%s that must not be tried twice is not retryable where its code would be, if it is a matter of identity', (name) => {
    const { code, retry } = FAULTS[name];
    expect(gatewayError(name).retryable).toBe(code === 'UPSTREAM_UNREACHABLE' && !retry ? false : ERROR_CODES[code].retryable);
  });

  it('knows every status, and takes 200 and 204 alone for an answer', () => {
    const answers = Array.from({ length: 900 }, (_, index) => index + 100).filter((status) => faultOfStatus(status) === undefined);
    expect(answers).toEqual([200, 204]);
  });

  it('lets no status of 400 to 499 count against upstream but 407, 408 and 425, which are not about the question', () => {
    const counting = Array.from({ length: 100 }, (_, index) => index + 400).filter((status) => {
      const name = faultOfStatus(status);
      return name !== undefined && FAULTS[name].countsAgainstHealth;
    });
    expect(counting).toEqual([407, 408, 425]);
  });

  it.each<[string, string | undefined, Phase, boolean | undefined, FaultName]>([
    ['Error', 'ECONNREFUSED', 'connect', undefined, 'unreachable'],
    ['Error', 'ETIMEDOUT', 'connect', undefined, 'connectTimeout'],
    ['Error', 'ETIMEDOUT', 'body', undefined, 'incomplete'],
    ['Error', 'EMFILE', 'connect', undefined, 'overloaded'],
    ['Error', 'PEER_RESET', 'head', true, 'unreachable'],
    ['Error', 'PEER_RESET', 'body', true, 'incomplete'],
    ['SocketError', 'UND_ERR_SOCKET', 'head', true, 'unreachable'],
    ['SocketError', 'UND_ERR_SOCKET', 'head', false, 'malformed'],
    ['SocketError', 'UND_ERR_SOCKET', 'body', undefined, 'incomplete'],
    ['HTTPParserError', undefined, 'head', false, 'malformed'],
    ['HTTPParserError', undefined, 'body', false, 'malformed'],
    ['HTTPParserError', undefined, 'body', true, 'incomplete'],
    ['AssertionError', 'ERR_ASSERTION', 'head', false, 'malformed'],
    ['Error', 'ERR_SSL_WRONG_VERSION_NUMBER', 'connect', undefined, 'untrusted'],
    ['Error', 'ENEVERHEARDOF', 'connect', undefined, 'unreachable'],
    ['Error', 'ENEVERHEARDOF', 'body', undefined, 'incomplete'],
    ['TypeError', undefined, 'head', undefined, 'unreachable'],
  ])('takes %s %s in phase %s (closed by upstream: %s) for %s', (name, code, phase, closedByPeer, expected) => {
    expect(faultOf(Object.assign(new Error('x'), { name, code }), { phase, closedByPeer })).toBe(expected);
  });
});
