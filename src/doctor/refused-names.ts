/** Which of many names a request may not hold, found by halving. */
import type { Answer } from './questioner.js';

export interface NamesTried {
  readonly taken: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** Every reply with rows. */
  readonly answers: readonly Answer[];
}

/** Asks with all names at once, and where that is refused with each half. What could not be answered is neither taken nor refused. */
export async function tryNames(names: readonly string[], ask: (names: readonly string[]) => Promise<Answer>): Promise<NamesTried> {
  const taken = new Set<string>();
  const refused = new Set<string>();
  const answers: Answer[] = [];
  const attempt = async (some: readonly string[]): Promise<void> => {
    if (some.length === 0) return;
    const answer = await ask(some);
    if (answer.outcome === 'rows') {
      answers.push(answer);
      for (const name of some) taken.add(name);
    } else if (answer.outcome === 'refused') {
      const [only] = some;
      if (some.length === 1 && only !== undefined) {
        refused.add(only);
        return;
      }
      const middle = Math.ceil(some.length / 2);
      await attempt(some.slice(0, middle));
      await attempt(some.slice(middle));
    }
  };
  // So many names are the most that one URL holds.
  for (let at = 0; at < names.length; at += NAMES_AT_ONCE) await attempt(names.slice(at, at + NAMES_AT_ONCE));
  return { taken, refused, answers };
}

const NAMES_AT_ONCE = 50;
