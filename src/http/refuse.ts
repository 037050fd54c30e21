/**
 * The answer to a request that is not executed: the errors, bounded in number and size, under the status of their codes.
 */
import { ERROR_CODES, type ErrorCode } from '../errors.js';
import type { Exchange, HttpAnswer } from './exchange.js';
import { codeOf, formatError } from './format-error.js';
import { statusOf } from './status.js';

/** As much of an exchange as a refusal needs. */
export type RefusedExchange = Pick<Exchange, 'requestId' | 'mediaType' | 'namesJson' | 'authorization'>;

export const MAX_REFUSAL_ERRORS = 10;
export const MAX_REFUSAL_BYTES = 8_192;

/** Refuses an exchange with at least one error. Callers without a credential get no suggestions of names. */
export function refuse(errors: readonly unknown[], exchange: RefusedExchange): HttpAnswer {
  const shown = errors.slice(0, MAX_REFUSAL_ERRORS);
  const codes = shown.map(codeOf);
  const options = { suggestions: exchange.authorization !== null };
  const texts: string[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const error of shown) {
    const text = JSON.stringify(formatError(error, exchange.requestId, options));
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > MAX_REFUSAL_BYTES && texts.length > 0) break;
    texts.push(text);
  }
  const fault = shown.find((error) => codeOf(error) === 'INTERNAL_SERVER_ERROR');
  return {
    status: statusOf(codes, exchange),
    headers: {
      'content-type': `${exchange.mediaType === 'multipart/mixed' ? 'application/json' : exchange.mediaType}; charset=utf-8`,
      ...headersOf(codes, errors[0]),
    },
    body: [`{"errors":[${texts.join(',')}]}`],
    ...(codes[0] === undefined ? {} : { code: codes[0] }),
    ...(fault === undefined ? {} : { fault }),
  };
}

const ENVELOPE_BYTES = '{"errors":[]}'.length;
const CHALLENGE = 'Basic realm="Infinity Reports API", charset="UTF-8"';

function headersOf(codes: readonly ErrorCode[], error: unknown): Readonly<Record<string, string>> {
  if (codes.includes('UNAUTHENTICATED')) return { 'www-authenticate': CHALLENGE };
  if (codes.some((code) => [429, 503].includes(ERROR_CODES[code].status))) return { 'retry-after': String(retryAfterSeconds(error)) };
  return {};
}

/** Whole seconds, at least one: what the header can say. */
function retryAfterSeconds(error: unknown): number {
  const retryAfterMs = error instanceof Error && 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  return typeof retryAfterMs === 'number' ? Math.max(1, Math.ceil(retryAfterMs / 1_000)) : 1;
}
