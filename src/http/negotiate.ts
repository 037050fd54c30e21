/**
 * What a response may be written as, by the Accept header (RFC 9110, section 12.5.1, and GraphQL over HTTP), and how it may be compressed, by
 * Accept-Encoding (section 12.5.3).
 *
 * The most specific range decides each type's weight. Between equal weights a type that is named goes before one that a wildcard
 * stands for, and then application/graphql-response+json, whose statuses say more; but a caller who accepts anything gets
 * application/json, as the draft of GraphQL over HTTP asks of servers. Between equal weights of codings Brotli: at its lowest quality it is
 * both smaller and faster than gzip at its lowest level.
 */
import { LRUCache } from 'lru-cache';
import type { FileFormat, IncrementalSpec, MediaType } from './graphql-request.js';

export interface Acceptance {
  readonly mediaType: MediaType;
  /** The file that is preferred to any GraphQL response; null where there is none. */
  readonly file: FileFormat | null;
  /** The form in which the caller accepts incremental delivery; null where it accepts none. */
  readonly incremental: IncrementalSpec | null;
}

/** What a caller who accepts anything is answered with. */
export const ACCEPTS_ANYTHING: Acceptance = { mediaType: 'application/json', file: null, incremental: null };

/** What to respond with; null where the header names nothing that is supported. An empty header counts as none. */
export function negotiate(header: string | undefined): Acceptance | null {
  return header === undefined ? ACCEPTS_ANYTHING : acceptanceOf(header);
}

/** Callers send few different headers, again and again: so many are kept, up to that length. */
const HEADERS_KEPT = 64;
const CHARACTERS_KEPT = 256;

/** The same function, which keeps what it returned last. */
function keeping<T>(read: (header: string) => T): (header: string) => T {
  const kept = new LRUCache<string, { readonly value: T }>({ max: HEADERS_KEPT });
  return (header) => {
    const known = kept.get(header);
    if (known !== undefined) return known.value;
    const value = read(header);
    if (header.length <= CHARACTERS_KEPT) kept.set(header, { value });
    return value;
  };
}

const acceptanceOf = keeping((header): Acceptance | null => {
  if (header.trim() === '') return ACCEPTS_ANYTHING;
  const ranges = header.split(',').map(toRange);
  const json = match('application/json', ranges);
  const response = match('application/graphql-response+json', ranges);
  const file = preferredFile(ranges, [json, response]);
  if (file) return { mediaType: 'application/json', file, incremental: null };
  const multipart = match('multipart/mixed', ranges);
  const acceptsParts = multipart.weight > 0 && multipart.named;
  const incremental = acceptsParts ? specOf(multipart.parameters) : null;
  if (json.weight === 0 && response.weight === 0) return acceptsParts ? { mediaType: 'multipart/mixed', file: null, incremental } : null;
  const preferResponse = response.weight === json.weight ? response.named : response.weight > json.weight;
  return { mediaType: preferResponse ? 'application/graphql-response+json' : 'application/json', file: null, incremental };
});

/**
 * The file that the header prefers: one that it names, and no response of GraphQL with more weight. At equal weight a response goes first where
 * it is named, too.
 */
function preferredFile(ranges: readonly Range[], responses: readonly Match[]): FileFormat | null {
  let best: { readonly weight: number; readonly format: FileFormat } | null = null;
  for (const { type, weight, parameters } of ranges) {
    if (type !== 'text/csv' && type !== 'application/x-ndjson') continue;
    const format = fileFormat(type, parameters);
    if (format && weight > (best?.weight ?? 0)) best = { weight, format };
  }
  if (best === null) return null;
  const { weight, format } = best;
  return responses.some((response) => (response.named ? response.weight >= weight : response.weight > weight)) ? null : format;
}

/** The format that the parameters ask for; null where one has a value that is not supported. */
function fileFormat(mediaType: FileFormat['mediaType'], parameters: readonly string[]): FileFormat | null {
  const valueOf = (name: string) =>
    parameters
      .find((parameter) => parameter.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .replaceAll('"', '');
  const escape = valueOf('escape');
  const errors = valueOf('errors');
  if ((escape !== undefined && escape !== 'none') || (errors !== undefined && errors !== 'empty')) return null;
  return { mediaType, escapesFormulas: escape === undefined, emptiesErrors: errors !== undefined };
}

/**
 * The form of incremental delivery that the parameters of multipart/mixed ask for: without any, the form of 2022. Null where they ask for
 * one that is not supported; the result is then delivered whole.
 */
function specOf(parameters: readonly string[]): IncrementalSpec | null {
  const asked = parameters
    .filter((parameter) => /^(?:deferspec|incrementalspec)=/.test(parameter))
    .map((parameter) => parameter.replaceAll('"', ''));
  if (asked.every((parameter) => parameter === 'deferspec=20220824' || parameter === 'incrementalspec=v0.1')) return 'v0.1';
  return asked.every((parameter) => parameter === 'incrementalspec=v0.2') ? 'v0.2' : null;
}

export type ContentCoding = 'br' | 'gzip';

/** The coding to use; null for none. */
export function chooseCoding(header: string | undefined): ContentCoding | null {
  return header === undefined ? null : codingOf(header);
}

const codingOf = keeping((header): ContentCoding | null => {
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
});

/** One element of either header. */
interface Range {
  readonly type: string;
  readonly weight: number;
  /** In lower case, `name=value`. */
  readonly parameters: readonly string[];
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
  return { type, weight, parameters };
}

interface Match {
  readonly weight: number;
  readonly parameters: readonly string[];
  /** Whether the header names the type itself. */
  readonly named: boolean;
}

function match(type: string, ranges: readonly Range[]): Match {
  const family = `${type.slice(0, type.indexOf('/'))}/*`;
  for (const candidate of [type, family, '*/*']) {
    const found = ranges.find((range) => range.type === candidate);
    if (found) return { named: candidate === type, ...found };
  }
  return { weight: 0, parameters: [], named: false };
}
