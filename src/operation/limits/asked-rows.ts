/**
 * What an operation asks for as numbers that its variables complete: rows from upstream, and cells in the answer. Sizes of lists multiply
 * along the way down, since every row of a list holds what is selected below it.
 */
import { Kind, print, type ValueNode } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

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

/** How long a list of the answer may be: the rows of a report, or as many as the items of an argument. */
export type ListSize = AskedRows | ItemsOf;

/** As many as an argument has items. */
export interface ItemsOf {
  readonly items: ValueNode;
  /** The default of the variable that the argument is; left out where it has none. */
  readonly otherwise?: ValueNode | undefined;
}

/** Fields of the answer: those that stand once, and those of every item of a list. */
export interface Cells {
  readonly fixed: number;
  readonly lists: readonly CellList[];
}

export interface CellList {
  readonly size: ListSize;
  readonly cells: Cells;
  /** Whether its items are rows that the executor walks, as rows with links are. */
  readonly isWalked: boolean;
}

/** The rows that an operation asks upstream for. */
export function countRows(asked: OperationRows, variables: Variables): number {
  return (asked.represented ?? []).reduce(
    (sum, below) => sum + addUp(below, variables) * installationsIn(below.representations, variables),
    addUp(asked, variables),
  );
}

/** The fields that the answer may hold, counting those of each row. */
export function countCells({ fixed, lists }: Cells, variables: Variables): number {
  return lists.reduce((sum, { size, cells }) => sum + sizeOf(size, variables) * countCells(cells, variables), fixed);
}

/** The fields among them that stand in rows which the executor walks. `everyRow`: no rows leave as text. */
export function countWalkedCells({ lists }: Cells, variables: Variables, everyRow: boolean): number {
  return lists.reduce((sum, { size, cells, isWalked }) => {
    const inside = isWalked || everyRow ? countCells(cells, variables) : countWalkedCells(cells, variables, everyRow);
    return sum + sizeOf(size, variables) * inside;
  }, 0);
}

function sizeOf(size: ListSize, variables: Variables): number {
  return 'items' in size ? itemsIn(size, variables) : addUp(size, variables);
}

function addUp({ fixed, variable }: AskedRows, variables: Variables): number {
  let sum = fixed;
  for (const { variable: name, otherwise } of variable) {
    const value = valueOf(name, variables);
    sum += isInt(value) ? Math.max(0, value) : otherwise;
  }
  return sum;
}

const valueOf = (name: string, variables: Variables): unknown => (Object.hasOwn(variables, name) ? variables[name] : undefined);

/** Whether coercion will take a value for an Int; it refuses all others, and says so better. */
function isInt(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

/** The items of a list argument; a value that is no list is coerced to a list of one. */
function itemsIn({ items: node, otherwise }: ItemsOf, variables: Variables): number {
  if (node.kind === Kind.LIST) return node.values.length;
  if (node.kind === Kind.VARIABLE && otherwise && !Object.hasOwn(variables, node.name.value))
    return itemsIn({ items: otherwise }, variables);
  const value = node.kind === Kind.VARIABLE ? valueOf(node.name.value, variables) : null;
  return Array.isArray(value) ? value.length : 1;
}

const INSTALLATION = 'igrp';

/**
 * How many installations a list of represented entities names. A report below an entity belongs to the entity's installation and is asked
 * once for each of them, however many representations name it.
 */
function installationsIn(value: ValueNode | undefined, variables: Variables): number {
  const named = new Set<string>();
  if (value?.kind === Kind.VARIABLE) collectFrom(valueOf(value.name.value, variables), named);
  else for (const item of value?.kind === Kind.LIST ? value.values : value ? [value] : []) collectFromNode(item, variables, named);
  return named.size;
}

function collectFromNode(node: ValueNode, variables: Variables, named: Set<string>): void {
  if (node.kind === Kind.VARIABLE) collectFrom(valueOf(node.name.value, variables), named);
  if (node.kind !== Kind.OBJECT) return;
  const igrp = node.fields.find(({ name }) => name.value === INSTALLATION)?.value;
  if (igrp) named.add(print(igrp));
}

function collectFrom(value: unknown, named: Set<string>): void {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const item of items) if (isObject(item) && INSTALLATION in item) named.add(JSON.stringify(item[INSTALLATION]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
