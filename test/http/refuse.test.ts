import { describe, expect, it, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { GatewayError, type ErrorCode } from '../../src/errors.js';
import type { MediaType } from '../../src/http/exchange.js';
import { refuse } from '../../src/http/refuse.js';
import { statusOf } from '../../src/http/status.js';

const JSON_TYPE = 'application/json';
const RESPONSE_TYPE = 'application/graphql-response+json';
const exchange = { requestId: 'r1', mediaType: RESPONSE_TYPE, authorization: null } as const;

describe('the status of a refusal', () => {
  const ROWS: readonly (readonly [codes: readonly ErrorCode[], mediaType: MediaType, status: number])[] = [
    [['GRAPHQL_PARSE_FAILED'], RESPONSE_TYPE, 400],
    [['GRAPHQL_PARSE_FAILED'], JSON_TYPE, 200],
    [['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'], JSON_TYPE, 200],
    [['PERSISTED_QUERY_NOT_SUPPORTED'], JSON_TYPE, 200],
    [['PERSISTED_QUERY_NOT_SUPPORTED'], RESPONSE_TYPE, 400],
    [['BAD_REQUEST'], JSON_TYPE, 400],
    [['UNAUTHENTICATED'], JSON_TYPE, 401],
    [['VARIABLES_TOO_DEEP'], JSON_TYPE, 400],
    [['PAYLOAD_TOO_LARGE'], JSON_TYPE, 413],
    [['INTERNAL_SERVER_ERROR'], JSON_TYPE, 500],
    [['BAD_USER_INPUT', 'SERVICE_OVERLOADED'], RESPONSE_TYPE, 503],
    [['BAD_USER_INPUT'], 'multipart/mixed', 200],
  ];
  test.each(ROWS)('%j as %s is %i', (codes, mediaType, status) => {
    expect(statusOf(codes, mediaType)).toBe(status);
  });
});

describe('a refusal', () => {
  it('holds at most 10 errors', () => {
    const errors = Array.from({ length: 50 }, (_, i) => new GatewayError('BAD_USER_INPUT', `rule ${i}`));
    expect(JSON.parse(String(refuse(errors, exchange).body)).errors).toHaveLength(10);
  });

  it('holds at most 8 KiB, whatever its errors say', () => {
    const errors = Array.from({ length: 10 }, () => new GraphQLError('€ '.repeat(5_000), { extensions: { code: 'BAD_USER_INPUT' } }));
    const body = String(refuse(errors, exchange).body);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(8_192);
    expect(JSON.parse(body).errors.length).toBeGreaterThan(1);
  });

  it('asks for a credential where it is malformed, and says when to come back where there is no room', () => {
    expect(refuse([new GatewayError('UNAUTHENTICATED', 'no')], exchange).headers).toMatchObject({
      'www-authenticate': expect.stringMatching(/^Basic realm=/),
    });
    const overloaded = new GatewayError('SERVICE_OVERLOADED', 'full', { retryAfterMs: 2_100 });
    expect(refuse([overloaded], exchange).headers).toMatchObject({ 'retry-after': '3' });
    expect(refuse([new GatewayError('SHUTTING_DOWN', 'bye')], exchange).headers).toMatchObject({ 'retry-after': '1' });
  });

  it('suggests names only to callers with a credential', () => {
    const error = new GraphQLError('No "a". Did you mean "b"?', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    expect(String(refuse([error], exchange).body)).not.toContain('Did you mean');
    expect(String(refuse([error], { ...exchange, authorization: 'ApiKey k' }).body)).toContain('Did you mean');
  });

  it('hands what it masks to the log', () => {
    const fault = new TypeError('secret');
    const answer = refuse([new GatewayError('BAD_USER_INPUT', 'no'), fault], exchange);
    expect(answer).toMatchObject({ status: 500, fault });
    expect(String(answer.body)).not.toContain('secret');
    expect(refuse([new GatewayError('BAD_USER_INPUT', 'no')], exchange)).not.toHaveProperty('fault');
  });

  it('is JSON to a caller who takes multipart alone', () => {
    const answer = refuse([new GatewayError('BAD_USER_INPUT', 'no')], { ...exchange, mediaType: 'multipart/mixed' });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
  });
});
