/**
 * A document as it is executed: fragments put in their places, fields of one response name merged into one.
 *
 * Walked only where `document-roots` has found that the fields are not too many; the tree has no more of them than were counted there.
 */
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { GatewayError } from '../../errors.js';
import { typeOf, type DocumentText, type ExecutableNode } from './document-text.js';
import { findRoots } from './document-roots.js';
import type { DocumentLimits } from '../../limits.js';
import { fieldOf } from './schema-field.js';

/** A `limit` that a variable says. */
export interface VariableRows {
  readonly variable: string;
  /** The rows where the variable has no number. */
  readonly otherwise: number;
}

/** Rows that reports ask for. */
export interface AskedRows {
  readonly fixed: number;
  readonly variable: readonly VariableRows[];
}

/** Rows that are asked for once an installation that a list of represented entities names. */
export interface RepresentedRows extends AskedRows {
  readonly representations: ValueNode | undefined;
}

/** The rows that the reports of an operation ask for. */
export interface OperationRows extends AskedRows {
  /** Left out where no entities are asked for. */
  readonly represented?: readonly RepresentedRows[];
}

/** The rows of each operation. Throws the GatewayError of the first bound that is exceeded; empty where fragments spread themselves. */
export function readOperations(
  text: DocumentText,
  schema: GraphQLSchema,
  limits: DocumentLimits,
): ReadonlyMap<OperationDefinitionNode, OperationRows> {
  const rows = new Map<OperationDefinitionNode, OperationRows>();
  for (const root of findRoots(text, limits) ?? []) {
    const asked = readTree(root, { text, schema, limits });
    if (root.kind === Kind.OPERATION_DEFINITION) rows.set(root, asked);
  }
  return rows;
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
}

/** Lists of introspection that lead on to types, and so to themselves. */
const TYPE_LISTS: ReadonlySet<string> = new Set(['fields', 'interfaces', 'possibleTypes', 'inputFields']);
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);
const REPORT = 'Report';
const LIMIT = 'limit';
/** Asks for as many rows again, of another period. */
const COMPARE = 'compare';
/** Where a federation router asks for rows by their keys. */
const ENTITIES = '_entities';

/** Where rows are added up. */
interface Sum {
  fixed: number;
  readonly variable: VariableRows[];
}

function readTree(root: ExecutableNode, { text, schema, limits }: TreeOptions): OperationRows {
  let sum: Sum = { fixed: 0, variable: [] };
  const represented: RepresentedRows[] = [];
  let reports = 0;
  readLevel([{ set: root.selectionSet, parent: typeOf(root, schema) }], { depth: 0, lists: null });
  return represented.length > 0 ? { ...sum, represented } : sum;

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
    const report = placed.find(({ definition }) => isReport(definition));
    if (report) {
      if (++reports > limits.reports)
        throw new GatewayError('MAX_ROOT_FIELDS_LIMIT', `An operation must ask for at most ${limits.reports} reports.`);
      addRows(report);
    }
    const selections: Selections[] = [];
    for (const { node, definition } of placed)
      if (node.selectionSet) selections.push({ set: node.selectionSet, parent: getNamedType(definition?.type) });
    if (selections.length === 0) return;
    const entities = place.depth === 0 ? placed.find(({ node }) => node.name.value === ENTITIES) : undefined;
    if (entities) readEntities(entities.node, selections, inside);
    else readLevel(selections, inside);
  }

  function readEntities(node: FieldNode, selections: readonly Selections[], place: Place): void {
    const outside = sum;
    sum = { fixed: 0, variable: [] };
    readLevel(selections, place);
    represented.push({ ...sum, representations: node.arguments?.[0]?.value });
    sum = outside;
  }

  function step(placed: readonly PlacedField[], { depth, lists }: Place): Place {
    const names = placed.map(({ node }) => node.name.value);
    if (lists === null && !names.some((name) => INTROSPECTION.has(name))) {
      const inside = names.every((name) => name === '__typename') ? depth : depth + 1;
      if (inside > limits.depth) throw new GatewayError('MAX_DEPTH_LIMIT', `An operation must be at most ${limits.depth} fields deep.`);
      return { depth: inside, lists };
    }
    const inside = { depth: (lists === null ? 0 : depth) + 1, lists: (lists ?? 0) + (names.some((name) => TYPE_LISTS.has(name)) ? 1 : 0) };
    if (inside.lists > limits.introspectionLists || inside.depth > limits.introspectionDepth)
      throw new GatewayError(
        'MAX_DEPTH_LIMIT',
        `Introspection must be at most ${limits.introspectionDepth} fields and ${limits.introspectionLists} lists of types or fields deep.`,
      );
    return inside;
  }

  function isReport(definition: GraphQLField<unknown, unknown> | undefined): boolean {
    const report = schema.getType(REPORT);
    const type = getNamedType(definition?.type);
    return isInterfaceType(report) && isObjectType(type) && schema.isSubType(report, type);
  }

  function addRows({ node, definition }: PlacedField): void {
    const declared: unknown = definition?.args.find(({ name }) => name === LIMIT)?.defaultValue;
    const otherwise = typeof declared === 'number' ? declared : 0;
    const value = node.arguments?.find(({ name }) => name.value === LIMIT)?.value;
    const periods = node.arguments?.some(({ name, value: { kind } }) => name.value === COMPARE && kind !== Kind.NULL) ? 2 : 1;
    for (let period = 0; period < periods; period++)
      if (value?.kind === Kind.VARIABLE)
        sum.variable.push({ variable: value.name.value, otherwise: defaultOf(value.name.value) ?? otherwise });
      else sum.fixed += value?.kind === Kind.INT ? Math.max(0, Number(value.value)) : otherwise;
  }

  function defaultOf(name: string): number | null {
    const definition = root.variableDefinitions?.find(({ variable: { name: own } }) => own.value === name);
    const value: unknown = definition?.defaultValue ? valueFromASTUntyped(definition.defaultValue) : null;
    return typeof value === 'number' ? value : null;
  }
}
