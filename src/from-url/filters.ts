/** `filter[]` as the filter argument: literal in its shape, its values variables. */
import type { Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { contradiction } from '../query/contradictions.js';
import { mayBeCode } from '../query/field-values.js';
import { FILTER_OFFERS, isOperatorName, OPERATORS, type FilterType, type Operator, type OperatorName } from '../query/operands.js';
import type { Filter } from '../query/report-query.js';
import { VALUE_FORMS } from './value-forms.js';
import { booleanValue, listValue, objectValue, textValue, type OperationValue, type Variables } from './document.js';
import { placeOf } from './parameters.js';

export interface FilterArgument {
  /** Null where there are no filters. */
  readonly filter: OperationValue | null;
  readonly notes: readonly string[];
}

/** The argument for these filters; every value becomes a variable, named after its field. Throws on an operand that is not known. */
export function writeFilters(report: Report, filters: readonly Filter[], variables: Variables): FilterArgument {
  const notes = new Set<string>();
  const objects: Map<string, Condition>[] = [];
  for (const filter of filters) {
    const operator = operatorOf(filter);
    const type = typeOf(report, operator, notes);
    const key = type === 'field' ? 'field' : filter.field;
    const last = objects.at(-1);
    const before = last?.get(key);
    if (before !== undefined && isJoinable(before, operator)) before.operators.push(operator);
    else if (last !== undefined && before === undefined) last.set(key, { type, operators: [operator] });
    else objects.push(new Map([[key, { type, operators: [operator] }]]));
  }
  const written = objects.map((conditions) => objectValue([...conditions].map(([key, it]) => [key, writeCondition(it, variables)])));
  return { filter: written.length === 0 ? null : listValue(written), notes: [...notes] };
}

/** One `filter[]` in the words of GraphQL. */
interface FilterOperator {
  readonly field: string;
  readonly name: OperatorName;
  readonly ignoreCase: boolean;
  /** The value, or the items of a list. */
  readonly values: readonly string[];
}

/** Operators that stand in one object: on one field, or on one that is named. */
interface Condition {
  readonly type: FilterType;
  readonly operators: FilterOperator[];
}

interface OperandMeaning {
  readonly name: OperatorName;
  readonly ignoreCase: boolean;
}

const OPERANDS: ReadonlyMap<string, OperandMeaning> = new Map(
  Object.keys(OPERATORS)
    .filter(isOperatorName)
    .flatMap((name): (readonly [string, OperandMeaning])[] => {
      const { operand, ignoringCase }: Operator = OPERATORS[name];
      const meanings: (readonly [string, OperandMeaning])[] = [[operand, { name, ignoreCase: false }]];
      return ignoringCase === null ? meanings : [...meanings, [ignoringCase, { name, ignoreCase: true }]];
    }),
);

function operatorOf({ field, operand, value }: Filter): FilterOperator {
  const operator = OPERANDS.get(operand);
  if (operator === undefined) throw badInput(`the operand of a filter on ${field} must be one that is known`, operand, placeOf('filter[]'));
  const comparedWith = OPERATORS[operator.name].value;
  if (comparedWith === 'boolean' && value !== 'true' && value !== 'false')
    throw badInput(`a filter ${field}-${operand} must compare with true or false`, value, placeOf('filter[]'));
  return { field, ...operator, values: comparedWith === 'list' ? value.split(',') : [value] };
}

/** The type whose filter input takes the operator and holds the values: the field's own, else that which names its field. */
function typeOf(report: Report, { field, name, ignoreCase, values }: FilterOperator, notes: Set<string>): FilterType {
  const known = report.fields.get(field);
  if (known === undefined) {
    notes.add(`${field} is not in the catalogue: it is filtered by name.`);
    return 'field';
  }
  const offer = FILTER_OFFERS[known.type];
  const operators: readonly OperatorName[] = offer.operators;
  if (!known.filterable || !operators.includes(name) || (ignoreCase && !offer.ignoreCase)) return 'field';
  const operator: Operator = OPERATORS[name];
  if (operator.comparesWhole && values.some((value) => !mayBeCode(known, value, ignoreCase))) {
    notes.add(`${field} is compared with a code that is not in the catalogue: it is filtered by name.`);
    return 'field';
  }
  const { scalar, read } = VALUE_FORMS[known.type];
  const odd = OPERATORS[name].value === 'boolean' ? undefined : values.find((value) => read(value) === undefined);
  if (odd === undefined) return known.type;
  notes.add(`${field} is compared with a value that ${scalar} cannot hold: it is filtered by name, with the value as text.`);
  return 'field';
}

/** Conditions on a named field stay apart; on another, operators join that differ, agree on case, and can hold together. */
function isJoinable({ type, operators }: Condition, operator: FilterOperator): boolean {
  const [first] = operators;
  if (type === 'field' || first?.ignoreCase !== operator.ignoreCase || operators.some(({ name }) => name === operator.name)) return false;
  const all = new Map([...operators, operator].map(({ name, values }) => [name, values]));
  return contradiction({ type, conditions: all, ignoreCase: operator.ignoreCase }) === null;
}

function writeCondition({ type, operators }: Condition, variables: Variables): OperationValue {
  const [first] = operators;
  return objectValue([
    ...(type === 'field' && first ? [['name', textValue(first.field)] as const] : []),
    ...operators.map((operator) => [operator.name, writeValues(type, operator, variables)] as const),
    ...(first?.ignoreCase === true ? [['ignoreCase', booleanValue(true)] as const] : []),
  ]);
}

function writeValues(type: FilterType, { field, name, values }: FilterOperator, variables: Variables): OperationValue {
  const [value = ''] = values;
  const { scalar, read } = VALUE_FORMS[type];
  const comparedWith = OPERATORS[name].value;
  if (comparedWith === 'boolean') return booleanValue(value === 'true');
  return variables.add({
    name: name === 'eq' ? field : `${field}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    type: comparedWith === 'list' ? `[${scalar}!]!` : `${scalar}!`,
    json: comparedWith === 'list' ? values.map(read) : read(value),
    place: placeOf('filter[]'),
  });
}
