/** Names that a caller writes where the catalogue may lack one: of a dimension, a sort key, a metric, a condition. */
import { badInput } from '../errors.js';

const NAME = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** The name as it is sent. Throws BAD_USER_INPUT where it holds what the query string of the Reports API reads as a separator or a prefix. */
export function freeName(given: unknown, what: string, place: string): string {
  if (typeof given === 'string' && NAME.test(given)) return given;
  throw badInput(`${what} must be a letter followed by letters and digits, at most 64 characters`, given, place);
}

/** Whether an input's member is given: neither left out nor null. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
