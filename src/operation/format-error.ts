/**
 * An error as a caller sees it: a sentence, a code of the one table, the request's id, and nothing that was not meant for a caller.
 *
 * A GatewayError shows its message. An error of graphql-js shows its own where the caller's document or variables caused it. Everything
 * else is masked, in development too.
 */
import { GraphQLError } from 'graphql';
import { ERROR_CODES, formatGatewayError, GatewayError, MASKED_MESSAGE, type ErrorCode, type FormattedError } from '../errors.js';

export interface FormatOptions {
  /** Whether "Did you mean …" stays: it tells names of the schema. Default: true. */
  readonly suggestions?: boolean;
}

/** The code that `formatError` gives an error. INTERNAL_SERVER_ERROR says that the error is masked and belongs in the log. */
export function codeOf(error: unknown): ErrorCode {
  const known = toGatewayError(error);
  return known ? known.code : (graphQLCode(error) ?? 'INTERNAL_SERVER_ERROR');
}

/** Formats any error. Field errors, those with a path, also say whether the same question may succeed later. */
export function formatError(error: unknown, requestId: string, options: FormatOptions = {}): FormattedError {
  const known = toGatewayError(error);
  const formatted = known ? formatGatewayError(known, requestId) : formatUnknown(error, requestId, options);
  if (!(error instanceof GraphQLError)) return formatted;
  const { message, extensions } = formatted;
  const { path } = error;
  const locations = error.locations?.slice(0, MAX_LOCATIONS);
  const retryable = known?.retryable ?? ERROR_CODES[extensions.code].retryable;
  return {
    message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: path ? { ...extensions, retryable } : extensions,
  };
}

function formatUnknown(error: unknown, requestId: string, { suggestions = true }: FormatOptions): FormattedError {
  const code = codeOf(error);
  const message = code === 'INTERNAL_SERVER_ERROR' ? MASKED_MESSAGE : shorten(messageOf(error), suggestions);
  return { message, extensions: { code, requestId } };
}

const MAX_LOCATIONS = 5;
const MAX_ORIGINS = 10;

/** The GatewayError that an executor wrapped, however often; null where something else was thrown. */
function toGatewayError(error: unknown): GatewayError | null {
  let origin = error;
  for (let i = 0; i < MAX_ORIGINS; i++) {
    if (origin instanceof GatewayError) return origin;
    if (!(origin instanceof GraphQLError) || origin.originalError === undefined) return null;
    origin = origin.originalError;
  }
  return null;
}

/** The code of an error that graphql-js made of the caller's own text; null where it was something else. */
function graphQLCode(error: unknown): ErrorCode | null {
  if (!(error instanceof GraphQLError)) return null;
  if (error.path === undefined) {
    const code = error.extensions['code'];
    return isErrorCode(code) ? code : isAboutDocument(error) ? 'BAD_USER_INPUT' : null;
  }
  // An argument that does not fit has the node it stands at, a result that does not fit has none: that one is our fault, not the caller's.
  return isAboutDocument(error.originalError) ? 'BAD_USER_INPUT' : null;
}

function isAboutDocument(error: unknown): boolean {
  return error instanceof GraphQLError && error.path === undefined && error.nodes !== undefined && error.nodes.length > 0;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

/** The message; without the dump of a whole variable, since the reason that follows it says what came. */
function messageOf(error: unknown): string {
  if (!(error instanceof GraphQLError)) return MASKED_MESSAGE;
  const reason = error.originalError?.message;
  if (reason === undefined || !error.message.endsWith(`; ${reason}`)) return error.message;
  const variable = error.message.slice(0, -reason.length - 2);
  const value = variable.indexOf(' got invalid value ');
  if (value === -1) return `${variable}: ${reason}`;
  const place = variable.endsWith('"') ? variable.lastIndexOf(' at "') : -1;
  return `${variable.slice(0, value)} is invalid${place > value ? variable.slice(place) : ''}: ${reason}`;
}

/** How much of a caller's own text a message repeats, and how long a message is at most. */
const ECHO = 64;
const MAX_MESSAGE = 400;

/**
 * Shortens what messages of graphql-js repeat of a caller's text: strings in quotes, objects and lists, bare words. The text may be as long as
 * a body, so each step looks at every character once.
 */
function shorten(message: string, suggestions: boolean): string {
  const strings = (suggestions ? message : withoutSuggestion(message)).replace(/"(?:[^"\\]|\\.)*(?:"|\\?$)/gsu, (match) =>
    clip(match, ECHO),
  );
  const words = withoutValue(strings).replace(/[^\s"{}[\]]+/gu, (match) => clip(match, ECHO));
  return clip(words, MAX_MESSAGE);
}

function withoutSuggestion(text: string): string {
  const at = text.endsWith('?') ? text.indexOf(' Did you mean ') : -1;
  return at === -1 ? text : text.slice(0, at);
}

/** The text with its object or list shortened: from the first bracket that opens to the last that closes. */
function withoutValue(text: string): string {
  const from = text.search(/[{[]/u);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  return from === -1 || to <= from ? text : `${text.slice(0, from)}${clip(text.slice(from, to), ECHO)}${text.slice(to)}`;
}

/** At most `length` characters, none of them cut in half. */
function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
