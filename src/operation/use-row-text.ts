/**
 * Lets rows leave as finished text. An operation whose rows select columns alone is executed against the schema's twin, in which `rows` is a
 * leaf; one that selects links or reports below a row, that compares or fills a report, that asks for the schema, or that is delivered in parts,
 * goes the ordinary way.
 */
import { execute, Kind, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { DERIVING_ARGUMENTS } from '../comparison/derivation.js';

/** `twin`: the schema in which rows are text. Documents are validated against the public schema, the one that Yoga has. */
export function useRowText(twin: GraphQLSchema): Plugin {
  const plain = new WeakMap<DocumentNode, boolean>();
  return {
    onExecute({ args, executeFn }) {
      if (executeFn !== execute) return; // delivered in parts
      let isPlain = plain.get(args.document);
      if (isPlain === undefined) {
        isPlain = hasPlainRows(args.document);
        plain.set(args.document, isPlain);
      }
      if (isPlain) args.schema = twin;
    },
  };
}

/** Whether no operation of the document selects below a row's field or derives rows, whatever directives say: looked at once a document. */
export function hasPlainRows(document: DocumentNode): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const seen = new Set<string>();

  const isPlain = ({ selections }: SelectionSetNode, inRows: boolean): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) {
        if (!selection.selectionSet) return true;
        if (selection.arguments?.some(({ name }) => DERIVING_ARGUMENTS.has(name.value))) return false; // other rows than upstream's own
        if (selection.name.value.startsWith('__')) return false; // introspection tells of the public schema
        return !inRows && isPlain(selection.selectionSet, selection.name.value === 'rows');
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return isPlain(selection.selectionSet, inRows);
      const key = `${selection.name.value} ${inRows}`;
      const fragment = fragments.get(selection.name.value);
      if (!fragment || seen.has(key)) return true;
      seen.add(key);
      return isPlain(fragment.selectionSet, inRows);
    });

  return document.definitions.every(
    (definition) => definition.kind !== Kind.OPERATION_DEFINITION || isPlain(definition.selectionSet, false),
  );
}
