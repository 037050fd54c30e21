/**
 * One hostile or odd request, as data: the bytes, and what whoever sends them must see.
 */
import type { ErrorCode } from '../../src/errors.js';
import { rawPost } from '../http/raw-http.js';

export interface Attack {
  /** The number of the case. Several attacks may belong to one. */
  readonly id: number;
  readonly what: string;
  readonly bytes: string | Buffer;
  readonly status: number;
  /** The code of every error; null where the request is answered. */
  readonly code: ErrorCode | null;
  /** How many errors there are. Default: one, or none without a code. */
  readonly errors?: number;
  /** What reaches the Reports API. Default: nothing. */
  readonly asks?: readonly Asked[];
  /** What the answer must not hold. */
  readonly never?: RegExp;
  /** An answer that is data, and may be larger than a refusal. */
  readonly large?: boolean;
  /** Whether the server closes the connection. */
  readonly closes?: boolean;
  /** An answer that has no body, as to HEAD. */
  readonly bodiless?: boolean;
}

/** What one upstream request must hold: parameters, decoded, among others. */
export interface Asked {
  readonly params: readonly (readonly [name: string, value: string])[];
}

export const JSON_TYPE = 'content-type: application/json';
export const RESPONSE_TYPE = 'accept: application/graphql-response+json';
/** user:password, as `Basic`. */
export const CREDENTIAL = 'authorization: Basic dXNlcjpwYXNzd29yZA==';

/** A POST of a body with further headers, under application/graphql-response+json. */
export const post = (body: string | Buffer, ...headers: readonly string[]): Buffer => rawPost(body, [JSON_TYPE, RESPONSE_TYPE, ...headers]);

/** A POST of an operation, with a credential. */
export const operation = (query: string, variables?: unknown, ...headers: readonly string[]): Buffer =>
  post(JSON.stringify({ query, variables }), ...(headers.length > 0 ? headers : [CREDENTIAL]));

/** The same without a credential. */
export const strangers = (query: string, variables?: unknown): Buffer => post(JSON.stringify({ query, variables }));

/** A request without a body. */
export const request = (line: string, ...headers: readonly string[]): string =>
  `${[line, 'host: gateway.test', ...headers].join('\r\n')}\r\n\r\n`;

/** The texts of 0, 1, 2 …, joined by blanks. */
export const times = (count: number, text: (i: number) => string): string => Array.from({ length: count }, (_, i) => text(i)).join(' ');
