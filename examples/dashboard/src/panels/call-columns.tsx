/** The columns of the calls: any that the catalogue has. Which of them are personal data, and so may come redacted, the catalogue says, too. */
import type { ReactNode } from 'react';
import type { FieldInfo, ReportInfo } from '../documents.js';
import { formatSeconds, labelOf } from '../labels.js';
import type { DataColumn } from '../parts/data-table.js';
import { isRedacted } from '../redaction.js';
import { cellOf } from './performance-row.js';

/** Shown where no column is chosen that the report has. */
const KEY = 'rowId';
const NUMBERS: ReadonlySet<string> = new Set(['Int', 'SafeInt', 'Float']);

/** The chosen columns that the report has, in the order in which they were chosen; never none, since a table needs one. */
export function chosenCallColumns({ fields }: ReportInfo, names: readonly string[]): readonly FieldInfo[] {
  const known = names.flatMap((name) => fields.filter((field) => field.name === name));
  return known.length > 0 ? known : fields.filter(({ name }) => name === KEY);
}

export function callColumns(chosen: readonly FieldInfo[]): readonly DataColumn<object>[] {
  return chosen.map((field) => ({
    id: field.name,
    title: labelOf(field.name),
    about: field.description,
    isNumeric: NUMBERS.has(field.type),
    isSortable: field.sortable,
    value: (call) => textOf(cellOf(call, field.name)),
    cell: (call) => show(field, cellOf(call, field.name)),
  }));
}

function show({ name, type, pii }: FieldInfo, value: unknown): ReactNode {
  if (typeof value === 'number' && isOfSeconds(name)) return formatSeconds(value);
  const text = textOf(value);
  if (text === null || text === '') return '–';
  if (pii && isRedacted(text))
    return (
      <span className="redacted" title="Redacted: your credential may not see personal data, or you asked for it to be left out">
        {text} <span className="badge">redacted</span>
      </span>
    );
  return type === 'LocalDateTime' ? text.replace('T', ' ') : <span className="cell">{text}</span>;
}

/** The Reports API gives every duration in seconds. */
const isOfSeconds = (name: string): boolean => /Duration$|^ringTime$/.test(name);

function textOf(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return value === null || value === undefined ? null : JSON.stringify(value);
}
