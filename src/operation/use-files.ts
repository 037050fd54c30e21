/** Execute: an operation that is answered with a file must select the rows of one report, and columns alone of them. */
import { getOperationAST, GraphQLError, getNamedType, isObjectType, Kind, type GraphQLSchema } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.js';
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
    if (isReport(field, schema)) return whyNoRows(field);
    level = field.selections ?? [];
  }
  return 'no report is selected';
}

function whyNoRows({ selections }: SelectedField): string | null {
  const [rows, other] = withoutTypename(selections ?? []);
  const odd = [rows, other].find((field) => field && (field.name !== 'rows' || field === other));
  if (odd) return `${odd.responseKey} is selected beside them`;
  if (!rows) return 'no rows are selected';
  const below = rows.selections?.find((field) => !isColumn(field));
  return below ? `rows.${below.responseKey} leads to other rows` : null;
}

/** Clients add `__typename` to every selection; outside rows it says nothing that a file could hold. */
function withoutTypename(fields: readonly SelectedField[]): readonly SelectedField[] {
  return fields.filter(({ name }) => name !== '__typename');
}

function isReport({ name, typeName }: SelectedField, schema: GraphQLSchema): boolean {
  const parent = schema.getType(typeName);
  const type = isObjectType(parent) ? getNamedType(parent.getFields()[name]?.type) : undefined;
  return isReportType(type);
}
