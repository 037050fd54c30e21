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

/** Behind the byte order mark that a reply may begin with; 0 where it has none. */
export function behindMark(text: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, at) => text[at] === byte) ? BYTE_ORDER_MARK.length : 0;
}

/** Whether the text is a byte order mark cut short. */
export function isPartOfMark(text: Uint8Array): boolean {
  return text.length > 0 && text.length < BYTE_ORDER_MARK.length && text.every((byte, at) => byte === BYTE_ORDER_MARK[at]);
}
