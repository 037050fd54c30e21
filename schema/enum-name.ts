/** The GraphQL enum value of an upstream name: `srcPhoneNumber` is `SRC_PHONE_NUMBER`, `_id` is `_ID`. */
export function enumName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toUpperCase();
}
