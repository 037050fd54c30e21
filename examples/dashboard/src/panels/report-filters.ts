/** Which conditions a report can take: its fields and operators are the catalogue's. */
import type { FieldInfo, ReportInfo } from '../documents.js';
import { labelOf, operatorLabel } from '../labels.js';
import type { Condition } from '../view.js';

/** The fields that a report can be filtered by. */
export const filterFields = ({ fields }: ReportInfo): readonly FieldInfo[] => fields.filter(({ filterable }) => filterable);

/** The fields, with their operators, that both reports can be filtered by: what a filter above all panels may be about. */
export function sharedFilterFields(one: ReportInfo, other: ReportInfo): readonly FieldInfo[] {
  const others = filterFields(other);
  return filterFields(one).flatMap((field) => {
    const twin = others.find(({ name, type }) => name === field.name && type === field.type);
    const operators = field.operators.filter((operator) => twin?.operators.includes(operator));
    return operators.length > 0 ? [{ ...field, operators }] : [];
  });
}

/** The fields that are a report's alone, beside those that are offered for all panels. */
export const ownFilterFields = (report: ReportInfo, shared: readonly FieldInfo[]): readonly FieldInfo[] =>
  filterFields(report).filter((field) => !shared.some(({ name }) => name === field.name));

/** The conditions that the report can take. */
export const takenBy = (report: ReportInfo, conditions: readonly Condition[]): readonly Condition[] =>
  conditions.filter((condition) => isTaken(report, condition));

/** Says which conditions, of an address for instance, do not hold in a panel; null where all of them do. */
export function untakenNote(report: ReportInfo, conditions: readonly Condition[]): string | null {
  const untaken = conditions.filter((condition) => !isTaken(report, condition)).map(conditionText);
  return untaken.length === 0 ? null : `Not filtered here: ${untaken.join('; ')}.`;
}

/** "Channel is Google Ads", "Search term is not set" */
export function conditionText({ field, operator, text }: Condition): string {
  if (operator === 'isSet') return `${labelOf(field)} is ${text === 'no' ? 'not set' : 'set'}`;
  return `${labelOf(field)} ${operatorLabel(operator)} ${text}`;
}

const isTaken = (report: ReportInfo, { field, operator }: Condition): boolean =>
  filterFields(report).some(({ name, operators }) => name === field && operators.includes(operator));
