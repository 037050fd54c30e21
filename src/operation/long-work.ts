/**
 * Turns of the event loop for what takes long before any row is read. All requests share them, so that many large documents at once leave time
 * for others.
 */
import { CELLS_A_TURN, createPace } from '../reports/pace.js';

/** A text of so many characters or fewer is prepared at once: as many as arrive together are started in one turn. */
const SHORT_TEXT = 512;

/** Characters whose parsing and validation are as much work as completing a cell. */
const CHARACTERS_A_CELL = 2;

const pace = createPace();

/** Undefined where the text may be parsed and validated now, or was before; otherwise resolves in a turn that has room for it. */
export function turnForText(text: string | null, isPrepared: (text: string) => boolean): Promise<void> | undefined {
  if (text === null || text.length <= SHORT_TEXT || isPrepared(text)) return undefined;
  return pace.turnFor(text.length / CHARACTERS_A_CELL);
}

/** Resolves in a later turn of the event loop, which what follows then has to itself. */
export async function takeOwnTurn(): Promise<void> {
  // What this turn has room for would run in it.
  void pace.turnFor(CELLS_A_TURN);
  await pace.turnFor(CELLS_A_TURN);
}
