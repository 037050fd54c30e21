/** Names that GraphQL takes, from texts that may be none. */

const NAME = /^(?!__)[A-Za-z_][A-Za-z0-9_]*$/;

/** The text itself where it is a name (one that begins with two underscores belongs to introspection), else the nearest name. */
export function graphqlName(text: string): string {
  if (NAME.test(text)) return text;
  const plain = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+/, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

/** Names that are each given once. */
export interface FreeNames {
  /** Keeps a name from being given. */
  readonly take: (name: string) => void;
  /** Gives the name, or the first of name2, name3 … that is free. */
  readonly give: (name: string) => string;
}

/** No name is taken yet. */
export function createFreeNames(): FreeNames {
  const taken = new Map<string, number>();
  const take = (name: string) => {
    if (!taken.has(name)) taken.set(name, 2);
  };
  return {
    take,
    give(name) {
      let number = taken.get(name);
      let free = name;
      if (number !== undefined) {
        do free = `${name}${number++}`;
        while (taken.has(free));
        taken.set(name, number);
      }
      take(free);
      return free;
    },
  };
}
