/**
 * What a response may be written as, by the Accept header (RFC 9110, section 12.5.1, and GraphQL over HTTP), and how it may be compressed, by
 * Accept-Encoding (section 12.5.3).
 *
 * The most specific range decides each type's weight. Between equal weights a type that is named goes before one that a wildcard
 * stands for, and then application/graphql-response+json, whose statuses say more; but to a caller who takes anything,
 * application/json, as the draft of GraphQL over HTTP asks of servers. Between equal weights of codings Brotli: at its lowest quality it is
 * both smaller and faster than gzip at its lowest level.
 */
import type { MediaType } from './graphql-request.js';

export interface Acceptance {
  readonly mediaType: MediaType;
  readonly acceptsIncremental: boolean;
  /** Whether the caller names application/json, the type it is answered with. */
  readonly namesJson: boolean;
}

/** What a caller who accepts anything is answered with. */
export const ACCEPTS_ANYTHING: Acceptance = { mediaType: 'application/json', acceptsIncremental: false, namesJson: false };

/** What to respond with; null where the header names nothing that is supported. An empty header counts as none. */
export function negotiate(header: string | undefined): Acceptance | null {
  if (header === undefined || header.trim() === '') return ACCEPTS_ANYTHING;
  const ranges = header.split(',').map(toRange);
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

export type ContentCoding = 'br' | 'gzip';

/** The coding to use; null for none. */
export function chooseCoding(header: string | undefined): ContentCoding | null {
  if (header === undefined) return null;
  const weights = new Map(
    header
      .split(',')
      .map(toRange)
      .map(({ type, weight }) => [type, weight]),
  );
  const weightOf = (coding: string) => weights.get(coding) ?? weights.get('*') ?? 0;
  const br = weightOf('br');
  const gzip = Math.max(weights.get('x-gzip') ?? 0, weightOf('gzip'));
  const best = Math.max(br, gzip);
  // A caller who prefers the bytes as they are gets them so.
  if (best === 0 || best < (weights.get('identity') ?? 0)) return null;
  return br >= gzip ? 'br' : 'gzip';
}

/** One element of either header. */
interface Range {
  readonly type: string;
  readonly weight: number;
}

const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;
const UTF_8 = /^charset="?utf-?8"?$/;

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  let weight = 1;
  for (const parameter of parameters) {
    if (parameter.startsWith('q=')) weight = WEIGHT.test(parameter.slice(2)) ? Number(parameter.slice(2)) : 0;
    if (parameter.startsWith('charset=') && !UTF_8.test(parameter)) weight = 0;
  }
  return { type, weight };
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
