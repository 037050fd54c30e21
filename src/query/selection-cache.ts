/**
 * Selections kept per document: a client sends the same document again and again, and what it selects is the same each time unless a variable
 * steers it.
 *
 * Kept by the document's own nodes, weakly, so that what is kept ends with the document. Nothing of a request is kept: a selection that reads a
 * variable, in an argument or in a directive, is walked anew each time.
 */
import { BREAK, Kind, visit, type FieldNode, type GraphQLSchema } from 'graphql';
import { selectedFields, type SelectedField, type SelectionSource } from './selected-fields.js';

interface Kept {
  readonly nodes: readonly FieldNode[];
  /** Null where a variable steers the selection. */
  readonly fields: readonly SelectedField[] | null;
}

/** `selectedFields`, remembering the selections of documents that are alive. */
export function createSelectedFields(): (source: SelectionSource) => readonly SelectedField[] {
  const keptBySchema = new WeakMap<GraphQLSchema, WeakMap<FieldNode, Kept>>();
  return (source) => {
    const { schema, fieldNodes } = source;
    const [first] = fieldNodes;
    if (first === undefined) return selectedFields(source);
    let keptByNode = keptBySchema.get(schema);
    if (keptByNode === undefined) keptBySchema.set(schema, (keptByNode = new WeakMap()));
    const kept = keptByNode.get(first);
    if (kept !== undefined && isSameList(kept.nodes, fieldNodes)) return kept.fields ?? selectedFields(source);
    const fields = selectedFields(source);
    keptByNode.set(first, { nodes: fieldNodes, fields: isSteeredByVariables(source) ? null : fields });
    return fields;
  };
}

/** Whether a variable decides what is selected below the source's field, or with which arguments. The field's own arguments do not count. */
export function isSteeredByVariables({ fieldNodes, fragments }: SelectionSource): boolean {
  const visited = new Set<string>();
  const pending: Parameters<typeof visit>[0][] = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  let steered = false;
  for (let node = pending.pop(); node !== undefined && !steered; node = pending.pop())
    visit(node, {
      [Kind.VARIABLE]: () => {
        steered = true;
        return BREAK;
      },
      [Kind.FRAGMENT_SPREAD]: ({ name: { value } }) => {
        const fragment = fragments[value];
        if (fragment === undefined || visited.has(value)) return;
        visited.add(value);
        pending.push(fragment);
      },
    });
  return steered;
}

function isSameList(a: readonly FieldNode[], b: readonly FieldNode[]): boolean {
  return a === b || (a.length === b.length && a.every((node, i) => node === b[i]));
}
