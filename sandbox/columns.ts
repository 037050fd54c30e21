/**
 * A column of a report as SQL: its value, its text, and how it is written in a row.
 *
 * The real API quotes some numbers and not others, sends some blanks and leaves other keys out; on trigger routes it quotes all and sends
 * every blank. A world says which. Where it says "mixed", what is documented is kept (`wire`), and the rest is settled here by name, so
 * that one row holds numbers of both kinds.
 */
import type { FieldType } from '../schema/report-definition.js';
import type { Subject } from './operands.js';
import { literal } from './sql.js';
import type { Wire } from './world.js';

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
  readonly as: Wire;
}

const NUMERIC: ReadonlySet<FieldType> = new Set<FieldType>(['id', 'int', 'decimal', 'float']);
const ZERO: Partial<Record<FieldType, string>> = { date: '0000-00-00', datetime: '0000-00-00 00:00:00' };

/** Seen by clients as numeric strings, and as a JSON number. */
const SEEN: ReadonlyMap<string, Quoting> = new Map([
  ['callDuration', 'string'],
  ['bridgeDuration', 'string'],
  ['ringTime', 'string'],
  ['ppcAssisted', 'number'],
]);
const BLANK: ReadonlySet<string> = new Set(['leadScore', 'landingPageId', 'lat', 'long', 'goalValue', 'txv', 'transcriptionConfidence']);

const LAST_DIGITS = (text: string) => `regexp_replace(${text}, '[0-9]{4}$', 'XXXX')`;
const EMPTIED = (text: string) => `CASE WHEN ${text} IS NOT NULL THEN '' END`;
const REDACTIONS: ReadonlyMap<string, (text: string) => string> = new Map([
  ['ip', (text) => `regexp_replace(${text}, '[0-9]+$', 'X')`],
  ['srcPhoneNumber', LAST_DIGITS],
  ['customerPhoneNumber', LAST_DIGITS],
  ['host', EMPTIED],
  ['whois', EMPTIED],
]);

/** The column of a field. */
export function createColumn({ name, type, value, wire, tz, redacted, as }: ColumnOptions): Column {
  const missing = ZERO[type] ?? '';
  const local = type === 'datetime' && tz !== null && tz !== 'UTC' ? localTime(value, tz) : value;
  const plain = type === 'string' || type === 'json' ? local : `CAST(${local} AS VARCHAR)`;
  const sent = missing === '' ? plain : `coalesce(${plain}, ${literal(missing)})`;
  const redact = redacted ? REDACTIONS.get(name) : undefined;
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
    quoting: quoting(name, type, wire, as.numbers),
    blank: as.blanks === 'mixed' ? BLANK.has(name) : as.blanks === 'empty',
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

function quoting(name: string, type: FieldType, wire: 'string' | 'number' | null, numbers: Wire['numbers']): Quoting {
  if (type === 'json') return 'json';
  if (!NUMERIC.has(type) || numbers === 'quoted') return 'string';
  if (numbers === 'bare') return 'number';
  if (wire !== null) return wire;
  if (name === 'rowId') return 'byRow';
  return SEEN.get(name) ?? (name.length % 2 === 0 ? 'string' : 'number');
}

/** SQL of a value as another type than its own: what a world may make of a column. The same value always becomes the same. */
export function retyped(value: string, from: FieldType, to: FieldType): string {
  if (from === to) return value;
  const text = `CAST(${value} AS VARCHAR)`;
  const number = `CAST(hash(${text}) % 100000 AS INTEGER)`;
  const forms: Readonly<Record<FieldType, string>> = {
    string: `'t-' || ${text}`,
    id: `'n' || ${text}`,
    int: number,
    decimal: `CAST(${number} + 0.25 AS DECIMAL(12, 2))`,
    float: `CAST(${number} + 0.25 AS DECIMAL(12, 2))`,
    date: `DATE '2024-01-01' + ${number} % 700`,
    datetime: `TIMESTAMP '2024-01-01 00:00:00' + to_seconds(${number} * 60)`,
    json: `CAST(json_object('value', ${text}) AS VARCHAR)`,
  };
  return `CASE WHEN ${value} IS NULL OR ${text} = '' THEN NULL ELSE ${forms[to]} END`;
}
