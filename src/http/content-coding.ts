/**
 * How an answer may be compressed, by the Accept-Encoding header (RFC 9110, section 12.5.3). Between equal weights Brotli: at its lowest
 * quality it is both smaller and faster than gzip at its lowest level.
 */

export type ContentCoding = 'br' | 'gzip';

/** What most callers send. */
const USUAL: ReadonlyMap<string, ContentCoding> = new Map([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate, br', 'br'],
  ['br, gzip, deflate', 'br'],
  ['gzip, deflate', 'gzip'],
  ['gzip', 'gzip'],
  ['br', 'br'],
]);

/** The coding to use; null for none. */
export function chooseCoding(header: string | undefined): ContentCoding | null {
  if (header === undefined) return null;
  return USUAL.get(header) ?? weigh(header);
}

function weigh(header: string): ContentCoding | null {
  const weights = new Map(header.split(',').map(toCoding));
  const weightOf = (coding: string) => weights.get(coding) ?? weights.get('*') ?? 0;
  const br = weightOf('br');
  const gzip = Math.max(weights.get('x-gzip') ?? 0, weightOf('gzip'));
  // A caller who would rather have the bytes as they are gets them so.
  const best = Math.max(br, gzip);
  if (best === 0 || best < (weights.get('identity') ?? 0)) return null;
  return br >= gzip ? 'br' : 'gzip';
}

function toCoding(text: string): readonly [string, number] {
  const [coding = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return [coding, /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0];
}
