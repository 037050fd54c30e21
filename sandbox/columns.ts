/**
 * A column of a report as SQL: its value, its text, and how it is written in a row.
 *
 * The real API quotes some numbers and not others, sends some blanks and leaves other keys out. What is documented is kept (`wire`);
 * the rest is settled here by name, so that one row holds numbers of both kinds.
 */
import type { FieldType } from '../schema/report.js';
import type { Subject } from './operands.js';
import { literal } from './sql.js';

/** `byRow`: quoted where the row's id is odd, bare where it is even. */
export type Quoting = 'string' | 'number' | 'json' | 'byRow';

export interface Column {
  readonly name: string;
  /** SQL by which it is compared and sorted. */
  readonly subject: Subject;
  /** SQL of the text that is sent, after redaction; NULL where the row lacks the key. */
  readonly text: string;
  readonly quoting: Quoting;
  /** Sent as `""` instead of left out. */
  readonly blank: boolean;
}

export interface ColumnOptions {
  readonly name: string;
  readonly type: FieldType;
  /** SQL of the value, typed as the field is; NULL where a row lacks it. */
  readonly value: string;
  readonly wire: 'string' | 'number' | null;
  /** The time zone of the report; null where the report takes none, whose date-times stay as they are stored. */
  readonly tz: string | null;
  readonly redacted: boolean;
}

const NUMERIC: ReadonlySet<FieldType> = new Set<FieldType>(['id', 'int', 'decimal', 'float']);
const ZERO: Partial<Record<FieldType, string>> = { date: '0000-00-00', datetime: '0000-00-00 00:00:00' };

/** Seen by clients as numeric strings, and as a JSON number. */
const SEEN: Partial<Record<string, Quoting>> = {
  callDuration: 'string',
  bridgeDuration: 'string',
  ringTime: 'string',
  ppcAssisted: 'number',
};
const BLANK: ReadonlySet<string> = new Set(['leadScore', 'landingPageId', 'lat', 'long', 'goalValue', 'txv', 'transcriptionConfidence']);

const LAST_DIGITS = (text: string) => `regexp_replace(${text}, '[0-9]{4}$', 'XXXX')`;
const REDACTIONS: Partial<Record<string, (text: string) => string>> = {
  ip: (text) => `regexp_replace(${text}, '[0-9]+$', 'X')`,
  srcPhoneNumber: LAST_DIGITS,
  customerPhoneNumber: LAST_DIGITS,
  host: (text) => `CASE WHEN ${text} IS NOT NULL THEN '' END`,
  whois: (text) => `CASE WHEN ${text} IS NOT NULL THEN '' END`,
};

/** The column of a field. */
export function createColumn({ name, type, value, wire, tz, redacted }: ColumnOptions): Column {
  const missing = ZERO[type] ?? '';
  const local = type === 'datetime' && tz !== null && tz !== 'UTC' ? localTime(value, tz) : value;
  const plain = type === 'string' || type === 'json' ? local : `CAST(${local} AS VARCHAR)`;
  const sent = missing === '' ? plain : `coalesce(${plain}, ${literal(missing)})`;
  const redact = redacted ? REDACTIONS[name] : undefined;
  return {
    name,
    subject: {
      name,
      number: NUMERIC.has(type) ? value : null,
      text: `coalesce(${plain}, ${literal(missing)})`,
      isDatetime: type === 'datetime',
      missing,
    },
    text: redact === undefined ? sent : redact(sent),
    quoting: quoting(name, type, wire),
    blank: BLANK.has(name),
  };
}

/** A stored time (UTC) as wall-clock time of a zone. */
export function localTime(value: string, tz: string): string {
  return tz === 'UTC' ? value : `timezone(${literal(tz)}, timezone('UTC', ${value}))`;
}

/** The first instant of a local day, as a stored time (UTC). */
export function startOfDay(day: string, tz: string): string {
  return tz === 'UTC' ? `TIMESTAMP ${literal(day)}` : `timezone('UTC', timezone(${literal(tz)}, TIMESTAMP ${literal(day)}))`;
}

function quoting(name: string, type: FieldType, wire: 'string' | 'number' | null): Quoting {
  if (type === 'json') return 'json';
  if (!NUMERIC.has(type)) return 'string';
  if (wire !== null) return wire;
  if (name === 'rowId') return 'byRow';
  return SEEN[name] ?? (name.length % 2 === 0 ? 'string' : 'number');
}
