/**
 * Rules about the headers as a whole: how many, and that those on which a decision hangs come once.
 *
 * Node keeps the first of two Authorization headers and says nothing, while a proxy before it may have read the second.
 */
import { GatewayError } from '../errors.js';

/** Headers that may come once, by the length of their name, which most names differ in already. */
const SINGLE: ReadonlyMap<number, string> = new Map(['host', 'content-type', 'authorization'].map((name) => [name.length, name]));

/** `rawHeaders` as Node has them: name, value, name, value. Throws REQUEST_HEADER_FIELDS_TOO_LARGE or BAD_REQUEST. */
export function checkHeaders(rawHeaders: readonly string[], maxCount: number): void {
  if (rawHeaders.length > maxCount * 2)
    throw new GatewayError('REQUEST_HEADER_FIELDS_TOO_LARGE', `A request must have at most ${maxCount} headers.`);
  const seen = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const single = SINGLE.get(name.length);
    if (single === undefined || name.toLowerCase() !== single) continue;
    if (seen.has(single)) throw new GatewayError('BAD_REQUEST', `The header ${single} must come once.`);
    seen.add(single);
  }
}
