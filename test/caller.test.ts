import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCallerIdentity, credentialKind } from '../src/caller.js';
import { holds } from './support/laws.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a caller', () => {
  test.each([
    ['the scheme in lower case', 'Basic QTpi', 'basic QTpi'],
    ['the scheme in capitals', 'Basic QTpi', 'BASIC QTpi'],
    ['more blanks', 'Basic QTpi', 'Basic   QTpi'],
    ['a blank at the end', 'Basic QTpi', 'Basic QTpi '],
    ['other unused bits of base64', 'Basic QTpiYw==', 'Basic QTpiYx=='],
    ['base64 without padding', 'Basic QTpiYw==', 'Basic QTpiYw'],
    ['an API key under another case of the scheme', 'ApiKey k-1', 'APIKEY  k-1'],
  ])('is the same with %s, but its spelling is another', (_title, one, other) => {
    const identify = createCallerIdentity();
    expect(identify(one).key).toBe(identify(other).key);
    expect(identify(one).spelling).not.toBe(identify(other).spelling);
  });

  test.each([
    ['another case of base64', 'Basic QTpi', 'Basic qtpi'],
    ['another case of the key', 'ApiKey abc', 'ApiKey ABC'],
    ['another scheme', 'Basic QTpi', 'ApiKey QTpi'],
    ['a key that reads as base64 with other unused bits', 'ApiKey QTpiYw==', 'ApiKey QTpiYx=='],
    ['a scheme that nobody takes', 'Bearer QTpi', 'bearer QTpi'],
    ['a Basic credential that is no base64', 'Basic %%', 'Basic %%%'],
  ])('is another with %s', (_title, one, other) => {
    const identify = createCallerIdentity();
    expect(identify(one).key).not.toBe(identify(other).key);
    expect(identify(one).spelling).not.toBe(identify(other).spelling);
  });

  test('has one key for each user and password, and one spelling for each header', () => {
    const identify = createCallerIdentity();
    holds(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(identify(basic(one)).key === identify(basic(other)).key).toBe(one === other);
        expect(identify(one).spelling === identify(other).spelling).toBe(one === other);
      }),
    );
  });

  test('has another key in another process, and its key holds nothing of the credential', () => {
    const [here, there] = [createCallerIdentity(), createCallerIdentity()].map((identify) => identify('Basic QTpi'));
    expect(here?.key).not.toBe(there?.key);
    expect(here?.spelling).toBe(here?.key);
    expect(here?.key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test.each([
    ['Basic QTpi', 'basic'],
    ['aPiKeY k', 'apikey'],
    ['Bearer QTpi', 'other'],
    ['Basic', 'other'],
  ])('with %s has the credential kind %s', (authorization, kind) => {
    expect(credentialKind(authorization)).toBe(kind);
    expect(createCallerIdentity()(authorization).kind).toBe(kind);
  });
});

describe('a caller label for logs', () => {
  test('is 8 hexadecimal digits, equal where the secrets are, whatever the spelling', () => {
    const labelWith = (secret: string, authorization: string) => createCallerIdentity(secret)(authorization).label;
    expect(labelWith('a secret of all replicas', 'Basic QTpi')).toMatch(/^[0-9a-f]{8}$/);
    expect(labelWith('a secret of all replicas', 'basic  QTpi')).toBe(labelWith('a secret of all replicas', 'Basic QTpi'));
    expect(labelWith('another secret', 'Basic QTpi')).not.toBe(labelWith('a secret of all replicas', 'Basic QTpi'));
  });
});
