/** Selections written as GraphQL text, without a schema: what the walker would collect, arguments as literals. */
import { Kind, parse, valueFromASTUntyped, type SelectionSetNode } from 'graphql';
import { reportSelection, type ReportSelection } from '../../src/query/report-selection.js';
import type { SelectedField } from '../../src/query/selected-fields.js';

/** `select('ch a: chName')`: the fields, of the type `Row`. */
export function select(text: string, typeName = 'Row'): readonly SelectedField[] {
  const [definition] = parse(`{ ${text} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('must be a selection');
  return fieldsOf(definition.selectionSet, typeName);
}

/** `selectReport('rows { ch } pageInfo { hasNextPage }')` */
export function selectReport(text: string): ReportSelection {
  return reportSelection(select(text));
}

function fieldsOf(set: SelectionSetNode, typeName: string): readonly SelectedField[] {
  return set.selections.map((node) => {
    if (node.kind !== Kind.FIELD) throw new TypeError('must hold fields alone');
    return {
      responseKey: node.alias?.value ?? node.name.value,
      name: node.name.value,
      arguments: Object.fromEntries((node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)])),
      selections: node.selectionSet === undefined ? null : fieldsOf(node.selectionSet, typeName),
      typeName,
    };
  });
}
