/**
 * A document as it is written, each definition looked at once: bounds on what is counted however often it is spread, on literal values,
 * and notes of what each definition holds for `operation-tree` to add up.
 */
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { badInput, GatewayError } from '../../errors.js';
import { isCatalogueField } from '../../graph/answer-size.js';
import { DeferDirective, StreamDirective } from '../../graph/incremental-directives.js';
import { textLengthOf } from '../../graph/text-length.js';
import type { DocumentLimits } from '../../limits.js';

/** Stands for the field that tells the catalogue, whatever its name. */
const CATALOGUE = Symbol('catalogue');

export type ExecutableNode = OperationDefinitionNode | FragmentDefinitionNode;

export interface DefinitionText {
  /** Fields that the definition itself writes. */
  readonly fields: number;
  /** The fragments that it spreads, an entry for each spread. */
  readonly spreads: readonly string[];
}

export interface DocumentText {
  readonly definitions: ReadonlyMap<ExecutableNode, DefinitionText>;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** How long a variable's strings may be, for variables in arguments where that is not the usual length. */
  readonly longVariables: ReadonlyMap<string, number>;
  readonly usesSchema: boolean;
  readonly usesType: boolean;
  readonly usesCatalogue: boolean;
  /** Whether it holds @defer or @stream. */
  readonly asksForParts: boolean;
  /** Fields with @stream. */
  readonly streamed: readonly FieldNode[];
}

/** Reads a document that need not be valid. Throws the GatewayError of the first bound that is exceeded. */
export function readDocumentText(document: DocumentNode, schema: GraphQLSchema, limits: DocumentLimits): DocumentText {
  const definitions = new Map<ExecutableNode, DefinitionText>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  const variableLengths = new Map<string, number>();
  const introspected = new Set<string | symbol>();
  const streamed: FieldNode[] = [];
  let asksForParts = false;
  let aliases = 0;
  let directives = 0;
  let repeated = 0;
  let fields = 0;
  let spreads: string[] = [];

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    fields = 0;
    spreads = [];
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (fragments.size > limits.fragments)
      throw new GatewayError('MAX_FIELDS_LIMIT', `A document may have at most ${limits.fragments} fragments.`);
    for (const variable of definition.variableDefinitions ?? []) {
      readDirectives(variable.directives);
      if (variable.defaultValue) readValue(variable.defaultValue, `$${variable.variable.name.value}`, limits.stringLength);
    }
    readDirectives(definition.directives);
    readSelections(definition.selectionSet, typeOf(definition, schema), new Set(), '');
    definitions.set(definition, { fields, spreads });
  }

  function readSelections(set: SelectionSetNode, parent: GraphQLNamedType | undefined, names: Set<string>, condition: string): void {
    for (const selection of set.selections) {
      readDirectives(selection.directives);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition?.name.value;
        readSelections(selection.selectionSet, on === undefined ? parent : schema.getType(on), names, on ?? condition);
        continue;
      }
      const isField = selection.kind === Kind.FIELD;
      const name = `${condition}.${isField ? (selection.alias ?? selection.name).value : `..${selection.name.value}`}`;
      if (names.has(name) && ++repeated > limits.repeatedFields)
        throw new GatewayError('MAX_FIELDS_LIMIT', `A document may repeat at most ${limits.repeatedFields} fields.`);
      names.add(name);
      if (isField) readField(selection, parent);
      else spreads.push(selection.name.value);
    }
  }

  function readField(node: FieldNode, parent: GraphQLNamedType | undefined): void {
    fields++;
    const name = node.name.value;
    if (name === '__schema' || name === '__type') introspected.add(name);
    const definition = fieldOf(schema, parent, name);
    if (definition && isCatalogueField(definition)) introspected.add(CATALOGUE);
    if (node.alias && ++aliases > limits.aliases)
      throw new GatewayError('MAX_ALIASES_LIMIT', `A document may have at most ${limits.aliases} aliases.`);
    const key = node.alias?.value ?? name;
    if (key.length > limits.responseKeyLength)
      throw badInput(`a response key may have at most ${limits.responseKeyLength} characters`, key.length, parent?.name ?? 'document');
    readArguments(node.arguments, `${parent?.name ?? ''}.${name}`, definition?.args);
    if (node.directives?.some(isStream)) streamed.push(node);
    if (node.selectionSet) readSelections(node.selectionSet, getNamedType(definition?.type), new Set(), '');
  }

  function readArguments(nodes: readonly ArgumentNode[] | undefined, coordinate: string, taken: readonly GraphQLArgument[] = []): void {
    for (const { name, value } of nodes ?? []) {
      const length = textLengthOf(taken.find((argument) => argument.name === name.value));
      readValue(value, `${coordinate}.${name.value}`, length ?? limits.stringLength);
    }
  }

  function readDirectives(nodes: readonly DirectiveNode[] | undefined): void {
    for (const node of nodes ?? []) {
      if (++directives > limits.directives)
        throw new GatewayError('MAX_DIRECTIVES_LIMIT', `A document may have at most ${limits.directives} directives.`);
      asksForParts ||= isStream(node) || node.name.value === DeferDirective.name;
      readArguments(node.arguments, `@${node.name.value}`);
    }
  }

  function readValue(value: ValueNode, place: string, length: number): void {
    if (value.kind === Kind.STRING && value.value.length > length)
      throw badInput(`a string may have at most ${length} characters`, value.value.length, place);
    if (value.kind === Kind.VARIABLE) {
      const name = value.name.value;
      variableLengths.set(name, Math.min(length, variableLengths.get(name) ?? Infinity));
    }
    if (value.kind === Kind.LIST) {
      if (value.values.length > limits.listItems)
        throw badInput(`a list may have at most ${limits.listItems} items`, value.values.length, place);
      for (const item of value.values) readValue(item, place, limits.stringLength);
    }
    if (value.kind === Kind.OBJECT) for (const field of value.fields) readValue(field.value, place, limits.stringLength);
  }

  return {
    definitions,
    fragments,
    longVariables: new Map([...variableLengths].filter(([, length]) => length !== limits.stringLength)),
    usesSchema: introspected.has('__schema'),
    usesType: introspected.has('__type'),
    usesCatalogue: introspected.has(CATALOGUE),
    asksForParts,
    streamed,
  };
}

const isStream = ({ name }: DirectiveNode): boolean => name.value === StreamDirective.name;

/** The type whose fields a definition selects; undefined where the schema has none. */
export function typeOf(definition: ExecutableNode, schema: GraphQLSchema): GraphQLNamedType | undefined {
  return definition.kind === Kind.FRAGMENT_DEFINITION
    ? schema.getType(definition.typeCondition.name.value)
    : (schema.getRootType(definition.operation) ?? undefined);
}

/** A field's definition, those of introspection included; undefined where the document does not fit the schema. */
export function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (parent === schema.getQueryType() && name === '__schema') return SchemaMetaFieldDef;
  if (parent === schema.getQueryType() && name === '__type') return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}
