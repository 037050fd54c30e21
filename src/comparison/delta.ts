/** What became of a figure from one period to the other. */

import { GatewayError } from '../errors.js';

/** A cell whose value broke its type: the error stands where the value would. */
type Figure = number | null | Error;

/** The later figure minus the earlier, in decimal, so that 0.3 − 0.1 is 0.2; null where either is missing, an error where either is one. */
export function deltaOf(current: unknown, previous: unknown): Figure {
  const [now, before] = [figureOf(current), figureOf(previous)];
  if (now instanceof Error) return now;
  if (before instanceof Error) return before;
  return now === null || before === null ? null : finite(subtract(now, before), 'The difference');
}

/**
 * The delta divided by the earlier figure: 0.5 for half as much again. Null where there is none, or it would be divided by 0; an error where the
 * quotient is beyond every number.
 */
export function deltaRatioOf(current: unknown, previous: unknown): Figure {
  const delta = deltaOf(current, previous);
  if (delta === null || delta instanceof Error) return delta;
  const before = figureOf(previous);
  if (typeof before !== 'number' || before === 0) return null;
  return finite(delta / before, 'The ratio');
}

function finite(figure: number, what: string): Figure {
  if (Number.isFinite(figure)) return figure;
  return new GatewayError('UPSTREAM_MALFORMED_RESPONSE', `${what} of the two figures is too large for a number.`);
}

function figureOf(value: unknown): Figure {
  return typeof value === 'number' || value instanceof Error ? value : null;
}

function subtract(a: number, b: number): number {
  if (Number.isInteger(a) && Number.isInteger(b)) return a - b;
  const [x, y] = [decimalOf(a), decimalOf(b)];
  const places = Math.max(x.places, y.places);
  const digits = x.digits * 10n ** BigInt(places - x.places) - y.digits * 10n ** BigInt(places - y.places);
  return Number(`${digits}e-${places}`);
}

/** A number as JavaScript prints it: `digits` divided by 10 to the power of `places`, which is 0 or more. */
function decimalOf(value: number): { readonly digits: bigint; readonly places: number } {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}
