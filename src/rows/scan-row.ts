/**
 * One row: checks its JSON and notes where the value of each key is. Nothing is decoded.
 *
 * This loop sees every key and every value. It asks for blanks itself, since there mostly are none, and it is to stay one function: the
 * engine then compiles the comparison of keys and the walk over strings into it.
 */
import type { Bytes } from './bytes.js';
import { CLOSE_OBJECT, COLON, COMMA, NOT_JSON, QUOTE, SPACE, skipBlanks, stringEnd, valueEnd } from './json-tokens.js';
import { expectKey, lookUpKey, type RowKeys } from './row-keys.js';

/** The row holds one key twice. */
export const KEY_TWICE = -2;

/**
 * Scans the row whose brace opens at `text[at]` and stamps its keys with the number `row`. Gives the offset behind the closing brace,
 * `NOT_JSON` or `KEY_TWICE`. The text must be valid UTF-8 and end in a line break.
 */
export function scanRow(text: Bytes, at: number, keys: RowKeys, row: number): number {
  const { view } = text;
  let key = keys.root;
  at = skipBlanks(view, at + 1);
  if (view.getUint8(at) === CLOSE_OBJECT) return at + 1;
  for (;;) {
    if (view.getUint8(at) !== QUOTE) return NOT_JSON;
    const expected = expectKey(keys, view, at, key);
    if (expected !== null) {
      key = expected;
      at += key.length;
    } else {
      const end = stringEnd(view, at);
      if (end === NOT_JSON) return NOT_JSON;
      key = lookUpKey(keys, text.buffer.toString('utf8', at, end), key);
      at = skipBlanks(view, end);
      if (view.getUint8(at) !== COLON) return NOT_JSON;
      at++;
    }
    if (key.row === row) return KEY_TWICE;
    let byte = view.getUint8(at);
    if (byte <= SPACE) {
      at = skipBlanks(view, at);
      byte = view.getUint8(at);
    }
    key.row = row;
    key.start = at;
    at = byte === QUOTE ? stringEnd(view, at) : valueEnd(view, at);
    if (at === NOT_JSON) return NOT_JSON;
    key.end = at;
    byte = view.getUint8(at);
    if (byte <= SPACE) {
      at = skipBlanks(view, at);
      byte = view.getUint8(at);
    }
    if (byte === CLOSE_OBJECT) return at + 1;
    if (byte !== COMMA) return NOT_JSON;
    at++;
    if (view.getUint8(at) <= SPACE) at = skipBlanks(view, at);
  }
}
