/** Items from one who makes them to one who takes them, made no faster than they are taken. */
export interface Handover<T> {
  /** Resolves when the item was taken and the next one is asked for. Throws where nobody takes items any more. */
  readonly put: (item: T) => Promise<void>;
  /** There are no more items behind those that were put. */
  readonly end: () => void;
  /** Whoever takes items meets this error behind those that were put. */
  readonly fail: (error: unknown) => void;
  /** May be walked once. */
  readonly items: AsyncIterable<T>;
}

/** Nothing handed over yet. `left`: the error of those who put items that nobody takes any more. */
export function createHandover<T>(left: () => Error): Handover<T> {
  const items: T[] = [];
  let ending: { readonly error: unknown } | 'ended' | null = null;
  let hasLeft = false;
  let wake = (): void => undefined;
  let taken = (): void => undefined;

  async function* walk(): AsyncGenerator<T, void> {
    try {
      for (;;) {
        const item = items.shift();
        if (item !== undefined) {
          yield item;
          if (items.length === 0) taken();
        } else if (ending === 'ended') return;
        else if (ending !== null) throw ending.error;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      hasLeft = true;
      taken();
    }
  }

  const conclude = (how: NonNullable<typeof ending>): void => {
    ending ??= how;
    wake();
    taken();
  };

  return {
    put: (item) => {
      if (hasLeft) throw left();
      items.push(item);
      wake();
      return new Promise((resolve) => (taken = resolve));
    },
    end: () => conclude('ended'),
    fail: (error) => conclude({ error }),
    items: { [Symbol.asyncIterator]: walk },
  };
}
