/**
 * IDs that keep their digits. JSON.parse rounds a whole number of more than 53 bits before anybody sees it, and GraphQL's own ID takes what is
 * left of it. Pothos always builds with that one, so it is replaced wherever a finished schema takes input.
 */
import {
  GraphQLError,
  GraphQLID,
  GraphQLList,
  GraphQLNonNull,
  GraphQLScalarType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

const ExactId = new GraphQLScalarType<string, string>({
  ...GraphQLID.toConfig(),
  parseValue(value) {
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      throw new GraphQLError('An ID of more than 53 bits loses digits as a JSON number. Write it as a string.');
    return GraphQLID.parseValue(value);
  },
});

/** Makes the schema refuse IDs that JSON may have rounded. Changes the schema itself, so it comes last. */
export function useExactIds(schema: GraphQLSchema): GraphQLSchema {
  const types = schema.getTypeMap();
  for (const type of Object.values(types)) {
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) field.type = withExactId(field.type);
    if (isObjectType(type) || isInterfaceType(type))
      for (const { args } of Object.values(type.getFields())) for (const arg of args) arg.type = withExactId(arg.type);
  }
  types[ExactId.name] = ExactId;
  return schema;
}

function withExactId(type: GraphQLInputType): GraphQLInputType {
  if (type === GraphQLID) return ExactId;
  if (isNonNullType(type)) {
    const inner = withExactId(type.ofType);
    return inner === type.ofType || isNonNullType(inner) ? type : new GraphQLNonNull(inner);
  }
  if (!isListType(type)) return type;
  const inner = withExactId(type.ofType);
  return inner === type.ofType ? type : new GraphQLList(inner);
}
