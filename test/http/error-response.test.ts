import { describe, expect, test } from '@jest/globals';
import { formatGatewayError, GatewayError, maskedError, type ErrorCode, type FormattedError } from '../../src/errors.js';
import { errorResponse, statusOf } from '../../src/http/error-response.js';

const request = { requestId: 'r1', mediaType: 'application/graphql-response+json', file: null, authorization: null } as const;

const STATUSES: readonly (readonly [codes: readonly ErrorCode[], lenient: boolean, status: number])[] = [
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
test.each(STATUSES)('a refusal with the codes %j has, under application/json (%s), the status %i', (codes, lenient, status) => {
  expect(statusOf(codes, { mediaType: lenient ? 'application/json' : 'application/graphql-response+json', file: null })).toBe(status);
});

const format = (code: ErrorCode, message = 'no'): FormattedError => formatGatewayError(new GatewayError(code, message), 'r1');

describe('a refusal', () => {
  test('holds at most 10 errors', () => {
    const errors = Array.from({ length: 50 }, (_, i) => format('BAD_USER_INPUT', `rule ${i}`));
    expect(JSON.parse(String(errorResponse(errors, request).body)).errors).toHaveLength(10);
  });

  test('holds at most 8 KiB, whatever its errors say', () => {
    const errors = Array.from({ length: 10 }, () => format('BAD_USER_INPUT', '€ '.repeat(400)));
    const body = String(errorResponse(errors, request).body);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(8_192);
    expect(JSON.parse(body).errors.length).toBeGreaterThan(1);
  });

  test('challenges for a credential, and says when to retry', () => {
    expect(errorResponse([format('UNAUTHENTICATED')], request).headers).toMatchObject({
      'www-authenticate': expect.stringMatching(/^Basic realm=/),
    });
    const overloaded = formatGatewayError(new GatewayError('SERVICE_OVERLOADED', 'full', { retryAfterMs: 2_100 }), 'r1');
    expect(errorResponse([overloaded], request).headers).toMatchObject({ 'retry-after': '3' });
    expect(errorResponse([format('SHUTTING_DOWN')], request).headers).toMatchObject({ 'retry-after': '1' });
  });

  test('hands what it masks to the log, and shows nothing of it', () => {
    const fault = new TypeError('secret');
    const response = errorResponse([formatGatewayError(maskedError(fault), 'r1')], request, fault);
    expect(response).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR', fault });
    expect(String(response.body)).not.toContain('secret');
    expect(errorResponse([format('BAD_USER_INPUT')], request)).not.toHaveProperty('fault');
  });

  test('is JSON under 200 to a caller who accepts multipart alone', () => {
    const response = errorResponse([format('BAD_USER_INPUT')], { ...request, mediaType: 'multipart/mixed' });
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
  });
});
