/**
 * Finished JSON text in an execution result. A resolver of a leaf field hands it over, no executor walks it, and `writeJson` splices its
 * bytes into the response where it stands.
 */
import { randomUUID } from 'node:crypto';

/** Stands for the text while the rest is stringified. Nobody outside the process can know it, so no caller's value is mistaken for it. */
const PLACE = `row text ${randomUUID()}`;
const QUOTED_PLACE = JSON.stringify(PLACE);

/** The texts met by the stringify under way, in order. `JSON.stringify` is synchronous, so there is one at a time. */
let met: RowText[] = [];

export class RowText {
  /** Pieces of one JSON value, in order. */
  readonly pieces: readonly (Uint8Array | string)[];

  constructor(pieces: readonly (Uint8Array | string)[]) {
    this.pieces = pieces;
  }

  toJSON(): string {
    met.push(this);
    return PLACE;
  }
}

/** The value as JSON in pieces, every `RowText` in it copied as it is. */
export function writeJson(value: unknown): readonly (Uint8Array | string)[] {
  met = [];
  const text = JSON.stringify(value);
  const texts = met;
  met = [];
  if (texts.length === 0) return [text];
  const written: (Uint8Array | string)[] = [];
  let from = 0;
  for (const { pieces } of texts) {
    const at = text.indexOf(QUOTED_PLACE, from);
    written.push(text.slice(from, at), ...pieces);
    from = at + QUOTED_PLACE.length;
  }
  written.push(text.slice(from));
  return written;
}
