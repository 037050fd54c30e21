/**
 * One row: checks its JSON and notes where the value of each key is. Nothing is decoded.
 *
 * The rows of a reply have the same keys in nearly the same order. So every key knows the one that followed it, and a row's next key is
 * found by comparing its bytes with those of the key expected.
 */
import { Head, Key } from './layout';
import { byteAt, CLOSE_OBJECT, COMMA, NOT_JSON, QUOTE, skipBlanks, SPACE, stringEnd, valueEnd } from './tokens';

/** How many keys left out in a row are stepped over before the key counts as unknown. */
const STEPS: i32 = 24;

/** Scans the row whose brace opens at `at`. Gives the address behind the closing brace; `NOT_JSON` also where a key is unknown or comes twice. */
export function scanRow(at: usize, head: Head): usize {
  const root = head.root;
  const stamp = head.stamp + 1;
  head.stamp = stamp;
  let key = root;
  at = skipBlanks(at + 1);
  if (byteAt(at) == CLOSE_OBJECT) return at + 1;
  while (true) {
    key = expectKey(at, key, root);
    if (key == 0) return NOT_JSON;
    const known = changetype<Key>(key);
    if (known.stamp == stamp) return NOT_JSON;
    at += known.length;
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

/** Every spelling has three bytes at least: two quotes and a colon. */
function isSpelledAt(at: usize, spelling: usize, length: usize): bool {
  while (length > 8) {
    if (load<u64>(at) != load<u64>(spelling)) return false;
    at += 8;
    spelling += 8;
    length -= 8;
  }
  // The spelling's last word is padded with zeros.
  return (load<u64>(at) & (u64.MAX_VALUE >> ((<u64>(8 - length)) << 3))) == load<u64>(spelling);
}
