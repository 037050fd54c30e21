/** How names and values read on the page. Names that are not listed are spelt out from their own words. */

const LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    act: 'Action',
    callCount: 'Calls',
    callDuration: 'Duration',
    ch: 'Channel',
    chName: 'Channel',
    chType: 'Channel type',
    dgrp: 'Dial-in group',
    dgrpName: 'Dial-in group',
    goalCallCountTotal: 'Goals by call',
    goalCount: 'Goal count',
    goalCountTotal: 'Goals',
    goalOnlineCountTotal: 'Goals online',
    destPhoneNumber: 'Destination',
    goalTitle: 'Goal',
    goalValueTotal: 'Goal value',
    igrp: 'Installation',
    ip: 'IP address',
    landCountTotal: 'Visits',
    metricDate: 'Day',
    metricMonth: 'Month',
    metricMonthName: 'Month',
    pageCountTotal: 'Page views',
    segmentName: 'Segment',
    srcPhoneNumber: 'Caller',
    dialledPhoneNumber: 'Dialled',
    rowId: 'Row ID',
    term: 'Search term',
    triggerDatetime: 'Time',
  }),
);

const ABBREVIATIONS = /\b(?:id|ip|ivr|pci|pii|ppc|ssn|url)\b/g;

const OPERATORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    eq: 'is',
    ne: 'is not',
    in: 'is one of',
    nin: 'is none of',
    gt: 'is over',
    gte: 'is at least',
    lt: 'is under',
    lte: 'is at most',
    contains: 'contains',
    notContains: 'does not contain',
    startsWith: 'begins with',
    notStartsWith: 'does not begin with',
    endsWith: 'ends with',
    matches: 'matches (regular expression)',
    notMatches: 'does not match (regular expression)',
    glob: 'matches (pattern)',
    inSubnet: 'is in subnet',
    isSet: 'is set',
  }),
);

/** `goalValueTotal` → "Goal value"; `queueDuration` → "Queue duration". */
export const labelOf = (name: string): string => LABELS.get(name) ?? spellOut(name);

export const operatorLabel = (operator: string): string => OPERATORS.get(operator) ?? spellOut(operator).toLowerCase();

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const LONG_DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

const DAYS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A figure of a metric whose GraphQL type is `type`; a dash where there is none. */
export function formatNumber(value: number | null | undefined, type = 'SafeInt'): string {
  if (value === null || value === undefined) return '–';
  return (type === 'Float' ? DECIMAL : WHOLE).format(value);
}

/** 1,234,567 → "1.2 MB" */
export function formatBytes(bytes: number): string {
  const [unit, value] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
  return new Intl.NumberFormat('en-GB', { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** For axes. */
export const formatShort = (value: number): string => SHORT.format(value);

/** 0.1234 → "12.3%", without its sign. */
export const formatRatio = (ratio: number): string => `${(Math.abs(ratio) * 100).toFixed(Math.abs(ratio) < 10 ? 1 : 0)}%`;

/** 0.1234 → "12.3%"; a dash where there is none. */
export const formatShare = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)}%`);

export const formatDay = (date: string): string => formatDate(DAY, date);
export const formatLongDay = (date: string): string => formatDate(LONG_DAY, date);

/** "1 – 31 Oct 2026"; one day alone is written once. */
export function formatDays(first: string, last: string): string {
  const [from, to] = [first, last].map((date) => new Date(`${date}T00:00:00Z`));
  if (!from || !to || Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return `${first} – ${last}`;
  return from <= to ? DAYS.formatRange(from, to) : `${first} – ${last}`;
}

/** A moment as the time of day of a time zone. */
export function formatTime(moment: string, tz: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: tz }).format(date);
}

/** 754 → "12:34". */
export function formatSeconds(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return '–';
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** What is no date stays as it is. */
function formatDate(format: Intl.DateTimeFormat, text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? text : format.format(date);
}

function spellOut(name: string): string {
  const words = name
    .replaceAll(/([A-Z]+)/g, ' $1')
    .toLowerCase()
    .replaceAll(ABBREVIATIONS, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
