/**
 * Executes rows of a list apart from the operation that they belong to, some at a time: graphql-js completes a list in one go, and holds all
 * of it until the last row is there. Data and errors are those that it would have made of the whole list.
 */
import {
  execute,
  getNamedType,
  GraphQLError,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  OperationTypeNode,
  typeFromAST,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Row } from '../reports/row.js';
import type { GatewayContext } from './context.js';
import { pathOf } from './cell-errors.js';

export interface ExecutedSlice {
  /** The rows as objects by response key. */
  readonly rows: readonly unknown[];
  readonly errors: readonly GraphQLError[];
}

const ROWS = 'rows';

/**
 * Makes the executor of the list of rows that the field selects. `first` is the number of the slice's first row. Throws where an error
 * nulls the whole list.
 */
export function createSliceExecutor(
  info: GraphQLResolveInfo,
  contextValue: GatewayContext,
): (rows: readonly Row[], first: number) => Promise<ExecutedSlice> {
  const schema = sliceSchemaOf(info);
  const document = sliceDocument(info);
  const list = pathOf(info);
  return async (rows, first) => {
    const result: ExecutionResult = await execute({
      schema,
      document,
      contextValue,
      rootValue: { [ROWS]: rows },
      variableValues: info.variableValues,
    });
    const errors = (result.errors ?? []).map((error) => moved(error, list, first));
    const executed = result.data?.[ROWS];
    if (Array.isArray(executed)) return { rows: executed, errors };
    throw errors[0] ?? new Error('The rows came without an error and without data.');
  };
}

/** The error at its place in the whole list. */
function moved(error: GraphQLError, list: readonly (string | number)[], first: number): GraphQLError {
  const [, row, ...below] = error.path ?? [];
  const { message, nodes, originalError, extensions } = error;
  const path = typeof row === 'number' ? [...list, first + row, ...below] : list;
  return new GraphQLError(message, { nodes: nodes ?? null, path, originalError: originalError ?? null, extensions });
}

/** The operation's own schema, but for its root: a query for the rows alone. */
function sliceSchemaOf({ schema, returnType }: GraphQLResolveInfo): GraphQLSchema {
  const type = getNamedType(returnType);
  if (!isObjectType(type)) throw new TypeError(`${type.name} is no object type.`);
  const rows = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
  const root = new GraphQLObjectType({ name: 'RowSlice', fields: { [ROWS]: { type: rows } } });
  // A schema made anew would walk all types for each list.
  return Object.create(schema, { getRootType: { value: () => root } }) as GraphQLSchema; // its prototype is one
}

/** What the operation selects of the rows, as an operation of its own. Arguments within rows are of scalars that coerce to themselves. */
function sliceDocument({ fieldNodes, fragments, operation, schema }: GraphQLResolveInfo): DocumentNode {
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ type }) => {
    const named = getNamedType(typeFromAST(schema, type));
    return named !== undefined && isSpecifiedScalarType(named);
  });
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions,
        selectionSet: {
          kind: Kind.SELECTION_SET,
          // Under one name, and without the directives that were acted on already.
          selections: fieldNodes.map(({ selectionSet }) => ({
            kind: Kind.FIELD,
            name: { kind: Kind.NAME, value: ROWS },
            ...(selectionSet ? { selectionSet } : {}),
          })),
        },
      },
      ...Object.values(fragments),
    ],
  };
}
