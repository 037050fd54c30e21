/** The filter inputs: one a field type with that type's operators, one for any field by name, and one a report from its definition. */
import type { GenericInputFieldRef, InputRef } from '@pothos/core';
import type { Report } from '../../schema/report.js';
import { filterTypeName } from '../../schema/type-names.js';
import { FILTER_OFFERS, OPERATORS, type FilterOffer } from '../query/operands.js';
import type { Builder } from './builder.js';
import { FILTER_INPUTS, type FilterableType } from './field-types.js';

/** What a filter coerces to: operators and their values, checked by the translation. */
export type FilterValue = Readonly<Record<string, unknown>>;

const RULE = 'All operators must match. Omitted operators are ignored; null, {} and an empty list are refused.';
const IGNORE_CASE = 'Ignore case. Refused with an operator that has no case-insensitive form.';

export interface FilterTypes {
  /** The filter input of a field type. */
  readonly byType: ReadonlyMap<FilterableType, InputRef<FilterValue>>;
  /** The filter by a field's name. */
  readonly field: InputRef<FilterValue>;
}

/** The inputs that all reports share. */
export function addFilterTypes(builder: Builder): FilterTypes {
  const byName = new Map<string, InputRef<FilterValue>>();
  const byType = new Map<FilterableType, InputRef<FilterValue>>();
  for (const [type, { name, scalar }] of Object.entries(FILTER_INPUTS) as [FilterableType, (typeof FILTER_INPUTS)[FilterableType]][]) {
    const known =
      byName.get(name) ??
      operatorInput(builder, { name, description: `Conditions on one field. ${RULE}`, offer: FILTER_OFFERS[type], scalar });
    byName.set(name, known);
    byType.set(type, known);
  }
  const about =
    'Conditions on any upstream field by its v2 name, with values as text: for a field that is not in the catalogue, or an operator that the field’s own filter does not have. ' +
    `Custom variables (\`c_…\`) and pass-through parameters (\`pt_…\`) cannot be filtered. ${RULE}`;
  return {
    byType,
    field: operatorInput(builder, {
      name: 'ReportFieldFilter',
      description: about,
      offer: FILTER_OFFERS.field,
      scalar: 'String',
      named: true,
    }),
  };
}

interface OperatorInput {
  readonly name: string;
  readonly description: string;
  readonly offer: FilterOffer;
  readonly scalar: (typeof FILTER_INPUTS)[FilterableType]['scalar'];
  /** Whether the field is named within, rather than by the key that the input stands under. */
  readonly named?: boolean;
}

function operatorInput(builder: Builder, { name, description, offer: { operators, ignoreCase }, scalar, named = false }: OperatorInput) {
  return builder.inputRef<FilterValue>(builder.names.type(name)).implement({
    description,
    fields: (t) => ({
      ...(named ? { name: t.string({ required: true, description: 'The v2 name of the field.' }) } : {}),
      ...Object.fromEntries(
        operators.map((operator): readonly [string, GenericInputFieldRef] => {
          const { value, operand, description: meaning } = OPERATORS[operator];
          const text = `${meaning} v2: \`${operand}\``;
          if (value === 'boolean') return [operator, t.boolean({ description: text })];
          return [
            operator,
            value === 'list' ? t.field({ type: [scalar], description: text }) : t.field({ type: scalar, description: text }),
          ];
        }),
      ),
      ...(ignoreCase ? { ignoreCase: t.boolean({ defaultValue: false, description: IGNORE_CASE }) } : {}),
    }),
  });
}

/** A report's own filter input, from its definition. */
export function addFilterType(builder: Builder, shared: FilterTypes, report: Report): InputRef<FilterValue> {
  return builder.inputRef<FilterValue>(filterTypeName(report)).implement({
    description: 'Conditions on fields. Fields of one object, and objects of the list, are combined with AND.',
    fields: (t) => ({
      ...Object.fromEntries(
        [...report.fields.values()].flatMap((field) => {
          const type = field.filterable && field.type !== 'json' ? shared.byType.get(field.type) : undefined;
          return type ? [[field.name, t.field({ type, description: field.description })]] : [];
        }),
      ),
      field: t.field({ type: shared.field, description: 'Any field by its v2 name, with values as text.' }),
    }),
  });
}
