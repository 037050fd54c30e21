/**
 * What a document asks for at most, whatever its variables say: reports, upstream requests, rows, and the personal fields it selects. The
 * document must be valid.
 */
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { countRows } from '../../operation/limits/asked-rows.js';
import { isReportType } from '../../graph/report-type.js';
import { fieldOf } from '../../operation/limits/document-text.js';
import type { DocumentFacts as MeasuredFacts } from '../../operation/prepare-document.js';

export interface OperationReport {
  /** Null for an operation without a name. */
  readonly operation: string | null;
  /** Names of the reports it asks, each once. */
  readonly reports: readonly string[];
  /** At most, equal questions counted apart. */
  readonly upstreamRequests: number;
  /** At most, all reports together. */
  readonly rows: number;
  /** Schema coordinates of personal fields, such as `Trigger.srcPhoneNumber`. */
  readonly personalFields: readonly string[];
}

export interface FactsOptions {
  readonly schema: GraphQLSchema;
  /** Coordinates of personal fields. */
  readonly personal: ReadonlySet<string>;
  readonly maxUpstreamRequests: number;
  /** Rows that one report answers, and that an operation may ask for. */
  readonly maxReportRows: number;
  readonly maxRows: number;
}

/** The facts of every operation of a document. */
export function documentFacts(document: DocumentNode, measured: MeasuredFacts, options: FactsOptions): readonly OperationReport[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const { reports, requests, personalFields } = walk(operation, fragments, options);
      return {
        operation: operation.name?.value ?? null,
        reports: [...reports],
        upstreamRequests: Math.min(requests, options.maxUpstreamRequests),
        rows: Math.min(rowsOf(operation, measured, options.maxReportRows), options.maxRows),
        personalFields: [...personalFields].sort(),
      };
    });
}

/** The rows where every variable that bounds a report says the most that it may. */
function rowsOf(operation: OperationDefinitionNode, { sizes }: MeasuredFacts, maxReportRows: number): number {
  const asked = sizes.get(operation)?.rows;
  if (!asked) throw new TypeError('The operation was not measured.');
  const names = [asked, ...(asked.represented ?? [])].flatMap(({ variable }) => variable.map((one) => one.variable));
  return countRows(asked, Object.fromEntries(names.map((name) => [name, maxReportRows])));
}

/** Where the walk is: rows that hold the field, whether they are those of a report, and how many periods the report above has. */
interface Place {
  readonly times: number;
  readonly isRow: boolean;
  readonly periods: 1 | 2;
}

function walk(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, options: FactsOptions) {
  const { schema, personal, maxReportRows } = options;
  const reports = new Set<string>();
  const personalFields = new Set<string>();
  let requests = 0;

  const readSet = (set: SelectionSetNode, parent: GraphQLNamedType | undefined, place: Place): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) readField(selection, parent, place);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition?.name.value;
        readSet(selection.selectionSet, on === undefined ? parent : schema.getType(on), place);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) readSet(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), place);
      }
    }
  };

  const readField = (node: FieldNode, parent: GraphQLNamedType | undefined, place: Place): void => {
    const name = node.name.value;
    const type = fieldOf(schema, parent, name)?.type;
    const named = getNamedType(type);
    if (parent && personal.has(`${parent.name}.${name}`)) personalFields.add(`${parent.name}.${name}`);
    if (!node.selectionSet || !type) return;
    if (isReportType(named)) {
      reports.add(name);
      const periods = isCompared(node) ? 2 : 1;
      requests += place.times * periods;
      return readSet(node.selectionSet, named, { ...place, isRow: false, periods });
    }
    if (isReportType(parent)) requests += place.times * requestsOfSum(name, place.periods);
    const isRows = name === 'rows' && isReportType(parent);
    // What lies beyond a row is looked up for all rows at once; a report of each row is a request of its own.
    if (!isRows && isObjectType(named) && (place.isRow || parent === schema.getQueryType()) && readsColumns(node.selectionSet))
      requests += 1;
    const times = isRows ? place.times * maxReportRows : place.times;
    readSet(node.selectionSet, named, { ...place, times, isRow: isRows || (isListType(getNullableType(type)) && place.isRow) });
  };

  readSet(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, { times: 1, isRow: false, periods: 1 });
  return { reports, requests, personalFields };
}

/** What a field beside the rows asks for: a sum of each period, and beside a comparison the groups of its first rows, in two requests at most. */
function requestsOfSum(name: string, periods: number): number {
  if (name === 'totals') return periods;
  if (name !== 'other') return 0;
  return periods === 1 ? 1 : periods + 2;
}

const KNOWN_WITHOUT_ASKING: ReadonlySet<string> = new Set(['__typename', 'igrp']);

/** Whether a look-up by key has anything to ask: what it selects beside the installation's number, and beside what has a request of its own. */
function readsColumns({ selections }: SelectionSetNode): boolean {
  return selections.some((selection) =>
    selection.kind === Kind.FIELD
      ? selection.selectionSet === undefined && !KNOWN_WITHOUT_ASKING.has(selection.name.value)
      : selection.kind === Kind.FRAGMENT_SPREAD || readsColumns(selection.selectionSet),
  );
}

const isCompared = (node: FieldNode): boolean =>
  node.arguments?.some(({ name, value }) => name.value === 'compare' && value.kind !== Kind.NULL) ?? false;
