/** What a change of the schema does to those who use it. */
import {
  DEFAULT_DEPRECATION_REASON,
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

export interface Comparison {
  /** What makes operations fail that the released schema takes. */
  readonly breaking: readonly string[];
  /** What operations survive, but a client may not have thought of. */
  readonly dangerous: readonly string[];
  /** Coordinates that are deprecated without saying what to use instead. */
  readonly unexplained: readonly string[];
}

/** Compares a schema with the one that was released last. */
export function compareSchemas(released: GraphQLSchema, current: GraphQLSchema): Comparison {
  return {
    breaking: findBreakingChanges(released, current).map(({ description }) => description),
    dangerous: findDangerousChanges(released, current).map(({ description }) => description),
    unexplained: [...deprecations(current)].filter(([, reason]) => isEmpty(reason)).map(([place]) => place),
  };
}

const isEmpty = (reason: string): boolean => reason.trim() === '' || reason === DEFAULT_DEPRECATION_REASON;

/** Everything that is deprecated, with its reason. */
function* deprecations(schema: GraphQLSchema): Iterable<readonly [string, string]> {
  for (const type of Object.values(schema.getTypeMap())) {
    const members = membersOf(type);
    for (const member of members) {
      const place = `${type.name}.${member.name}`;
      if (typeof member.deprecationReason === 'string') yield [place, member.deprecationReason];
      for (const { name, deprecationReason } of member.args ?? [])
        if (typeof deprecationReason === 'string') yield [`${place}(${name}:)`, deprecationReason];
    }
  }
}

interface Member {
  readonly name: string;
  readonly deprecationReason?: string | null | undefined;
  readonly args?: readonly Member[];
}

function membersOf(type: GraphQLNamedType): readonly Member[] {
  if (isEnumType(type)) return type.getValues();
  if (isObjectType(type) || isInterfaceType(type)) return Object.values(type.getFields());
  return isInputObjectType(type) ? Object.values(type.getFields()) : [];
}
