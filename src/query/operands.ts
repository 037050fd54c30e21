/**
 * The filter operators: how GraphQL calls them and how the Reports API does.
 *
 * One table. The filter inputs of the schema, the translation of filters and the list that `reports` shows are all read from it.
 */
import type { Field } from '../../schema/report.js';
import type { FieldType } from '../../schema/report-definition.js';

/** What an operator compares with: one value, a list of values, or true and false. */
export type OperandValue = 'single' | 'list' | 'boolean';

/** One operator: its v2 operand, the operand that ignores case (null: there is none), and what it compares with. */
export interface Operator {
  readonly operand: string;
  readonly ignoringCase: string | null;
  readonly value: OperandValue;
  /** Whether it is met by equal values alone, so that a value that no row can hold is a mistake. */
  readonly comparesWhole?: true;
  /** One sentence for the reader of the schema. */
  readonly description: string;
}

/** Every operator by its GraphQL name, in the order in which inputs and documentation list them. */
export const OPERATORS = {
  eq: { operand: 'eq', ignoringCase: 'eqi', value: 'single', comparesWhole: true, description: 'Equal to this value.' },
  ne: { operand: 'ne', ignoringCase: 'nei', value: 'single', comparesWhole: true, description: 'Not equal to this value.' },
  in: {
    operand: 'in',
    ignoringCase: 'ini',
    value: 'list',
    comparesWhole: true,
    description: 'Equal to one of these values. Values must not contain commas.',
  },
  nin: {
    operand: 'nin',
    ignoringCase: 'nini',
    value: 'list',
    comparesWhole: true,
    description: 'Equal to none of these values. Values must not contain commas.',
  },
  gt: { operand: 'gt', ignoringCase: null, value: 'single', description: 'Greater, or later, than this.' },
  gte: { operand: 'ge', ignoringCase: null, value: 'single', description: 'Equal to this value, or greater or later.' },
  lt: { operand: 'lt', ignoringCase: null, value: 'single', description: 'Less, or earlier, than this.' },
  lte: { operand: 'le', ignoringCase: null, value: 'single', description: 'Equal to this value, or less or earlier.' },
  contains: { operand: 'inc', ignoringCase: 'inci', value: 'single', description: 'Contains this text.' },
  notContains: { operand: 'ninc', ignoringCase: 'ninci', value: 'single', description: 'Does not contain this text.' },
  startsWith: { operand: 'begins', ignoringCase: 'beginsi', value: 'single', description: 'Begins with this text.' },
  notStartsWith: { operand: 'nbegins', ignoringCase: 'nbeginsi', value: 'single', description: 'Does not begin with this text.' },
  endsWith: { operand: 'ends', ignoringCase: 'endsi', value: 'single', description: 'Ends with this text.' },
  matches: { operand: 're', ignoringCase: null, value: 'single', description: 'Matches this regular expression.' },
  notMatches: { operand: 'nre', ignoringCase: null, value: 'single', description: 'Does not match this regular expression.' },
  glob: { operand: 'glob', ignoringCase: null, value: 'single', description: 'Matches this shell pattern.' },
  inSubnet: { operand: 'innet', ignoringCase: null, value: 'single', description: 'An IPv4 address inside this CIDR block.' },
  isSet: { operand: 'bool', ignoringCase: null, value: 'boolean', description: 'True: present and not empty. False: missing or empty.' },
} as const satisfies Record<string, Operator>;

export type OperatorName = keyof typeof OPERATORS;

/** What a filter input is made for: a field's type, or `field`, which names its field itself and takes every value as text. */
export type FilterType = FieldType | 'field';

/** The operators of one filter input, and whether it takes `ignoreCase`. */
export interface FilterOffer {
  readonly operators: readonly OperatorName[];
  readonly ignoreCase: boolean;
}

const every = Object.keys(OPERATORS).filter(isOperatorName);
const ordering: ReadonlySet<OperatorName> = new Set<OperatorName>(['gt', 'gte', 'lt', 'lte']);
const ordered: FilterOffer = { operators: ['eq', 'ne', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'isSet'], ignoreCase: false };
const textual: FilterOffer = { operators: every.filter((name) => !ordering.has(name)), ignoreCase: true };

/** What the filter input of each type offers. JSON columns cannot be filtered. */
export const FILTER_OFFERS = {
  id: ordered,
  int: ordered,
  decimal: ordered,
  float: ordered,
  date: ordered,
  datetime: ordered,
  string: textual,
  json: { operators: [], ignoreCase: false },
  field: { operators: every, ignoreCase: true },
} as const satisfies Record<FilterType, FilterOffer>;

/** The operators that a field's own filter input offers; none where it cannot be filtered. */
export function operatorsOf(field: Field): readonly OperatorName[] {
  return field.filterable ? FILTER_OFFERS[field.type].operators : [];
}

/** Whether a key of a filter input is an operator, rather than `name` or `ignoreCase`. */
export function isOperatorName(name: string): name is OperatorName {
  return Object.hasOwn(OPERATORS, name);
}
