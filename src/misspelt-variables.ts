/** Environment variables that look like a misspelt option: an option that is not read keeps its default, and nothing else would say so. */

export interface MisspeltVariable {
  readonly given: string;
  /** The option that was probably meant. */
  readonly meant: string;
}

/** Shorter names are one letter from too many others: `HOST`, `PORT`. */
const LEAST_LENGTH = 6;

/** The names that are one edit from an option's, or differ from it in `_` alone. An option that is set itself was not misspelt. */
export function findMisspelt(given: readonly string[], known: readonly string[]): readonly MisspeltVariable[] {
  const options = new Set(known);
  const set = new Set(given);
  const missed = known.filter((option) => option.length >= LEAST_LENGTH && !set.has(option));
  return given.flatMap((name) => {
    if (options.has(name)) return [];
    const meant = missed.find((option) => withoutUnderscores(name) === withoutUnderscores(option) || isOneEdit(name, option));
    return meant === undefined ? [] : [{ given: name, meant }];
  });
}

const withoutUnderscores = (name: string): string => name.replaceAll('_', '');

/** Whether one character more, less or other makes one name the other. */
function isOneEdit(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  const [restOfLeft, restOfRight] = [left.slice(start), right.slice(start)];
  return restOfLeft.slice(1) === restOfRight.slice(1) || restOfLeft.slice(1) === restOfRight || restOfLeft === restOfRight.slice(1);
}
