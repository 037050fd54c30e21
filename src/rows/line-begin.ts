/** What the first bytes of a line tell: whether it can be a row or a message, before its end has come. */
const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A row, or the API's form of a message. */
export const beginsLine = (byte: number): boolean => byte === OPEN_OBJECT || byte === QUOTE;

/** The first byte of a line that is no blank. */
export function contentStart(text: Uint8Array, line: number): number {
  let at = line === 1 ? behindMark(text) : 0;
  while (text[at] === 0x20 || text[at] === 0x09 || text[at] === 0x0d) at++;
  return at;
}

/** Behind the byte order mark that a reply may begin with, or behind as much of it as has come. */
export function behindMark(text: Uint8Array): number {
  let at = 0;
  while (at < BYTE_ORDER_MARK.length && text[at] === BYTE_ORDER_MARK[at]) at++;
  return at;
}

/** The text if it is one JSON string, and nothing but blanks behind it. */
export function wholeMessage(text: Uint8Array): string | null {
  if (text[0] !== QUOTE) return null;
  const token = Buffer.from(text)
    .toString('utf8')
    .replace(/(?<![ \t\r])[ \t\r]+$/, '');
  try {
    JSON.parse(token);
    return token;
  } catch {
    return null;
  }
}
