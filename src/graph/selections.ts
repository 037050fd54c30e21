/**
 * What one operation selects, walked once for all rows of a list. Equal selections are one list, so that look-ups that ask the same are known
 * to.
 */
import type { FieldNode, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo } from 'graphql';
import { selectedFields, type SelectedField } from '../query/selected-fields.js';

/** A selection that was walked, the nodes that it was found below, and their type: a fragment on an interface is of several. */
interface Walked {
  readonly nodes: readonly FieldNode[];
  readonly type: GraphQLOutputType;
  readonly fields: readonly SelectedField[];
}

/** The selections of one operation. */
export class Selections {
  /** By the first of the field's nodes. */
  readonly #below = new Map<FieldNode, Walked[]>();
  readonly #columns = new Map<string, readonly SelectedField[]>();

  /** What is selected below the field. `on` is the object type that is meant where the field's own type is abstract. */
  below(info: GraphQLResolveInfo, on?: GraphQLObjectType): readonly SelectedField[] {
    const { fieldNodes: nodes } = info;
    const [first] = nodes;
    const type = on ?? info.returnType;
    const walk = () => selectedFields(on ? { ...info, returnType: on } : info);
    if (first === undefined) return walk();
    const walked = this.#below.get(first) ?? [];
    const known = walked.find(
      (one) => one.type === type && one.nodes.length === nodes.length && one.nodes.every((node, i) => node === nodes[i]),
    );
    if (known) return known.fields;
    const fields = walk();
    walked.push({ nodes, type, fields });
    this.#below.set(first, walked);
    return fields;
  }

  /** The selection of a column alone, by the key of its cells. */
  column(key: string, { name, arguments: given }: Pick<SelectedField, 'name' | 'arguments'>): readonly SelectedField[] {
    const fields = this.#columns.get(key) ?? [{ responseKey: key, name, arguments: given, selections: null, typeName: '' }];
    this.#columns.set(key, fields);
    return fields;
  }
}
