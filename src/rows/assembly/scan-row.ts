/** One row: checks its JSON and notes where the value of each key is. Nothing is decoded. */
import { lookUpKey } from './host';
import { Key } from './layout';
import { byteAt, CLOSE_OBJECT, COLON, COMMA, NOT_JSON, QUOTE, skipBlanks, SPACE, stringEnd, valueEnd } from './tokens';

/** The row holds one key twice. */
export const KEY_TWICE: usize = 1;

/** How many keys left out in a row are stepped over before the key is looked up. */
const STEPS: i32 = 24;

/** The row scanned last. No two rows have the same number, of whichever reply they are, so what a key holds of another is never taken for it. */
export let stamp: u64 = 0;

/** Scans the row whose brace opens at `at`. Gives the address behind the closing brace, `NOT_JSON` or `KEY_TWICE`. */
export function scanRow(at: usize, root: usize): usize {
  stamp++;
  let key = root;
  at = skipBlanks(at + 1);
  if (byteAt(at) == CLOSE_OBJECT) return at + 1;
  while (true) {
    if (byteAt(at) != QUOTE) return NOT_JSON;
    const expected = expectKey(at, key, root);
    if (expected != 0) {
      key = expected;
      at += changetype<Key>(key).length;
    } else {
      const end = stringEnd(at);
      if (end == NOT_JSON) return NOT_JSON;
      key = lookUpKey(at, end, key);
      at = skipBlanks(end);
      if (byteAt(at) != COLON) return NOT_JSON;
      at++;
    }
    const known = changetype<Key>(key);
    if (known.stamp == stamp) return KEY_TWICE;
    if (byteAt(at) <= SPACE) at = skipBlanks(at);
    known.stamp = stamp;
    known.start = at;
    at = byteAt(at) == QUOTE ? stringEnd(at) : valueEnd(at, 0);
    if (at == NOT_JSON) return NOT_JSON;
    known.end = at;
    if (byteAt(at) <= SPACE) at = skipBlanks(at);
    const byte = byteAt(at);
    if (byte == CLOSE_OBJECT) return at + 1;
    if (byte != COMMA) return NOT_JSON;
    at++;
    if (byteAt(at) <= SPACE) at = skipBlanks(at);
  }
}

/** The key spelled at `at`, if it is one of those expected after `previous`; 0 if it is none. Behind the last key the first is expected. */
function expectKey(at: usize, previous: usize, root: usize): usize {
  let key = changetype<Key>(previous).next;
  if (key == 0) key = changetype<Key>(root).next;
  for (let step = 0; step < STEPS && key != 0; step++) {
    const candidate = changetype<Key>(key);
    if (isSpelledAt(at, candidate.spelling, candidate.length)) return key;
    key = candidate.next;
    if (key == 0) key = changetype<Key>(root).next;
  }
  return 0;
}

function isSpelledAt(at: usize, spelling: usize, length: usize): bool {
  while (length > 8) {
    if (load<u64>(at) != load<u64>(spelling)) return false;
    at += 8;
    spelling += 8;
    length -= 8;
  }
  // The spelling's last word is padded with zeros.
  return length != 0 && (load<u64>(at) & (u64.MAX_VALUE >> ((<u64>(8 - length)) << 3))) == load<u64>(spelling);
}
