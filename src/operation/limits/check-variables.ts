/**
 * Bounds on the values of variables, as they came: before they are coerced, which walks and copies all of them.
 */
import { badInput } from '../../errors.js';
import type { ValueLimits } from '../../limits.js';

/** `longVariables`: how long the strings of a variable itself may be, where that is not the usual length. Throws BAD_USER_INPUT. */
export function checkVariables(
  variables: Readonly<Record<string, unknown>>,
  longVariables: ReadonlyMap<string, number>,
  limits: ValueLimits,
): void {
  for (const [name, value] of Object.entries(variables))
    checkValue(value, `$${name}`, longVariables.get(name) ?? limits.stringLength, limits);
}

/** Half of a surrogate pair: no character, and nothing that UTF-8 can say. */
const HALF = /\p{Surrogate}/u;

function checkValue(value: unknown, place: string, length: number, limits: ValueLimits): void {
  if (typeof value === 'string') {
    if (value.length > length) throw badInput(`a string must have at most ${length} characters`, value.length, place);
    if (HALF.test(value)) throw badInput('a string must be Unicode', 'half of a surrogate pair', place);
  } else if (Array.isArray(value)) {
    if (value.length > limits.listItems) throw badInput(`a list must have at most ${limits.listItems} items`, value.length, place);
    for (const item of value) checkValue(item, place, limits.stringLength, limits);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (key === '__proto__') throw badInput('a key must be a GraphQL name', key, place);
      checkValue(member, place, limits.stringLength, limits);
    }
  }
}
