/** How loud a request is in the log. */
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { RequestLogEntry } from '../../src/http/graphql-request.js';
import { logRequest } from '../../src/observe/log.js';

const ANSWERED: RequestLogEntry = {
  requestId: 'a',
  method: 'POST',
  route: '/graphql',
  status: 200,
  durationMs: 1,
  bytes: 1,
  code: null,
  clientLeft: false,
  isOperation: true,
};
const READY = { method: 'GET', route: '/health/ready', isOperation: false };

test.each<[what: string, level: string, entry: Partial<RequestLogEntry>]>([
  ['an operation', 'info', {}],
  ['a refused operation', 'info', { status: 400, code: 'BAD_REQUEST' }],
  ['an unknown path', 'info', { route: 'other', status: 404, code: 'NOT_FOUND' }],
  ['an operation that a drain turns away', 'warn', { status: 503, code: 'SHUTTING_DOWN' }],
  ['an operation that finds no room', 'error', { status: 503, code: 'SERVICE_OVERLOADED' }],
  ['a fault of the gateway', 'error', { status: 500, code: 'INTERNAL_SERVER_ERROR', fault: new Error('a bug') }],
  ['a health check', 'debug', READY],
  ['the readiness check that a drain fails', 'debug', { ...READY, status: 503 }],
  ['a health check that meets a fault', 'error', { ...READY, status: 500, fault: new Error('a bug') }],
])('%s is logged at level %s', (_, level, entry) => {
  const lines: unknown[] = [];
  const logger = pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  logRequest(logger, { ...ANSWERED, ...entry }, undefined);
  expect(lines).toMatchObject([{ level: pino.levels.values[level] }]);
});
