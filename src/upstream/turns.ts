/** Turns: of those who want the same thing, one behind the other, in the order in which they came. */

export interface Turn {
  /** Resolves when all who came before are done; null: at once. */
  readonly ready: Promise<void> | null;
  /** Lets the next one go. May be called before it is ready: its place is passed over. */
  readonly end: () => void;
}

export interface Turns {
  readonly take: (key: string) => Turn;
}

/** Nobody waits yet. */
export function createTurns(): Turns {
  /** When the last of each key is done. */
  const lasts = new Map<string, Promise<void>>();
  return {
    take: (key) => {
      const ready = lasts.get(key) ?? null;
      let done: () => void = () => undefined;
      const own = new Promise<void>((resolve) => (done = resolve));
      const last = ready === null ? own : ready.then(() => own);
      lasts.set(key, last);
      return {
        ready,
        end: () => {
          done();
          void last.then(() => {
            if (lasts.get(key) === last) lasts.delete(key);
          });
        },
      };
    },
  };
}
