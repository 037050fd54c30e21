/**
 * The subgraph's SDL: the public schema as it is printed for everybody, sorted, and the directives put in their places. Definitions of
 * executable directives stay out: what a client may defer is the router's to say. So do the look-ups by id.
 */
import {
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
  type ASTNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type GraphQLSchema,
} from 'graphql';
import { directiveNode, linkOf, type DirectiveName } from './directives.js';
import type { DirectivePlan } from './subgraph-directives.js';

const LEFT_OUT: ReadonlySet<string> = new Set([Kind.SCHEMA_DEFINITION, Kind.DIRECTIVE_DEFINITION]);

/** Fields of Query that a router has no use for: its entities have keys, and ids of another subgraph would mean nothing here. */
const WITHOUT_ROUTER: ReadonlySet<string> = new Set(['node', 'nodes']);

/** The text with a final line break. Equal schemas give equal texts. Throws where the plan names a place that the schema lacks. */
export function subgraphText(schema: GraphQLSchema, plan: DirectivePlan): string {
  const used = new Set<DirectiveName>();
  const missing = new Set(plan.keys());
  const query = schema.getQueryType()?.name;
  let type = '';
  let field = '';
  const withDirectives = <N extends ASTNode & { readonly directives?: readonly ConstDirectiveNode[] }>(
    node: N,
    place: string,
  ): N | undefined => {
    const uses = plan.get(place);
    if (!uses) return undefined;
    missing.delete(place);
    for (const { name } of uses) used.add(name);
    return { ...node, directives: [...(node.directives ?? []), ...uses.map(directiveNode)] };
  };
  const ofType = <
    N extends DefinitionNode & { readonly name: { readonly value: string }; readonly directives?: readonly ConstDirectiveNode[] },
  >(
    node: N,
  ) => {
    type = node.name.value;
    field = '';
    return withDirectives(node, type);
  };
  const document = visit(parse(printSchema(lexicographicSortSchema(schema))), {
    ObjectTypeDefinition: { enter: ofType },
    InterfaceTypeDefinition: { enter: ofType },
    InputObjectTypeDefinition: { enter: ofType },
    EnumTypeDefinition: { enter: ofType },
    FieldDefinition: {
      enter(node) {
        if (type === query && WITHOUT_ROUTER.has(node.name.value)) return null;
        field = node.name.value;
        return withDirectives(node, `${type}.${field}`);
      },
      leave() {
        field = '';
      },
    },
    InputValueDefinition: (node) =>
      withDirectives(node, field === '' ? `${type}.${node.name.value}` : `${type}.${field}(${node.name.value}:)`),
    EnumValueDefinition: (node) => withDirectives(node, `${type}.${node.name.value}`),
  });
  if (missing.size > 0) throw new Error(`The schema lacks ${[...missing].join(', ')}.`);
  const definitions = document.definitions.filter(({ kind }) => !LEFT_OUT.has(kind));
  return `extend schema ${linkOf(used)}\n\n${print({ kind: Kind.DOCUMENT, definitions })}\n`;
}
