/**
 * What the Reports API says of a request that it refuses, in a form that may be logged.
 *
 * Its sentences may repeat what a caller wrote. The credential is blanked first, whatever it holds; digits and quoted parts are replaced before
 * anything is cut, so that no half of either stays.
 */
import { constants, gunzipSync } from 'node:zlib';
import { blankCredentials } from './blank-credentials.js';

/** Characters of a sentence that are kept. */
const MOST = 200;
/** Bytes of a refusal's body that are read for its sentence. */
export const SENTENCE_BYTES = 4_096;

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '“': '”', '”': '”' };
const WORD = /[\p{L}\p{N}]/u;

/**
 * Digits become `#`, quoted parts `"…"`, line breaks blanks; then at most 200 characters stay. An apostrophe inside a word is no quote, and a
 * quote that is not closed reaches to the end.
 */
export function cleanSentence(text: string): string {
  const characters = [...text];
  const isQuote = (at: number): boolean => {
    const character = characters[at] ?? '';
    if (!Object.hasOwn(CLOSING, character)) return false;
    return character !== "'" || !(WORD.test(characters[at - 1] ?? '') && WORD.test(characters[at + 1] ?? ''));
  };
  const cleaned: string[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (isQuote(at)) {
      const closing = CLOSING[character];
      do at += 1;
      while (at < characters.length && !(characters[at] === closing && isQuote(at)));
      cleaned.push('"…"');
    } else if (/\p{N}/u.test(character)) cleaned.push('#');
    else cleaned.push(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character) ? ' ' : character);
  }
  return [...cleaned.join('').trim()].slice(0, MOST).join('');
}

/**
 * The cleaned sentence of a refusal's body: a text in JSON, a member `error` or `message`, or plain text. Null where it has none.
 * `credentials`: the Authorization headers that were sent, of which nothing stays.
 */
export function sentenceOf(body: Uint8Array, coding: string | undefined, credentials: readonly string[]): string | null {
  const text = decoded(body, coding);
  if (text === null) return null;
  const told = textOf(text.trim());
  const cleaned = told === null ? '' : cleanSentence(blankCredentials(told, credentials));
  return cleaned === '' ? null : cleaned;
}

function decoded(body: Uint8Array, coding: string | undefined): string | null {
  try {
    if (coding === undefined || coding === 'identity') return Buffer.from(body).toString('utf8');
    if (coding !== 'gzip') return null;
    const options = { maxOutputLength: SENTENCE_BYTES * 16, finishFlush: constants.Z_SYNC_FLUSH };
    return gunzipSync(body, options).toString('utf8');
  } catch {
    // A body that cannot be read has no sentence; the refusal itself is reported in any case.
    return null;
  }
}

function textOf(text: string): string | null {
  // A page has no sentence.
  if (text.startsWith('<')) return null;
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'string') return json;
    const members: Readonly<Record<string, unknown>> = typeof json === 'object' && json !== null ? { ...json } : {};
    const told = members['error'] ?? members['message'];
    return typeof told === 'string' ? told : null;
  } catch {
    // What was cut within an object is not guessed at.
    return text.startsWith('{') || text.startsWith('[') ? null : text;
  }
}
