/**
 * Cells in odd forms that the host has decoded. A column has the same few of them again and again (a coordinate of 17 digits), and
 * what a token becomes as a type is the same in every reply, so they are remembered here and the host is asked once.
 *
 * A table with one place for each hash: what comes later takes the place. It lies in the kernel's own page, behind what the compiler puts there.
 */
const TABLE: usize = 1024;
const PLACES: usize = 512;

/** Of a place: the type and both lengths, the token padded with zeros, the text. */
const TOKEN: usize = 8;
const TEXT: usize = 32;
const PLACE: usize = 64;

const LONGEST_TOKEN: usize = 24;
const LONGEST_TEXT: usize = 32;

/** Writes what the token `[start, end)` became as that type and gives the address behind it; 0 if it is not known. */
export function writeKnown(type: i32, start: usize, end: usize, at: usize): usize {
  const length = end - start;
  if (length > LONGEST_TOKEN) return 0;
  const place = placeOf(type, start, length);
  if (load<u8>(place) != <u8>type || load<u8>(place + 1) != <u8>length) return 0;
  for (let i: usize = 0; i < LONGEST_TOKEN; i += 8) {
    if (load<u64>(place + TOKEN + i) != wordOf(start + i, <isize>length - <isize>i)) return 0;
  }
  v128.store(at, v128.load(place + TEXT));
  v128.store(at + 16, v128.load(place + TEXT + 16));
  return at + load<u8>(place + 2);
}

/** Remembers that the token `[start, end)` became the text `[at, behind)` as that type. */
export function remember(type: i32, start: usize, end: usize, at: usize, behind: usize): void {
  const length = end - start;
  const size = behind - at;
  if (length > LONGEST_TOKEN || size > LONGEST_TEXT || size == 0) return;
  const place = placeOf(type, start, length);
  store<u8>(place, <u8>type);
  store<u8>(place + 1, <u8>length);
  store<u8>(place + 2, <u8>size);
  for (let i: usize = 0; i < LONGEST_TOKEN; i += 8) store<u64>(place + TOKEN + i, wordOf(start + i, <isize>length - <isize>i));
  memory.copy(place + TEXT, at, size);
}

function placeOf(type: i32, start: usize, length: usize): usize {
  let hash: u64 = <u64>length * 31 + <u64>type;
  for (let i: usize = 0; i < LONGEST_TOKEN; i += 8) {
    hash = (hash ^ wordOf(start + i, <isize>length - <isize>i)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 32;
  }
  return TABLE + ((<usize>hash) & (PLACES - 1)) * PLACE;
}

/** The next `left` bytes, at most eight, padded with zeros. */
function wordOf(at: usize, left: isize): u64 {
  if (left >= 8) return load<u64>(at);
  return left <= 0 ? 0 : load<u64>(at) & (u64.MAX_VALUE >> ((<u64>(8 - left)) << 3));
}
