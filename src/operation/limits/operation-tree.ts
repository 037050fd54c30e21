/**
 * A document as it is executed: fragments put in their places, fields of one response name merged into one. The document need not be valid:
 * the walk counts its own steps and levels, and stops at their bounds.
 */
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { GatewayError } from '../../errors.js';
import { isColumnsField, isStaticField, isWalkedField } from '../../graph/answer-size.js';
import { DeferDirective } from '../../graph/incremental-directives.js';
import { isReportType } from '../../graph/report-type.js';
import type { CellList, Cells, ListSize, OperationRows, RepresentedRows, VariableRows } from './asked-rows.js';
import { fieldOf, typeOf, type DocumentText, type ExecutableNode } from './document-text.js';
import { checkFragmentSizes } from './fragment-sizes.js';
import type { DocumentLimits } from '../../limits.js';
import { rowsOfSum, rowsWithCalls, type ReportRows } from './rows-beside.js';

/** What one operation asks for, before its variables are known. */
export interface OperationSize {
  readonly rows: OperationRows;
  /** Without what `usesStatic` is about. */
  readonly cells: Cells;
  /** Whether it asks for fields that the schema alone answers: introspection, `reports`, the subgraph's SDL. */
  readonly usesStatic: boolean;
}

/** The size of each operation, and the fields that the document stands for. Throws the GatewayError of the first bound that is exceeded. */
export function measureOperations(
  text: DocumentText,
  schema: GraphQLSchema,
  limits: DocumentLimits,
): { readonly sizes: ReadonlyMap<OperationDefinitionNode, OperationSize>; readonly fields: number } {
  const sizes = new Map<OperationDefinitionNode, OperationSize>();
  const { roots, fields } = checkFragmentSizes(text, limits);
  for (const root of roots) {
    const size = measureTree(root, { text, schema, limits });
    if (root.kind === Kind.OPERATION_DEFINITION) sizes.set(root, size);
  }
  return { sizes, fields };
}

interface TreeOptions {
  readonly text: DocumentText;
  readonly schema: GraphQLSchema;
  readonly limits: DocumentLimits;
}

/** A selection set and the type that it selects from. */
interface Selections {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLNamedType | undefined;
}

/** A field as it was written in one place. */
interface PlacedField {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown> | undefined;
}

/** Where in the tree a field stands. `lists` counts introspection's own lists; null outside introspection. */
interface Place {
  readonly depth: number;
  readonly lists: number | null;
  /** The rows of the report that the field is a field of; null elsewhere. */
  readonly report: ReportRows | null;
  /** The list of rows that it is a field of; null elsewhere. */
  readonly list: RowList | null;
  /** The report that the field is somewhere below; null outside reports. */
  readonly within: PlacedField | null;
}

/** A list of rows as it is walked. */
interface RowList {
  /** Whether a field of a row leads on, so that the executor has to walk the rows. */
  isWalked: boolean;
  readonly size: ListSize;
  /** Cells of the calls behind each row. */
  readonly calls: Cells[];
}

/** Lists of introspection that lead on to types, and so to themselves. */
const TYPE_LISTS: ReadonlySet<string> = new Set(['fields', 'interfaces', 'possibleTypes', 'inputFields']);
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);
const LIMIT = 'limit';
/** Asks for as many rows again, of another period. */
const COMPARE = 'compare';
/** The field of a row that asks for the calls behind it, in a request a row. */
const CALLS = 'calls';
/** Where a federation router asks for rows by their keys. */
const ENTITIES = '_entities';
/** What a list counts as whose length nothing tells: links to many, lists of scalars. */
const UNKNOWN_LENGTH: ListSize = { fixed: 10, variable: [] };

/** Where rows are added up. */
interface Sum {
  fixed: number;
  readonly variable: VariableRows[];
}

/** Where cells are added up. */
interface CellSum {
  fixed: number;
  readonly lists: CellList[];
}

