/**
 * How many fields the answer holds of what the schema alone answers: introspection, `reports`, the subgraph's SDL. Their lists have no limits
 * to multiply, but their values are known, so the fields are counted one by one, up to a bound.
 */
import {
  getNamedType,
  getVariableValues,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { GatewayError } from '../../errors.js';
import { isStaticField, staticTextLength } from '../../graph/answer-size.js';
import { selectedFields, selectedNodes, type SelectedField } from '../../query/selected-fields.js';
import type { OperationLimits } from '../../limits.js';
import type { Variables } from './asked-rows.js';

/** One request for fields that the schema alone answers. */
export interface StaticFieldsRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
  readonly limits: Pick<OperationLimits, 'staticFields' | 'staticBytes'>;
}

/** Characters of a long text that count as one field. */
const CHARACTERS_A_FIELD = 64;

/** Throws COST_ESTIMATED_TOO_EXPENSIVE beyond a bound. Variables that do not fit are left to the executor, which says so better. */
export type StaticFieldsCheck = (request: StaticFieldsRequest) => void;

/** A check with the resolvers that the schema has now: what a plugin wraps around them later is not called to count. */
export function createStaticFieldsCheck(schema: GraphQLSchema): StaticFieldsCheck {
  const resolvers = new Map<GraphQLField<unknown, unknown>, Resolver | undefined>();
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) resolvers.set(field, field.resolve);
  return (request) => checkStaticFields(schema, resolvers, request);
}

type Resolver = NonNullable<GraphQLField<unknown, unknown>['resolve']>;

function checkStaticFields(
  schema: GraphQLSchema,
  resolvers: ReadonlyMap<GraphQLField<unknown, unknown>, Resolver | undefined>,
  { document, operation, variables, limits }: StaticFieldsRequest,
): void {
  const root = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!root || !coerced) return;
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  // Resolvers of static fields read nothing of the executor but the schema.
  const info = { schema } as GraphQLResolveInfo;
  let fields = 0;
  let bytes = 0;
  const spend = (moreBytes: number, moreFields = 1) => {
    fields += moreFields;
    bytes += moreBytes;
    if (fields > limits.staticFields) throw tooLarge('fields', fields, limits.staticFields);
    if (bytes > limits.staticBytes) throw tooLarge('bytes', bytes, limits.staticBytes);
  };

  const countField = (parent: unknown, definition: GraphQLField<unknown, unknown>, selected: Omit<SelectedField, 'typeName'>): void => {
    const length = staticTextLength(definition);
    spend(selected.responseKey.length + length, 1 + Math.ceil(length / CHARACTERS_A_FIELD));
    if (length > 0) return;
    const resolve =
      (resolvers.has(definition) ? resolvers.get(definition) : definition.resolve) ?? ((value: unknown) => memberOf(value, selected.name));
    countValue(resolve(parent, selected.arguments, {}, info), definition.type, selected.selections);
  };
  const countValue = (value: unknown, type: GraphQLOutputType, selections: readonly SelectedField[] | null): void => {
    if (isIterable(value)) {
      for (const item of value) {
        spend(1);
        countValue(item, type, selections);
      }
      return;
    }
    if (typeof value === 'string') spend(value.length, 0);
    const named = getNamedType(type);
    if (value === null || value === undefined || selections === null || !isObjectType(named)) return;
    const members = named.getFields();
    for (const selected of selections) {
      const definition = members[selected.name];
      if (definition) countField(value, definition, selected);
      else spend(selected.responseKey.length);
    }
  };

  const source = { fragments, variableValues: coerced, schema };
  const rootField = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '' }, selectionSet: operation.selectionSet } as const;
  for (const [responseKey, fieldNodes] of selectedNodes({ ...source, fieldNodes: [rootField], returnType: root })) {
    const [node] = fieldNodes;
    const definition = node && (META_FIELDS.get(node.name.value) ?? root.getFields()[node.name.value]);
    if (!node || !definition || !(META_FIELDS.has(node.name.value) || isStaticField(definition))) continue;
    const selections = selectedFields({ ...source, fieldNodes, returnType: definition.type });
    // The one argument below Query is the name of a type.
    const given = Object.fromEntries((node.arguments ?? []).map(({ name, value }) => [name.value, nameOf(value, coerced)]));
    countField(undefined, definition, { responseKey, name: node.name.value, arguments: given, selections });
  }
}

function tooLarge(what: string, cost: number, maxCost: number): GatewayError {
  return new GatewayError(
    'COST_ESTIMATED_TOO_EXPENSIVE',
    `An answer may hold at most ${maxCost} ${what} of introspection, reports and _service. Select less, or split it into several requests.`,
    { extensions: { cost, maxCost } },
  );
}

const META_FIELDS: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map([
  ['__schema', SchemaMetaFieldDef],
  ['__type', TypeMetaFieldDef],
]);

/** The name that an argument says, as a literal or by a variable. */
function nameOf(value: ValueNode, variables: Variables): unknown {
  if (value.kind === Kind.VARIABLE) return variables[value.name.value];
  return value.kind === Kind.STRING ? value.value : undefined;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
const isIterable = (value: unknown): value is Iterable<unknown> => typeof value === 'object' && value !== null && Symbol.iterator in value;
