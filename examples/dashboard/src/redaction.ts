/**
 * Telling redacted values from real ones. The Reports API sends personal data to callers without the permission with its end struck out:
 * `0770090XXXX`, `203.0.113.X`.
 */

/** Whether the value of a field that the catalogue calls personal data has been struck out. */
export const isRedacted = (value: string): boolean => /^[+\d.:a-f]*X+$/.test(value);
