/** Documents written for the plain schema, put into the names of one with a prefix. */
import { Kind, parse, visit, type GraphQLSchema, type NameNode } from 'graphql';
import type { OwnNames } from '../../schema/own-names.js';

/** The text with its comments and layout, each type and field of Query that the schema lacks under its name there. */
export function prefixedDocument(text: string, schema: GraphQLSchema, names: OwnNames): string {
  const fields = schema.getQueryType()?.getFields() ?? {};
  const renamed: (readonly [at: NameNode, to: string])[] = [];
  visit(parse(text), {
    NamedType({ name }) {
      if (!schema.getType(name.value)) renamed.push([name, names.type(name.value)]);
    },
    OperationDefinition({ selectionSet }) {
      for (const selection of selectionSet.selections)
        if (selection.kind === Kind.FIELD && !fields[selection.name.value])
          renamed.push([selection.name, names.queryField(selection.name.value)]);
    },
  });
  let [result, end] = ['', 0];
  for (const [{ loc }, name] of renamed.sort(([one], [other]) => startOf(one) - startOf(other))) {
    result += text.slice(end, loc?.start) + name;
    end = loc?.end ?? end;
  }
  return result + text.slice(end);
}

const startOf = ({ loc }: NameNode): number => loc?.start ?? 0;
