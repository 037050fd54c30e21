/**
 * Which upstream names a caller may write: those that `display[]`, `filter[]` and their separators carry unchanged.
 */

/** Characters that a name may have at most. */
export const MAX_NAME = 128;

/** The rule that a name breaks, or null where it can be sent. A dash would be read as an alias in `display[]`, as the operand in `filter[]`. */
export function brokenNameRule(name: string): string | null {
  if (name === '') return 'must not be empty';
  if (name.length > MAX_NAME) return `must be at most ${MAX_NAME} characters long`;
  if (name.includes('-')) return 'must not contain a dash, which the Reports API reads as a separator';
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\uD800-\uDFFF]/u.test(name))
    return 'must not contain a control character or an unpaired surrogate';
  return null;
}
