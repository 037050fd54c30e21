/**
 * What an operation selects below one field, as plain data.
 *
 * Collects as the GraphQL specification's CollectFields does: named and inline fragments, on the object type or an interface of it,
 * aliases, fields merged by response key, @skip and @include. A fragment under @defer counts as selected: its rows are asked for too.
 * Pure: equal sources give equal data.
 */
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What of a resolver's `info` the walker reads. A concrete `returnType` may stand in for an abstract one. */
export interface SelectionSource {
  readonly fieldNodes: readonly FieldNode[];
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly schema: GraphQLSchema;
  readonly returnType: GraphQLOutputType;
}

/** One selected field with its coerced arguments. */
export interface SelectedField {
  /** The alias, else the name: the key in the response. */
  readonly responseKey: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What is selected below, merged; null on leaves. */
  readonly selections: readonly SelectedField[] | null;
  /** The type that the field belongs to: what `__typename` answers beside it. */
  readonly typeName: string;
}

/** The fields of a selection, those below them included. */
export function countFields(fields: readonly SelectedField[]): number {
  return fields.reduce((sum, { selections }) => sum + 1 + (selections ? countFields(selections) : 0), 0);
}

const NO_ARGUMENTS: Readonly<Record<string, unknown>> = Object.freeze({});

/** The fields selected below the source's field, in the order of the response. Empty where the field is a leaf. */
export function selectedFields(source: SelectionSource): readonly SelectedField[] {
  const type = getNamedType(source.returnType);
  if (!isCompositeType(type)) return [];
  return fieldsBelow(source, type, source.fieldNodes);
}

/** The nodes that select each response key directly below the source's field. */
export function selectedNodes(source: SelectionSource): ReadonlyMap<string, readonly FieldNode[]> {
  const type = getNamedType(source.returnType);
  if (!isCompositeType(type)) return new Map();
  return new Map([...groupsBelow(source, type, source.fieldNodes)].map(([responseKey, { nodes }]) => [responseKey, nodes]));
}

/** Nodes that share a response key, and the type on which they are selected. */
interface Group {
  readonly type: GraphQLCompositeType;
  readonly nodes: FieldNode[];
}

interface Collection {
  readonly source: SelectionSource;
  readonly groups: Map<string, Group>;
  readonly visited: Set<string>;
}

function fieldsBelow(source: SelectionSource, type: GraphQLCompositeType, nodes: readonly FieldNode[]): readonly SelectedField[] {
  const fields: SelectedField[] = [];
  for (const [responseKey, group] of groupsBelow(source, type, nodes)) fields.push(selectedField(source, responseKey, group));
  return fields;
}

function groupsBelow(source: SelectionSource, type: GraphQLCompositeType, nodes: readonly FieldNode[]): ReadonlyMap<string, Group> {
  const collection: Collection = { source, groups: new Map(), visited: new Set() };
  for (const node of nodes) if (node.selectionSet) collect(collection, type, node.selectionSet);
  return collection.groups;
}

function collect(collection: Collection, type: GraphQLCompositeType, { selections }: SelectionSetNode): void {
  const { source, groups, visited } = collection;
  for (const selection of selections) {
    if (!isIncluded(selection, source)) continue;
    if (selection.kind === Kind.FIELD) {
      const responseKey = selection.alias?.value ?? selection.name.value;
      const group = groups.get(responseKey);
      if (group) group.nodes.push(selection);
      else groups.set(responseKey, { type, nodes: [selection] });
      continue;
    }
    let fragment: {
      readonly typeCondition?: { readonly name: { readonly value: string } } | undefined;
      readonly selectionSet: SelectionSetNode;
    };
    if (selection.kind === Kind.INLINE_FRAGMENT) fragment = selection;
    else {
      const name = selection.name.value;
      const definition = source.fragments[name];
      const visit = `${type.name}.${name}`;
      if (!definition || visited.has(visit)) continue;
      visited.add(visit);
      fragment = definition;
    }
    const narrowed = fragment.typeCondition ? narrow(source.schema, type, fragment.typeCondition.name.value) : type;
    if (narrowed) collect(collection, narrowed, fragment.selectionSet);
  }
}

/** What a fragment on `condition` says about a value of `type`: null where no value is both, else the narrower of the two. */
function narrow(schema: GraphQLSchema, type: GraphQLCompositeType, condition: string): GraphQLCompositeType | null {
  if (type.name === condition) return type;
  const conditionType = schema.getType(condition);
  if (isObjectType(type)) return isAbstractType(conditionType) && schema.isSubType(conditionType, type) ? type : null;
  if (isObjectType(conditionType)) return schema.isSubType(type, conditionType) ? conditionType : null;
  if (!isAbstractType(conditionType)) return null;
  return schema.getPossibleTypes(type).some((possible) => schema.isSubType(conditionType, possible)) ? conditionType : null;
}

function isIncluded(node: SelectionNode, { variableValues }: SelectionSource): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false;
}

function selectedField(source: SelectionSource, responseKey: string, { type, nodes }: Group): SelectedField {
  const [node] = nodes;
  const name = node?.name.value ?? responseKey;
  const definition = isUnionType(type) ? undefined : type.getFields()[name];
  const below = definition && getNamedType(definition.type);
  return {
    responseKey,
    name,
    arguments:
      node === undefined || definition === undefined || definition.args.length === 0
        ? NO_ARGUMENTS
        : getArgumentValues(definition, node, source.variableValues),
    selections: isCompositeType(below) ? fieldsBelow(source, below, nodes) : null,
    typeName: type.name,
  };
}
