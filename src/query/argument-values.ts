/**
 * Reading arguments as GraphQL coerced them: lists, input objects, and texts that can be sent.
 */

import { GatewayError } from '../errors.js';

/** An input object, whatever its prototype. */
export type Input = Readonly<Record<string, unknown>>;

const NOTHING: readonly unknown[] = Object.freeze([]);

/** Characters that a text may have at most. */
export const MAX_TEXT = 4096;

/** Whether a value is an input object. */
export function isInput(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list argument: what is left out or null is the empty list, and one value is the list of it, as GraphQL coerces it. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return NOTHING;
  return Array.isArray(value) ? value : [value];
}

/** A null where a value is due. It would ask less than was meant, so it is refused rather than left out in silence. */
export function nullError(name: string, place: string): GatewayError {
  return new GatewayError(
    'BAD_USER_INPUT',
    `${name} must not be null (${place}). To set no condition, leave the key out; in JavaScript, undefined does that.`,
  );
}

/** The rule that a text breaks, or null where it can be sent exactly as it stands. */
export function brokenTextRule(value: string): string | null {
  if (value.length > MAX_TEXT && (value.length > 2 * MAX_TEXT || [...value].length > MAX_TEXT))
    return `must be at most ${MAX_TEXT} characters long`;
  if (/[\0\uD800-\uDFFF]/u.test(value)) return 'must not contain a NUL character or an unpaired surrogate';
  return null;
}
