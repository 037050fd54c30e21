/**
 * A second, slow reading of a reply, to compare the row reader with: whole texts, JSON.parse, objects. It shares no code with src/rows
 * but the types, and takes a number's digits from the source text, which JSON.parse would round.
 */
import type { CellType, ColumnSource, RowPlan } from '../../src/rows/row-plan-types.js';

export interface ReferenceRows {
  readonly rows: readonly string[];
  readonly received: number;
  readonly broken: readonly { readonly row: number; readonly responseKey: string }[];
  readonly last: string | null;
}

/** What the reply is for one plan: its rows, or the code of the error that it is. */
export function referenceRows(reply: Uint8Array, proven: boolean, plan: RowPlan): ReferenceRows | string {
  const lines = splitLines(reply);
  const rest = lines.pop() ?? new Uint8Array(0);
  if (proven && isWhole(rest, lines.length === 0)) lines.push(rest);
  const rows: string[] = [];
  const broken: { row: number; responseKey: string }[] = [];
  let received = 0;
  let last: string | null = null;
  for (const [index, line] of lines.entries()) {
    const text = textOf(line, index === 0);
    if (text === null) return 'UPSTREAM_MALFORMED_RESPONSE';
    if (text === '') continue;
    const value = parse(text);
    if (typeof value === 'string') return 'UPSTREAM_REPORTED_ERROR';
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'UPSTREAM_MALFORMED_RESPONSE';
    const members = membersOf(text);
    if (members === null) return 'UPSTREAM_MALFORMED_RESPONSE';
    const error = errorOf(value as Record<string, unknown>, plan); // neither text nor list
    if (error !== null) return error;
    const igrp = members.get('igrp');
    if (plan.igrp !== null && igrp !== undefined && referenceCell('int', igrp) !== String(plan.igrp)) return 'UPSTREAM_MALFORMED_RESPONSE';
    received++;
    if (plan.limit !== null && rows.length >= plan.limit) continue;
    const cells = plan.columns.map(({ responseKey, source }) => {
      const json = cellOf(source, text, members);
      if (json === null) broken.push({ row: rows.length, responseKey });
      return `${JSON.stringify(responseKey)}:${json ?? 'null'}`;
    });
    rows.push(`{${cells.join(',')}}`);
    if (plan.track !== null) last = trackedOf(members.get(plan.track));
  }
  return (lines.at(-1) === rest ? null : faultOfEnd(rest, lines.length === 0, proven, plan)) ?? { rows, received, broken, last };
}

/** The code of the error that an object is; null where it is a row. */
function errorOf(members: Record<string, unknown>, { columns, known, track, igrp, isOpen }: RowPlan): string | null {
  const keys = Object.keys(members);
  const asked = columns.map(({ source }) => (source.kind === 'cell' ? source.key : null)).filter((key) => key !== null);
  const isColumn = (key: string) => known.has(key) || asked.includes(key) || key === track || (igrp !== null && key === 'igrp');
  if (keys.length === 0 || keys.some(isColumn)) return null;
  const hasSentence = typeof members['error'] === 'string' || typeof members['message'] === 'string';
  const isError = keys.includes('error') || (hasSentence && keys.length === 1 && asked.length > 0);
  if (isOpen && !isError) return null;
  return hasSentence ? 'UPSTREAM_REPORTED_ERROR' : 'UPSTREAM_MALFORMED_RESPONSE';
}

/** Whether bytes that no line break follows are a whole row or message: the frame may prove that they are the last line. */
function isWhole(rest: Uint8Array, isFirst: boolean): boolean {
  const text = looseText(rest, isFirst);
  return (text.startsWith('{') || text.startsWith('"')) && parse(text) !== undefined;
}

/** What is wrong with bytes that no line break follows; null where the reply may end so. */
function faultOfEnd(rest: Uint8Array, isFirst: boolean, proven: boolean, plan: RowPlan): string | null {
  if (!proven && isFirst && rest.length < 3 && rest.every((byte, at) => byte === MARK[at])) return 'UPSTREAM_INCOMPLETE';
  const text = looseText(rest, isFirst);
  if (text === '') return proven || (rest.length === 0 && !isFirst) ? null : 'UPSTREAM_INCOMPLETE';
  if (!text.startsWith('{') && !text.startsWith('"')) return 'UPSTREAM_MALFORMED_RESPONSE';
  const value = parse(text);
  if (typeof value === 'string') return 'UPSTREAM_REPORTED_ERROR';
  const error = value === undefined ? null : errorOf(value as Record<string, unknown>, plan); // begins with a brace
  return error === 'UPSTREAM_REPORTED_ERROR' ? error : 'UPSTREAM_INCOMPLETE';
}

