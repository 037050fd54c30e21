/** Execute: an operation that is answered with a file must select the rows of one report, and columns alone of them. */
import {
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.js';
import { isWalkedField } from '../graph/answer-size.js';
import { isReportType } from '../graph/report-type.js';
import { selectedFields, type SelectedField } from '../query/selected-fields.js';
import { isColumn } from '../reports/row-plan.js';
import { asDocument, asVariables } from './execution-arguments.js';

/** What of the context value the plugin looks at. */
export interface FilesContext {
  /** Null where no file is asked for. */
  readonly file: object | null;
}

/** Execution answers with NOT_ACCEPTABLE where a file cannot hold what is selected. Nothing is resolved then. */
export function useFiles(): Plugin<FilesContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      if (args.contextValue.file === null) return;
      const document = asDocument(args.document);
      const schema: GraphQLSchema = args.schema;
      const operation = getOperationAST(document, args.operationName);
      const type = schema.getQueryType();
      if (!operation || !type) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], asVariables(args.variableValues));
      // Variables that do not fit are the executor's to refuse.
      if (!coerced) return;
      const fragments = Object.fromEntries(
        document.definitions.flatMap((definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
        ),
      );
      const root = {
        kind: Kind.FIELD,
        name: { kind: Kind.NAME, value: operation.operation },
        selectionSet: operation.selectionSet,
      } as const;
      const selected = selectedFields({ fieldNodes: [root], fragments, variableValues: coerced, schema, returnType: type });
      const reason = whyNoFile(selected, schema);
      if (reason === null) return;
      const originalError = new GatewayError('NOT_ACCEPTABLE', `A file holds the rows of one report, but ${reason}. ${ADVICE}`);
      setResultAndStopExecution({ errors: [new GraphQLError(originalError.message, { originalError })] });
    },
  };
}

const ADVICE = 'Select columns of rows alone, or accept application/json.';
/** Objects that a report may stand below: the installation that it is of. */
const MOST_AROUND = 1;

/** Completes "A file holds the rows of one report, but …"; null where one can hold what is selected. */
function whyNoFile(selected: readonly SelectedField[], schema: GraphQLSchema): string | null {
  let level = selected;
  for (let around = 0; around <= MOST_AROUND; around++) {
    const [field, other] = withoutTypename(level);
    if (!field) return 'no report is selected';
    if (other) return `${field.responseKey} and ${other.responseKey} are selected`;
    const definition = definitionOf(field, schema);
    if (isReportType(getNamedType(definition?.type))) return whyNoRows(field, schema);
    // Each item would have a report of its own.
    if (isListType(getNullableType(definition?.type))) return `${field.responseKey} is a list`;
    level = field.selections ?? [];
  }
  return 'no report is selected';
}

function whyNoRows({ selections }: SelectedField, schema: GraphQLSchema): string | null {
  const [rows, other] = withoutTypename(selections ?? []);
  const odd = [rows, other].find((field) => field && (field.name !== 'rows' || field === other));
  if (odd) return `${odd.responseKey} is selected beside them`;
  if (!rows) return 'no rows are selected';
  const below = rows.selections?.find((field) => !isColumn(field) || isMade(field, schema));
  return below ? `rows.${below.responseKey} is not a column` : null;
}

/** Whether the gateway makes the field's value of columns, as it does a node's id. */
function isMade(field: SelectedField, schema: GraphQLSchema): boolean {
  const definition = definitionOf(field, schema);
  return definition !== undefined && isWalkedField(definition);
}

/** Clients add `__typename` to every selection; outside rows it says nothing that a file could hold. */
function withoutTypename(fields: readonly SelectedField[]): readonly SelectedField[] {
  return fields.filter(({ name }) => name !== '__typename');
}

function definitionOf({ name, typeName }: SelectedField, schema: GraphQLSchema): GraphQLField<unknown, unknown> | undefined {
  const parent = schema.getType(typeName);
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}
