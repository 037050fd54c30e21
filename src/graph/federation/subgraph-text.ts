/**
 * The subgraph's SDL: the public schema, sorted, with the directives in their places. Definitions of executable directives stay out: what a
 * client may defer is the router's to say. So do the look-ups by id.
 */
import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  print,
  type DefinitionNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { linkOf, type DirectiveName } from './directives.js';
import type { DirectivePlan } from './subgraph-directives.js';

const LEFT_OUT: ReadonlySet<string> = new Set([Kind.SCHEMA_DEFINITION, Kind.DIRECTIVE_DEFINITION]);

/** Fields of Query that a router has no use for: its entities have keys, and ids of another subgraph would mean nothing here. */
const WITHOUT_ROUTER: ReadonlySet<string> = new Set(['node', 'nodes']);

/** The text with a final line break. Equal schemas give equal texts. Throws where the plan names a place that the schema lacks. */
export function subgraphText(schema: GraphQLSchema, plan: DirectivePlan): string {
  // A copy, so its elements may be written to.
  const sorted = lexicographicSortSchema(schema);
  const places = new Map(Object.values(sorted.getTypeMap()).flatMap(elementsOf));
  const used = new Set<DirectiveName>();
  const missing: string[] = [];
  for (const [place, uses] of plan) {
    const element = places.get(place);
    if (!element) missing.push(place);
    else element.extensions = { directives: Object.fromEntries(uses.map(({ name, arguments: given }) => [name, given])) };
    for (const { name } of uses) used.add(name);
  }
  if (missing.length > 0) throw new Error(`The schema lacks ${missing.join(', ')}.`);
  const { definitions } = getDocumentNodeFromSchema(sorted);
  const published = definitions.filter(({ kind }) => !LEFT_OUT.has(kind)).map((definition) => forRouters(definition, sorted));
  return `extend schema ${linkOf(used)}\n\n${print({ kind: Kind.DOCUMENT, definitions: published })}\n`;
}

/** What a directive may stand at. */
interface Element {
  readonly name: string;
  extensions: unknown;
  readonly args?: readonly GraphQLArgument[];
}

/** A type, its fields and values, and their arguments, each by its schema coordinate. */
function elementsOf(type: GraphQLNamedType): readonly (readonly [string, Element])[] {
  return [
    [type.name, type],
    ...membersOf(type).flatMap((member): readonly (readonly [string, Element])[] => {
      const place = `${type.name}.${member.name}`;
      return [[place, member], ...(member.args ?? []).map((argument) => [`${place}(${argument.name}:)`, argument] as const)];
    }),
  ];
}

function membersOf(type: GraphQLNamedType): readonly Element[] {
  if (isEnumType(type)) return type.getValues();
  if (isInputObjectType(type)) return Object.values(type.getFields());
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

function forRouters(definition: DefinitionNode, schema: GraphQLSchema): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.name.value !== schema.getQueryType()?.name) return definition;
  return { ...definition, fields: definition.fields?.filter(({ name }) => !WITHOUT_ROUTER.has(name.value)) ?? [] };
}
