import { describe, expect, it, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { GatewayError, type ErrorCode } from '../../src/errors.js';
import { refuse } from '../../src/http/refuse.js';
import { statusOf } from '../../src/http/status.js';

const RESPONSE_TYPE = 'application/graphql-response+json';
const exchange = { requestId: 'r1', mediaType: RESPONSE_TYPE, namesJson: false, authorization: null } as const;

describe('the status of a refusal', () => {
  const ROWS: readonly (readonly [codes: readonly ErrorCode[], namesJson: boolean, status: number])[] = [
    [['GRAPHQL_PARSE_FAILED'], false, 400],
    [['GRAPHQL_PARSE_FAILED'], true, 200],
    [['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'], true, 200],
    [['PERSISTED_QUERY_NOT_SUPPORTED'], true, 200],
    [['PERSISTED_QUERY_NOT_SUPPORTED'], false, 400],
    [['BAD_REQUEST'], true, 400],
    [['UNAUTHENTICATED'], true, 401],
    [['VARIABLES_TOO_DEEP'], true, 400],
    [['PAYLOAD_TOO_LARGE'], true, 413],
    [['INTERNAL_SERVER_ERROR'], true, 500],
    [['BAD_USER_INPUT', 'SERVICE_OVERLOADED'], false, 503],
  ];
  test.each(ROWS)('%j is, where application/json is asked for by name (%s), %i', (codes, namesJson, status) => {
    expect(statusOf(codes, { namesJson })).toBe(status);
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
