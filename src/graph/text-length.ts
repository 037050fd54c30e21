/** Arguments whose text may be longer than that of others, marked where they are defined. */
import type { GraphQLArgument } from 'graphql';

const KEY = 'textLength';

/** The extensions of an argument whose text may have so many characters. */
export function longText(length: number): Readonly<Record<string, unknown>> {
  return { [KEY]: length };
}

/** How many characters the argument's text may have; undefined where the usual bound holds. */
export function textLengthOf(argument: Pick<GraphQLArgument, 'extensions'> | undefined): number | undefined {
  const length = argument?.extensions[KEY];
  return typeof length === 'number' ? length : undefined;
}