function measureTree(root: ExecutableNode, { text, schema, limits }: TreeOptions): OperationSize {
  let rows: Sum = { fixed: 0, variable: [] };
  let cells: CellSum = { fixed: 0, lists: [] };
  const represented: RepresentedRows[] = [];
  let [steps, reports, usesStatic] = [0, 0, false];
  readLevel([{ set: root.selectionSet, parent: typeOf(root, schema) }], { depth: 0, lists: null, report: null, list: null, within: null });
  return { rows: represented.length > 0 ? { ...rows, represented } : rows, cells, usesStatic };

  function readLevel(selections: readonly Selections[], place: Place): void {
    const fields = new Map<string, PlacedField[]>();
    const spread = new Set<string>();
    for (const { set, parent } of selections) collect(set, parent, fields, spread);
    for (const placed of fields.values()) readField(placed, place);
  }

  function collect(
    set: SelectionSetNode,
    parent: GraphQLNamedType | undefined,
    fields: Map<string, PlacedField[]>,
    spread: Set<string>,
  ): void {
    for (const selection of set.selections) {
      if (++steps > limits.fields * STEPS_A_FIELD)
        throw new GatewayError('MAX_FIELDS_LIMIT', `A document may select at most ${limits.fields} fields.`);
      if (selection.kind !== Kind.FIELD && isDeferred(selection)) cells.fixed += CELLS_OF_A_PART;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const placed = { node: selection, definition: fieldOf(schema, parent, selection.name.value) };
        const others = fields.get(key);
        if (others) others.push(placed);
        else fields.set(key, [placed]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition;
        collect(selection.selectionSet, on ? schema.getType(on.name.value) : parent, fields, spread);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment: FragmentDefinitionNode | undefined = text.fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, typeOf(fragment, schema), fields, spread);
      }
    }
  }

  function readField(placed: readonly PlacedField[], place: Place): void {
    const inside = step(placed, place);
    cells.fixed++;
    if (place.report) rows.fixed += rowsOfSum(placed[0]?.node.name.value ?? '', place.report);
    const report = placed.find(({ definition }) => isReport(definition));
    if (report && ++reports > limits.reports)
      throw new GatewayError('MAX_ROOT_FIELDS_LIMIT', `An operation may request at most ${limits.reports} reports.`);
    const behind = report?.node.name.value === CALLS ? place.list : null;
    const rowsBelow = report ? rowsOf(report, behind ? rowsWithCalls(behind.size) : 1) : null;
    const below: Place = { ...inside, report: rowsBelow, list: null, within: report ?? place.within };
    const selections: Selections[] = [];
    for (const { node, definition } of placed)
      if (node.selectionSet) selections.push({ set: node.selectionSet, parent: getNamedType(definition?.type) });
    const isStatic = below.lists !== null || placed.some(({ definition }) => definition && isStaticField(definition));
    usesStatic ||= isStatic;
    const listed = placed.map((one) => argumentSize(one, place.within)).find((found) => found !== null);
    const size = listed ?? placed.map((one) => listSize(one, place.report)).find((found) => found !== null);
    if (place.list && !listed && placed.some(isWalkedFrom)) place.list.isWalked = true;
    if (behind) behind.calls.push(apart(() => readLevel(selections, below)));
    else if (isStatic) apart(() => readLevel(selections, below));
    else if (size) readList(placed, size, place.report, (list) => readLevel(selections, { ...below, list: place.report && list }));
    else if (selections.length > 0) readLevel(selections, below);
  }

  /** Reads what stands below a list, which every item of it holds. */
  function readList(placed: readonly PlacedField[], size: ListSize, report: ReportRows | null, read: (list: RowList) => void): void {
    const entities = placed.find(({ node }) => node.name.value === ENTITIES);
    const outside = rows;
    if (entities) rows = { fixed: 0, variable: [] };
    const list: RowList = { isWalked: false, size, calls: [] };
    const inside = apart(() => read(list));
    cells.lists.push({ size, cells: inside, isWalked: list.isWalked && report !== null });
    for (const calls of list.calls) cells.lists.push({ size: { fixed: rowsWithCalls(size), variable: [] }, cells: calls, isWalked: false });
    if (!entities) return;
    represented.push({ ...rows, representations: entities.node.arguments?.[0]?.value });
    rows = outside;
  }

  /** The cells that are met meanwhile, added up apart. */
  function apart(read: () => void): Cells {
    const outside = cells;
    const inside: CellSum = (cells = { fixed: 0, lists: [] });
    read();
    cells = outside;
    return inside;
  }

  function step(placed: readonly PlacedField[], { depth, lists }: Place): Place {
    const names = placed.map(({ node }) => node.name.value);
    if (lists === null && !names.some((name) => INTROSPECTION.has(name))) {
      const isTypename = placed.every(({ node }) => node.name.value === '__typename' && !node.selectionSet);
      const inside = isTypename ? depth : depth + 1;
      if (inside > limits.depth) throw new GatewayError('MAX_DEPTH_LIMIT', `An operation may be at most ${limits.depth} fields deep.`);
      return { depth: inside, lists, report: null, list: null, within: null };
    }
    const inside = {
      depth: (lists === null ? 0 : depth) + 1,
      lists: (lists ?? 0) + (names.some((name) => TYPE_LISTS.has(name)) ? 1 : 0),
      report: null,
      list: null,
      within: null,
    };
    if (inside.lists > limits.introspectionLists || inside.depth > limits.introspectionDepth)
      throw new GatewayError(
        'MAX_DEPTH_LIMIT',
        `Introspection may be at most ${limits.introspectionDepth} fields and ${limits.introspectionLists} lists of types or fields deep.`,
      );
    return inside;
  }

  function isReport(definition: GraphQLField<unknown, unknown> | undefined): boolean {
    return isReportType(getNamedType(definition?.type));
  }

  /** The rows that a report asks for each time; those of every report are added up on the way. */
  function rowsOf({ node, definition }: PlacedField, times: number): ReportRows {
    const declared: unknown = definition?.args.find(({ name }) => name === LIMIT)?.defaultValue;
    const otherwise = typeof declared === 'number' ? declared : 0;
    const value = node.arguments?.find(({ name }) => name.value === LIMIT)?.value;
    const isCompared = node.arguments?.some(({ name, value: { kind } }) => name.value === COMPARE && kind !== Kind.NULL) ?? false;
    const size: Sum = { fixed: 0, variable: [] };
    for (let period = 0; period < (isCompared ? 2 : 1); period++)
      if (value?.kind === Kind.VARIABLE)
        size.variable.push({ variable: value.name.value, otherwise: defaultOf(value.name.value) ?? otherwise });
      else size.fixed += value?.kind === Kind.INT ? Math.max(0, Number(value.value)) : otherwise;
    rows.fixed += size.fixed * times;
    for (let i = 0; i < times; i++) rows.variable.push(...size.variable);
    return { size, isCompared };
  }

  /** How long a list is that answers an argument of its report item by item: both have one name. Null where the field is no such list. */
  function argumentSize({ definition }: PlacedField, report: PlacedField | null): ListSize | null {
    if (!report || !definition || !isListType(getNullableType(definition.type))) return null;
    const argument = report.definition?.args.find(({ name, type }) => name === definition.name && isListType(getNullableType(type)));
    if (!argument) return null;
    const items = report.node.arguments?.find(({ name }) => name.value === argument.name)?.value;
    if (!items || items.kind === Kind.NULL) return { fixed: 0, variable: [] };
    return { items, otherwise: items.kind === Kind.VARIABLE ? defaultNode(items.name.value) : undefined };
  }

  function defaultOf(name: string): number | null {
    const node = defaultNode(name);
    const value: unknown = node ? valueFromASTUntyped(node) : null;
    return typeof value === 'number' ? value : null;
  }

  function defaultNode(name: string): ValueNode | undefined {
    return root.variableDefinitions?.find(({ variable: { name: own } }) => own.value === name)?.defaultValue;
  }
}

/** Whether a row has to be walked for the field: it leads on to more than columns, or the executor makes it. */
function isWalkedFrom({ node, definition }: PlacedField): boolean {
  return definition !== undefined && (isWalkedField(definition) || (node.selectionSet !== undefined && !isColumnsField(definition)));
}

/** What a fragment under @defer costs the executor beside its fields, wherever it stands: in each row of a list, if in a row. */
const CELLS_OF_A_PART = 20;

const isDeferred = ({ directives }: FragmentSpreadNode | InlineFragmentNode): boolean =>
  directives?.some(({ name }) => name.value === DeferDirective.name) ?? false;

/** Selections that may be looked at for each field that a document may stand for: spreads and inline fragments are looked at too. */
const STEPS_A_FIELD = 3;

/** How long the list is that a field answers; null where it answers none. */
function listSize({ node, definition }: PlacedField, report: ReportRows | null): ListSize | null {
  if (!definition || !isListType(getNullableType(definition.type))) return null;
  if (report && isObjectType(getNamedType(definition.type))) return report.size;
  const list = definition.args.find(({ type }) => isListType(getNullableType(type)));
  const items = list && node.arguments?.find(({ name }) => name.value === list.name)?.value;
  return items ? { items } : UNKNOWN_LENGTH;
}
