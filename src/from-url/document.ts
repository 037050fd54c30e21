/**
 * The operation under construction: values as nodes of GraphQL's syntax tree, each with what it coerces to, so that the rules of the
 * translation can be held against it; its variables; and the document, printed once.
 */
import {
  Kind,
  OperationTypeNode,
  parseType,
  print,
  type ArgumentNode,
  type FieldNode,
  type NameNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { badInput } from '../errors.js';
import { MAX_TEXT } from '../query/argument-values.js';

/** A value of the operation: its node, and what a resolver is handed for it. */
export interface OperationValue {
  readonly node: ValueNode;
  readonly value: unknown;
}

/** An argument, or a member of an input object. */
export type NamedValue = readonly [name: string, value: OperationValue];

export const textValue = (value: string): OperationValue => ({ node: { kind: Kind.STRING, value }, value });
export const booleanValue = (value: boolean): OperationValue => ({ node: { kind: Kind.BOOLEAN, value }, value });
/** An enum's value: written by its name, handed on as what it stands for. */
export const enumValue = (name: string, value: string): OperationValue => ({ node: { kind: Kind.ENUM, value: name }, value });

export function listValue(items: readonly OperationValue[]): OperationValue {
  return { node: { kind: Kind.LIST, values: items.map(({ node }) => node) }, value: items.map(({ value }) => value) };
}

export function objectValue(members: readonly NamedValue[]): OperationValue {
  return {
    node: {
      kind: Kind.OBJECT,
      fields: members.map(([name, { node }]) => ({ kind: Kind.OBJECT_FIELD, name: nameNode(name), value: node })),
    },
    value: Object.fromEntries(members.map(([name, { value }]) => [name, value])),
  };
}

/** A field with its arguments and what is selected below it; nothing is selected below a leaf. */
export function fieldNode(name: string, given: readonly NamedValue[], selections: readonly FieldNode[], alias: string = name): FieldNode {
  return {
    kind: Kind.FIELD,
    ...(alias === name ? {} : { alias: nameNode(alias) }),
    name: nameNode(name),
    arguments: given.map(([key, { node }]): ArgumentNode => ({ kind: Kind.ARGUMENT, name: nameNode(key), value: node })),
    ...(selections.length === 0 ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  };
}

/** The text of a document that holds one query with this root field. */
export function printQuery(name: string, variables: Variables, root: FieldNode): string {
  const text = print({
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    name: nameNode(name),
    variableDefinitions: variables.definitions(),
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root] },
  });
  return `${text}\n`;
}

const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });

/** A variable to be made. */
export interface VariableSource {
  /** What it is to be called, if that is free and a name. */
  readonly name: string;
  /** Its GraphQL type. */
  readonly type: string;
  /** Its value as JSON. */
  readonly json: unknown;
  /** What that coerces to, where it is something else. */
  readonly value?: unknown;
  /** Where in the URL it comes from, for messages. */
  readonly place: string;
}

/** The variables of an operation: what a user interface would let its users change. */
export interface Variables {
  /** Adds a variable; the value that is written stands for it. Throws where a text of it is longer than a variable may be. */
  readonly add: (source: VariableSource) => OperationValue;
  /** In the order in which they were added. */
  readonly definitions: () => readonly VariableDefinitionNode[];
  readonly values: () => Readonly<Record<string, unknown>>;
}

/** No variables yet. */
export function createVariables(): Variables {
  const all = new Map<string, { readonly type: string; readonly json: unknown }>();
  const names = createFreeNames();
  return {
    add({ name: wanted, type, json, value = json, place }) {
      checkLength(json, place);
      const name = names.give(graphqlName(wanted));
      all.set(name, { type, json });
      return { node: variableNode(name), value };
    },
    definitions: () =>
      [...all].map(([name, { type }]) => ({ kind: Kind.VARIABLE_DEFINITION, variable: variableNode(name), type: parseType(type) })),
    values: () => Object.fromEntries([...all].map(([name, { json }]) => [name, json])),
  };
}

const variableNode = (name: string) => ({ kind: Kind.VARIABLE, name: nameNode(name) }) as const;

/** A text of a variable is counted in the units of JSON, so that characters beyond the first 65,536 count twice. */
function checkLength(json: unknown, place: string): void {
  if (typeof json === 'string' && json.length > MAX_TEXT)
    throw badInput(`a value must be at most ${MAX_TEXT} characters long`, json.length, place);
  if (typeof json === 'object' && json !== null) for (const member of Object.values(json)) checkLength(member, place);
}

const NAME = /^(?!__)[A-Za-z_][A-Za-z0-9_]*$/;

/** The text itself where it is a name (one that begins with two underscores belongs to introspection), else the nearest name. */
export function graphqlName(text: string): string {
  if (NAME.test(text)) return text;
  const plain = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+/, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

/** Names that are each given once. */
export interface FreeNames {
  /** Keeps a name from being given. */
  readonly take: (name: string) => void;
  /** Gives the name, or the first of name2, name3 … that is free. */
  readonly give: (name: string) => string;
}

/** No name is taken yet. */
export function createFreeNames(): FreeNames {
  const taken = new Map<string, number>();
  const take = (name: string) => {
    if (!taken.has(name)) taken.set(name, 2);
  };
  return {
    take,
    give(name) {
      let number = taken.get(name);
      let free = name;
      if (number !== undefined) {
        do free = `${name}${number++}`;
        while (taken.has(free));
        taken.set(name, number);
      }
      take(free);
      return free;
    },
  };
}
