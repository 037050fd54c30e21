/** Columns of rows that are chosen while the page runs: what a report can show is the catalogue's to say. */
import { Kind, visit, type FieldNode } from 'graphql';
import type { TypedDocumentNode } from 'urql';

/** The document with these columns selected of its rows, in this order, and no others. Its type knows them as cells without a name. */
export function withRowColumns<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  columns: readonly FieldNode[],
): TypedDocumentNode<Data, Variables> {
  return visit(document, {
    Field: (field) =>
      field.name.value === 'rows' && field.selectionSet
        ? { ...field, selectionSet: { ...field.selectionSet, selections: [...columns] } }
        : undefined,
  });
}

/** A column by its name. */
export const columnNode = (name: string): FieldNode => ({ kind: Kind.FIELD, name: nameNode(name) });

/** `salesCalls: customMetric(reference: "salesCalls")` */
export const customMetricNode = (reference: string): FieldNode => ({
  kind: Kind.FIELD,
  alias: nameNode(reference),
  name: nameNode('customMetric'),
  arguments: [{ kind: Kind.ARGUMENT, name: nameNode('reference'), value: { kind: Kind.STRING, value: reference } }],
});

export const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;