const MARK = [0xef, 0xbb, 0xbf];

/** The text of bytes that may be cut inside a character, without blanks around it. */
function looseText(bytes: Uint8Array, isFirst: boolean): string {
  const start = isFirst && MARK.every((byte, at) => bytes[at] === byte) ? MARK.length : 0;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start)).replace(/^[ \t\r]+|[ \t\r]+$/g, '');
}

function splitLines(reply: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  reply.forEach((byte, at) => {
    if (byte !== 10) return;
    lines.push(reply.subarray(start, at));
    start = at + 1;
  });
  return [...lines, reply.subarray(start)];
}

function textOf(line: Uint8Array, isFirst: boolean): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const content = isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    // What JSON counts as blank, and no more.
    return content.replace(/^[ \t\r]+|[ \t\r]+$/g, '');
  } catch {
    return null;
  }
}

/** Undefined where the text is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The source text of each value of an object that is known to be JSON; null where a key comes twice. */
function membersOf(text: string): Map<string, string> | null {
  const members = new Map<string, string>();
  let depth = 0;
  let start = 1;
  let key: string | null = null;
  const closeMember = (end: number): boolean => {
    const source = text.slice(start, end).trim();
    if (key === null) return source === '';
    if (members.has(key)) return false;
    members.set(key, source);
    key = null;
    return true;
  };
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"') {
      const open = i;
      for (i++; text.charAt(i) !== '"'; i++) if (text.charAt(i) === '\\') i++;
      if (depth === 1 && key === null) {
        key = JSON.parse(text.slice(open, i + 1)) as string;
        i = text.indexOf(':', i);
        start = i + 1;
      }
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0 && !closeMember(i)) return null;
    } else if (character === ',' && depth === 1 && !closeMember(i)) return null;
  }
  return members;
}

function cellOf(source: ColumnSource, row: string, members: Map<string, string>): string | null {
  if (source.kind === 'constant') return source.json;
  if (source.kind === 'raw') return row;
  if (source.kind === 'list') throw new TypeError('The reference reads no lists.');
  const token = members.get(source.key);
  return token === undefined ? 'null' : referenceCell(source.type, token);
}

function trackedOf(token: string | undefined): string | null {
  if (token === undefined) return null;
  const value: unknown = JSON.parse(token);
  if (typeof value === 'string') return value === '' ? null : value;
  return /^-?[0-9]+$/.test(token) ? token : null;
}

/** The JSON text of a cell, by value; null where the token breaks the type. */
export function referenceCell(type: CellType, token: string): string | null {
  const value: unknown = JSON.parse(token);
  if (type === 'json') return token;
  if (value === null) return 'null';
  if (type === 'string') return typeof value === 'string' ? token : typeof value === 'number' ? `"${token}"` : null;
  if (value === '') return 'null';
  if (type === 'id') return typeof value === 'string' ? token : typeof value === 'number' && !/[.eE]/.test(token) ? `"${token}"` : null;
  if (type === 'date' || type === 'datetime') return typeof value === 'string' ? referenceDate(type, value) : null;
  return referenceNumber(type, token, value);
}

function referenceNumber(type: CellType, token: string, value: unknown): string | null {
  if (typeof value === 'string' && !/^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/.test(value)) return null;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  if (type === 'int' && (!Number.isInteger(number) || number < -2147483648 || number > 2147483647)) return null;
  if (type === 'safeInt' && !Number.isSafeInteger(number)) return null;
  if (type === 'decimal' || type === 'float') return (typeof value === 'string' ? value : token).replace(/^(-?)0+([0-9])/, '$1$2');
  return JSON.stringify(number);
}

function referenceDate(type: 'date' | 'datetime', text: string): string | null {
  if (text === '0000-00-00' || text.replace('T', ' ') === '0000-00-00 00:00:00') return 'null';
  const form = type === 'date' ? /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/ : /^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}$/;
  if (!form.test(text) || text.startsWith('0000')) return null;
  const iso = type === 'date' ? `${text}T00:00:00.000Z` : `${text.replace(' ', 'T')}.000Z`;
  const date = new Date(iso);
  // A Date moves a day that the calendar lacks to the next month.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) return null;
  return JSON.stringify(type === 'date' ? text : text.replace(' ', 'T'));
}
