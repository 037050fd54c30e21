/**
 * Bounds on a document's text, kept before it is parsed: how many tokens, and how deep its brackets nest.
 *
 * The parser, the validator and the executor all descend by recursion. A text that nests without end would run any of them off the end
 * of the stack; one look at its characters costs next to nothing and needs no stack.
 */
import { GatewayError } from '../../errors.js';
import type { DocumentLimits } from '../../limits.js';

/** How many tokens a document has. Throws MAX_TOKENS_LIMIT, or GRAPHQL_PARSE_FAILED for brackets nested beyond the bound. */
export function checkSource(text: string, limits: Pick<DocumentLimits, 'tokens' | 'nesting'>): number {
  let tokens = 0;
  let nesting = 0;
  let i = 0;
  while (i < text.length) {
    const character = text.charCodeAt(i);
    const kind = KINDS[character] ?? (character === BYTE_ORDER_MARK ? IGNORED : OTHER);
    if (kind === IGNORED) i++;
    else if (kind === COMMENT) i = endOfLine(text, i);
    else {
      if (++tokens > limits.tokens) throw new GatewayError('MAX_TOKENS_LIMIT', `A document may have at most ${limits.tokens} tokens.`);
      if (kind === OPEN && ++nesting > limits.nesting)
        throw new GatewayError('GRAPHQL_PARSE_FAILED', `A document may nest brackets at most ${limits.nesting} levels deep.`);
      if (kind === CLOSE) nesting--;
      i = endOfToken(kind, text, i);
    }
  }
  return tokens;
}

const [OTHER, IGNORED, COMMENT, OPEN, CLOSE, NAME, NUMBER, QUOTE, DOT] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/** What an ASCII character begins. */
const KINDS: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (' \t\r\n,'.includes(character)) return IGNORED;
  if ('([{'.includes(character)) return OPEN;
  if (')]}'.includes(character)) return CLOSE;
  if (/[_A-Za-z]/.test(character)) return NAME;
  if (/[-\d]/.test(character)) return NUMBER;
  return { '#': COMMENT, '"': QUOTE, '.': DOT }[character] ?? OTHER;
});

const [LINE_FEED, CARRIAGE_RETURN, QUOTATION_MARK, HYPHEN, FULL_STOP, BACKSLASH] = [0x0a, 0x0d, 0x22, 0x2d, 0x2e, 0x5c] as const;
const BYTE_ORDER_MARK = 0xfeff;
const LINE_END = /[\n\r]/g;
const NUMBER_TEXT = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function endOfLine(text: string, start: number): number {
  LINE_END.lastIndex = start;
  return LINE_END.exec(text)?.index ?? text.length;
}

function endOfToken(kind: number, text: string, start: number): number {
  switch (kind) {
    case NAME:
      return endOfName(text, start);
    case NUMBER:
      NUMBER_TEXT.lastIndex = start;
      return start + (NUMBER_TEXT.exec(text)?.[0].length ?? 1);
    case QUOTE:
      return text.startsWith('"""', start) ? endOfBlock(text, start + 3) : endOfQuoted(text, start + 1);
    case DOT:
      return endOfDots(text, start);
    default:
      return start + 1;
  }
}

function endOfName(text: string, start: number): number {
  let end = start + 1;
  for (;;) {
    const kind = KINDS[text.charCodeAt(end)];
    if (kind !== NAME && (kind !== NUMBER || text.charCodeAt(end) === HYPHEN)) return end;
    end++;
  }
}

/** `...`, or as much of it as is there. */
function endOfDots(text: string, start: number): number {
  let end = start + 1;
  while (end < start + 3 && text.charCodeAt(end) === FULL_STOP) end++;
  return end;
}

/** A block string ends at three quotes; `\"""` stands for three quotes inside it. */
function endOfBlock(text: string, from: number): number {
  let end = text.indexOf('"""', from);
  while (end !== -1 && text[end - 1] === '\\') end = text.indexOf('"""', end + 3);
  return end === -1 ? text.length : end + 3;
}

/** A string ends at its quote, or with its line: what follows is not of its text. */
function endOfQuoted(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === BACKSLASH) i++;
    else if (character === QUOTATION_MARK) return i + 1;
    else if (character === LINE_FEED || character === CARRIAGE_RETURN) return i;
  }
  return text.length;
}
