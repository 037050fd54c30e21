/** The response to an operation that is not executed: its errors formatted, and what was masked handed to the log. */
import { errorResponse, type RefusedRequest } from '../http/error-response.js';
import type { HttpResponse } from '../http/graphql-request.js';
import { MAX_REFUSAL_ERRORS } from '../limits.js';
import { codeOf, formatError } from './format-error.js';

/** Refuses a request with at least one error. Callers without a credential get no suggestions of names. */
export function refuse(errors: readonly unknown[], request: RefusedRequest): HttpResponse {
  const shown = errors.slice(0, MAX_REFUSAL_ERRORS);
  const options = { suggestions: request.authorization !== null };
  return errorResponse(
    shown.map((error) => formatError(error, request.requestId, options)),
    request,
    shown.find((error) => codeOf(error) === 'INTERNAL_SERVER_ERROR'),
  );
}
