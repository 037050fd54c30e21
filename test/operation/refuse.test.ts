import { expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { GatewayError } from '../../src/errors.js';
import { refuse } from '../../src/operation/refuse.js';

const request = { requestId: 'r1', mediaType: 'application/graphql-response+json', file: null, authorization: null } as const;

test('a refusal suggests names only to callers with a credential', () => {
  const error = new GraphQLError('No "a". Did you mean "b"?', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  expect(String(refuse([error], request).body)).not.toContain('Did you mean');
  expect(String(refuse([error], { ...request, authorization: 'ApiKey k' }).body)).toContain('Did you mean');
});

test('a refusal formats at most 10 of its errors', () => {
  const errors = Array.from({ length: 50 }, (_, i) => new GraphQLError(`rule ${i}`, { extensions: { code: 'BAD_USER_INPUT' } }));
  expect(JSON.parse(String(refuse(errors, request).body)).errors).toHaveLength(10);
});

test('a refusal hands what it masks to the log', () => {
  const fault = new TypeError('secret');
  const response = refuse([new GatewayError('BAD_USER_INPUT', 'no'), fault], request);
  expect(response).toMatchObject({ status: 500, fault });
  expect(String(response.body)).not.toContain('secret');
  expect(refuse([new GatewayError('BAD_USER_INPUT', 'no')], request)).not.toHaveProperty('fault');
});
