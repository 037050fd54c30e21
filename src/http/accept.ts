/**
 * What an answer may be written as, by the Accept header (RFC 9110, section 12.5.1, and GraphQL over HTTP).
 *
 * The most specific range decides each type's weight. Between equal weights a type that is named goes before one that a wildcard
 * stands for, and then application/graphql-response+json, whose statuses say more; but to a caller who takes anything,
 * application/json, as the draft of GraphQL over HTTP asks of servers.
 */
import type { MediaType } from './graphql-request.js';

export interface Acceptance {
  readonly mediaType: MediaType;
  readonly acceptsIncremental: boolean;
  /** Whether the caller names application/json, the type it is answered with. */
  readonly namesJson: boolean;
}

const JSON_ONLY: Acceptance = { mediaType: 'application/json', acceptsIncremental: false, namesJson: true };
const ANYTHING: Acceptance = { mediaType: 'application/json', acceptsIncremental: false, namesJson: false };
const RESPONSE_JSON_ONLY: Acceptance = { mediaType: 'application/graphql-response+json', acceptsIncremental: false, namesJson: false };

/** The headers that nearly all requests carry. */
const USUAL: ReadonlyMap<string, Acceptance> = new Map([
  ['*/*', ANYTHING],
  ['application/json', JSON_ONLY],
  ['application/graphql-response+json', RESPONSE_JSON_ONLY],
  ['application/graphql-response+json, application/json', RESPONSE_JSON_ONLY],
  ['application/graphql-response+json,application/json;q=0.9', RESPONSE_JSON_ONLY],
]);

/** What to answer with; null where the header names nothing that is offered. */
export function negotiate(header: string | undefined): Acceptance | null {
  if (header === undefined) return ANYTHING;
  return USUAL.get(header) ?? weigh(header.split(',').map(toRange));
}

interface Range {
  readonly type: string;
  readonly weight: number;
}

function weigh(ranges: readonly Range[]): Acceptance | null {
  const json = match('application/json', ranges);
  const response = match('application/graphql-response+json', ranges);
  const multipart = match('multipart/mixed', ranges);
  const acceptsIncremental = multipart.weight > 0 && multipart.named;
  if (json.weight === 0 && response.weight === 0)
    return acceptsIncremental ? { mediaType: 'multipart/mixed', acceptsIncremental, namesJson: false } : null;
  const preferResponse = response.weight === json.weight ? response.named : response.weight > json.weight;
  return preferResponse
    ? { mediaType: 'application/graphql-response+json', acceptsIncremental, namesJson: false }
    : { mediaType: 'application/json', acceptsIncremental, namesJson: json.named };
}

interface Match {
  readonly weight: number;
  /** Whether the header names the type itself. */
  readonly named: boolean;
}

function match(type: string, ranges: readonly Range[]): Match {
  const family = `${type.slice(0, type.indexOf('/'))}/*`;
  for (const candidate of [type, family, '*/*']) {
    const found = ranges.find((range) => range.type === candidate);
    if (found) return { weight: found.weight, named: candidate === type };
  }
  return { weight: 0, named: false };
}

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  let weight = 1;
  for (const parameter of parameters) {
    if (parameter.startsWith('q=')) weight = /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(parameter.slice(2)) ? Number(parameter.slice(2)) : 0;
    if (parameter.startsWith('charset=') && !/^charset="?utf-?8"?$/.test(parameter)) weight = 0;
  }
  return { type, weight };
}
