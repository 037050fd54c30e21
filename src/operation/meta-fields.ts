/** Documents that ask for nothing but what GraphQL and federation routers know every schema by. */
import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

const META_FIELDS: ReadonlySet<string> = new Set(['__typename', '__schema', '__type', '_service', '_entities']);

/** Whether every operation selects nothing but introspection and what federation routers ask, which have rules of their own. */
export function selectsMetaFieldsAlone(document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  return document.definitions.every(
    (definition) => definition.kind !== Kind.OPERATION_DEFINITION || selectsAlone(definition.selectionSet, fragments, new Set()),
  );
}

function selectsAlone(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, visited: Set<string>): boolean {
  return set.selections.every((selection) => {
    if (selection.kind === Kind.FIELD) return META_FIELDS.has(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return selectsAlone(selection.selectionSet, fragments, visited);
    const { value } = selection.name;
    if (visited.has(value)) return true;
    visited.add(value);
    const fragment = fragments.get(value);
    return fragment === undefined || selectsAlone(fragment.selectionSet, fragments, visited);
  });
}
