/** Which texts can be values of a field, by its definition. */
import { isDate, isDateTime } from '../../schema/dates.js';
import type { Field } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';

/** What a value of each type looks like, to complete "… must be …"; null where every text is one. */
const FORMS: Readonly<Record<FieldType, { readonly form: string; readonly isValue: (text: string) => boolean } | null>> = {
  int: { form: 'a whole number', isValue: (text) => /^-?\d+$/.test(text) },
  decimal: { form: 'a number', isValue: (text) => /^-?\d+(\.\d+)?$/.test(text) },
  float: { form: 'a number', isValue: (text) => /^-?\d+(\.\d+)?$/.test(text) },
  date: { form: 'a calendar day as YYYY-MM-DD', isValue: isDate },
  datetime: { form: 'a time as YYYY-MM-DD HH:MM:SS', isValue: (text) => isDateTime(text.replace(' ', 'T')) },
  id: null,
  string: null,
  json: null,
};

/** Whether the text may be a value of the field: any text where its values are no known codes; blank is none of them, and may always be. */
export function mayBeCode({ codes }: Pick<Field, 'codes'>, text: string, ignoreCase = false): boolean {
  if (codes === null || text === '' || codes.has(text)) return true;
  return ignoreCase && [...codes].some((code) => code.toLowerCase() === text.toLowerCase());
}

/** The rule that a text breaks as a value of the field, which no row can hold then; null where it breaks none. */
export function brokenValueRule(field: Field, text: string): string | null {
  const form = FORMS[field.type];
  if (form !== null && !form.isValue(text)) return `must be ${form.form}`;
  return mayBeCode(field, text) ? null : `must be one of ${[...(field.codes ?? [])].join(', ')}`;
}
