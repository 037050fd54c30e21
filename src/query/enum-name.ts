/**
 * How an upstream name is spelt as an enum value: `srcPhoneNumber` is `SRC_PHONE_NUMBER`, `_id` is `_ID`, `ch` is `CH`.
 */

/** UPPER_SNAKE of a camelCase upstream name. */
export function enumName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toUpperCase();
}
