/** `display[]` as the fields of a row: REST keys become response keys. */
import type { Field, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { requireGrouped } from '../query/group.js';
import { ROW_ACCESSORS } from '../query/row-columns.js';
import type { SelectedField } from '../query/selected-fields.js';
import { createFreeNames, graphqlName } from './document.js';
import { placeOf, type Display } from './parameters.js';

export interface Columns {
  readonly rows: readonly SelectedField[];
  readonly notes: readonly string[];
}

/** What of a question the columns depend on. */
export interface ColumnSource {
  readonly report: Report;
  readonly group: readonly string[];
  readonly references: readonly string[];
  /** Null: every field. */
  readonly display: readonly Display[] | null;
  /** Aliases that an operation may have. */
  readonly maxAliases: number;
}

/** The row fields to select. Throws where two columns would have one name in the row, or more are renamed than an operation may rename. */
export function columnsOf(source: ColumnSource): Columns {
  const { report, display, maxAliases } = source;
  const columns = display === null ? everyColumn(source) : displayed(source, display);
  const renamed = columns.rows.filter(({ responseKey, name }) => responseKey !== name).length;
  if (renamed > maxAliases)
    throw badInput(
      `display[] must rename, or name outside the catalogue, at most ${maxAliases} columns of ${report.name}`,
      renamed,
      placeOf('display[]'),
    );
  return columns;
}

function displayed({ report, group, references }: ColumnSource, display: readonly Display[]): Columns {
  const notes: string[] = [];
  const keys = new Map<string, Display>();
  for (const column of display) {
    const key = column.alias ?? column.field;
    const before = keys.get(key);
    if (before === undefined) keys.set(key, column);
    else if (before.alias === null && column.alias === null) notes.push(`display[]=${key} is given twice and selected once.`);
    else throw badInput('display[] must give a name to one column', key, placeOf('display[]'));
  }
  const names = createFreeNames();
  for (const key of keys.keys()) if (graphqlName(key) === key) names.take(key);
  const rows = [...keys].map(([key, { field }]) => {
    const name = graphqlName(key) === key ? key : names.give(graphqlName(key));
    if (name !== key) notes.push(`${key} is not a GraphQL name: the rows call it ${name}.`);
    const known = report.fields.get(field);
    // The gateway would leave such a column null; the URL asks the Reports API for it.
    if (known !== undefined) requireGrouped(known, group, field, `${report.name}.rows.${name}`);
    return selected(report, references, field, name);
  });
  const unknown = rows.filter(({ name }) => name === FIELD).map((each) => String(each.arguments['name']));
  if (unknown.length > 0) notes.push(`Not in the catalogue, so read by name as JSON: ${unknown.join(', ')}.`);
  return { rows, notes };
}

function everyColumn({ report, group, references }: ColumnSource): Columns {
  const isThere = ({ kind, name, of }: Field) => (kind === 'dimension' ? group.includes(name) : of === null || group.includes(of));
  const there = [...report.fields.values()].filter(isThere);
  const known = there.filter(({ evidence }) => evidence !== 'inferred').map(({ name }) => name);
  const guessed = there.filter(({ evidence }) => evidence === 'inferred').map(({ name }) => name);
  const rows = [...known, ...references].map((name) => selected(report, references, name, name));
  if (report.openRows)
    return { rows: [...rows, row('raw', 'raw')], notes: [`The fields of ${report.name} are not documented: raw holds whole rows.`] };
  if (known.length === 0)
    return {
      rows: [row('raw', 'raw')],
      notes: [`The URL has no display[], and every column of ${report.name} in the catalogue is inferred: raw holds whole rows.`],
    };
  const others = report.dynamicFields ? 'c_… and pt_… columns, and columns outside the catalogue,' : 'Columns outside the catalogue';
  return {
    rows,
    notes: [
      'The URL has no display[]: the columns that are documented or seen in public clients are selected. Remove those you do not need.',
      ...(guessed.length === 0 ? [] : [`Left out, because the catalogue only infers them: ${guessed.join(', ')}.`]),
      `${others} are only in raw.`,
    ],
  };
}

/** The row field that asks for a column by its own name. */
const FIELD = 'field';

/** The row field of a column: its own, a custom metric, a prefixed name without its prefix, or any field by name. */
function selected(report: Report, references: readonly string[], column: string, responseKey: string): SelectedField {
  if (report.fields.has(column)) return row(column, responseKey);
  for (const [name, { argument, prefix, definedBy }] of ROW_ACCESSORS) {
    if (definedBy === 'request' && references.includes(column)) return row(name, responseKey, { [argument]: column });
    if (prefix !== '' && report.dynamicFields && column.startsWith(prefix) && column !== prefix)
      return row(name, responseKey, { [argument]: column.slice(prefix.length) });
  }
  return row(FIELD, responseKey, { name: column });
}

function row(name: string, responseKey: string, given: SelectedField['arguments'] = {}): SelectedField {
  return { responseKey, name, arguments: given, selections: null, typeName: '' };
}
