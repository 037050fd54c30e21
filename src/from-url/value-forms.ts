/** Which texts of a URL a GraphQL type holds, so that writing them again gives the same text. */
import { isDate, isDateTime, isInRange } from '../../schema/dates.js';
import type { FilterType } from '../query/operands.js';

/** How a filter on a field of some type takes its values. */
export interface ValueForm {
  /** The scalar of its variables. */
  readonly scalar: string;
  /** The value as JSON; undefined where the type does not hold it. */
  readonly read: (text: string) => string | number | undefined;
}

const asText = (text: string) => text;

/** JSON columns have no filter of their own, and go by name as text. */
export const VALUE_FORMS: Readonly<Record<FilterType, ValueForm>> = {
  id: { scalar: 'ID', read: asText },
  string: { scalar: 'String', read: asText },
  json: { scalar: 'String', read: asText },
  field: { scalar: 'String', read: asText },
  int: { scalar: 'Int', read: readInt },
  decimal: { scalar: 'Float', read: readFloat },
  float: { scalar: 'Float', read: readFloat },
  date: { scalar: 'Date', read: readDay },
  datetime: { scalar: 'LocalDateTime', read: readTime },
};

/** A whole number of 32 bits as GraphQL's Int has it, written without a sign or zeros that say nothing. */
export function readInt(text: string): number | undefined {
  const number = /^-?\d{1,10}$/.test(text) ? Number(text) : NaN;
  return String(number) === text && (number | 0) === number ? number : undefined;
}

/** A calendar day that the scalar Date takes. */
export function readDay(text: string): string | undefined {
  return isDate(text) && isInRange(text) ? text : undefined;
}

function readFloat(text: string): number | undefined {
  const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return String(number) === text ? number : undefined;
}

/** A time as the Reports API writes it, with a blank before the hour, as the scalar LocalDateTime writes it. */
function readTime(text: string): string | undefined {
  const time = text.replace(' ', 'T');
  return text.charAt(10) === ' ' && isDateTime(time) && isInRange(time) ? time : undefined;
}
