/**
 * JSON as strict as a request needs it: bytes that are UTF-8 (a byte order mark before them is skipped), no key twice in one object, no nesting beyond a bound.
 *
 * The platform's parser takes the last of two equal keys and puts U+FFFD where bytes are wrong, both silently. It is kept for its speed:
 * one pass over the text bounds the nesting before it runs and counts the keys that are written; the value it makes must hold as many.
 */
import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../errors.js';

/**
 * The value of a JSON text. Throws BAD_REQUEST, or VARIABLES_TOO_DEEP beyond `maxDepth` levels; no message repeats the text, and each begins
 * with what it is, `place`.
 */
export function parseStrictJson(bytes: Buffer, maxDepth: number, place = 'The body'): unknown {
  if (!isUtf8(bytes)) throw new GatewayError('BAD_REQUEST', `${place} must be UTF-8.`);
  const decoded = bytes.toString('utf8');
  const text = decoded.charCodeAt(0) === BYTE_ORDER_MARK ? decoded.slice(1) : decoded;
  const written = countKeys(text, maxDepth, place);
  const value = parse(text, place);
  if (countMembers(value) !== written) throw new GatewayError('BAD_REQUEST', `${place} must not repeat a key.`);
  return value;
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GatewayError('BAD_REQUEST', `${place} must be JSON.`);
  }
}

const BYTE_ORDER_MARK = 0xfeff;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** How many keys the text writes: in JSON, a colon outside a string follows a key and nothing else. */
function countKeys(text: string, maxDepth: number, place: string): number {
  let depth = 0;
  let keys = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = endOfString(text, i);
        break;
      case COLON:
        keys++;
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        if (++depth > maxDepth) throw new GatewayError('VARIABLES_TOO_DEEP', `${place} may be nested at most ${maxDepth} levels deep.`);
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth--;
        break;
      default:
    }
  }
  return keys;
}

/** Where the string that begins at `start` ends; the text's end where it does not. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i++;
  }
  return text.length;
}

/** How many keys the objects of a value hold in all. The recursion is bounded, since the text's nesting was. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += countMembers(item);
    return members;
  }
  for (const item of Object.values(value)) members += 1 + countMembers(item);
  return members;
}
