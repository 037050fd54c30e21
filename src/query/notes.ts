/** What a report says of selected fields that it leaves null, since an argument that would fill them is not given. */
import { isComparable } from '../../schema/comparable.js';
import { enumName } from '../../schema/enum-name.js';
import type { Report } from '../../schema/report.js';
import { missingGroup } from './group.js';
import { columnOf, isComparedField } from './row-columns.js';
import type { SelectedField } from './selected-fields.js';

export interface NotesSource {
  readonly report: Report;
  /** The selected row fields; null where rows are not selected. */
  readonly rows: readonly SelectedField[] | null;
  readonly group: readonly string[];
  /** The references of the question's custom metrics. */
  readonly references: readonly string[];
  /** Whether another period stands beside the rows. */
  readonly isCompared: boolean;
}

const NO_NOTES: readonly string[] = Object.freeze([]);

/** One sentence for each selected field that is null (or an empty list) in every row, and the argument that would fill it. Each is said once. */
export function notesOf({ report, rows, group, references, isCompared }: NotesSource): readonly string[] {
  if (rows === null || !(report.arguments.has('group') || isComparable(report))) return NO_NOTES;
  const notes = new Set<string>();
  const walk = (fields: readonly SelectedField[], place: string): void => {
    for (const field of fields) {
      const at = `${place}.${field.responseKey}`;
      if (isComparedField(report, field.name)) {
        if (isCompared) walk(field.selections ?? [], at);
        else notes.add(`${at} is null: add compare.`);
        continue;
      }
      if (references.length === 0 && columnOf(report, field).kind === 'customMetrics') notes.add(`${at} is empty: add customMetrics.`);
      const dimension = ungrouped(report, field, group);
      if (dimension !== null) notes.add(`${at} is ${isList(report, field) ? 'empty' : 'null'}: add ${enumName(dimension)} to group.`);
    }
  };
  walk(rows, 'rows');
  return notes.size === 0 ? NO_NOTES : Object.freeze([...notes]);
}

const isList = ({ links }: Report, { name }: SelectedField): boolean => links.get(name)?.many === true;

/** The dimension that the field's column needs and the question does not group by; null where it lacks none. */
function ungrouped(report: Report, selected: SelectedField, group: readonly string[]): string | null {
  const column = columnOf(report, selected);
  const key = column.kind === 'cell' ? column.key : column.kind === 'link' ? column.from : null;
  const field = key === null ? undefined : report.fields.get(key);
  return field === undefined ? null : missingGroup(field, group);
}
