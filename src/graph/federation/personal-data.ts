/**
 * Where personal data can be read, or found out: the fields that the definitions mark, and every other way to the same columns. A contract
 * that leaves out what is tagged must leave no way round: a filter or a sort by a hidden column tells its values too.
 */
import type { Catalogue, Report } from '../../../schema/report.js';
import { enumName } from '../../../schema/enum-name.js';
import {
  conditionTypeName,
  customMetricTypeName,
  deltaRatioTypeName,
  deltaTypeName,
  dimensionTypeName,
  filterTypeName,
  groupFieldTypeName,
  metricTypeName,
  previousTypeName,
  rowTypeName,
  sortFieldTypeName,
  sortTypeName,
} from '../../../schema/type-names.js';
import { ROW_ACCESSORS } from '../../query/row-columns.js';

/** The whole row, and the filter by a column's name: ways to any column. */
const ANY_COLUMN = 'raw';
const ANY_FILTER = 'field';
const ANY_NAME = [
  [sortTypeName, 'name'],
  [customMetricTypeName, 'metricName'],
  [conditionTypeName, 'fieldName'],
] as const;

/** The same columns of another period, and what became of them. */
const COMPARED = [previousTypeName, deltaTypeName, deltaRatioTypeName] as const;

const ENUMS = [sortFieldTypeName, groupFieldTypeName, metricTypeName, dimensionTypeName] as const;

/** Schema coordinates, such as `Trigger.srcPhoneNumber` and `TriggerSortField.SRC_PHONE_NUMBER`; also of places that a report lacks. */
export function personalData(catalogue: Catalogue): ReadonlySet<string> {
  const places = new Set<string>();
  for (const report of catalogue.values()) {
    const row = rowTypeName(report);
    const filter = filterTypeName(report);
    for (const { name, pii } of report.fields.values()) {
      if (!pii) continue;
      places.add(`${row}.${name}`).add(`${filter}.${name}`);
      for (const typeName of COMPARED) places.add(`${typeName(report)}.${name}`);
      for (const typeName of ENUMS) places.add(`${typeName(report)}.${enumName(name)}`);
    }
    if (!mayHoldMore(report)) continue;
    places.add(`${row}.${ANY_COLUMN}`).add(`${filter}.${ANY_FILTER}`);
    for (const [typeName, member] of ANY_NAME) places.add(`${typeName(report)}.${member}`);
    for (const [name, { definedBy }] of ROW_ACCESSORS) if (definedBy === 'upstream') places.add(`${row}.${name}`);
  }
  return places;
}

/** Names of the fields that are marked in some report. An argument of that name carries the same data, also on a report that lacks the field. */
export function personalNames(catalogue: Catalogue): ReadonlySet<string> {
  return new Set([...catalogue.values()].flatMap(({ fields }) => [...fields.values()].filter(({ pii }) => pii).map(({ name }) => name)));
}

/** Whether a column that is named by the caller may hold personal data: some catalogued one does, or nobody knows the columns. */
function mayHoldMore(report: Report): boolean {
  return report.openRows || report.dynamicFields || [...report.fields.values()].some(({ pii }) => pii);
}
