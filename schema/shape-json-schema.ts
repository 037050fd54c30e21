/** Shapes as JSON Schema (draft-07, which editors read): whole, or as a change of something that is there. */
import type { ObjectShape, Shape } from './shape.js';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Printers = { readonly [K in Shape['is']]: (shape: Extract<Shape, { is: K }>) => JsonSchema };

/** The schema of values that have the shape. */
export function jsonSchema(shape: Shape): JsonSchema {
  // Each printer is handed the shapes of its own kind; indexing by a union loses that pairing.
  const print = PRINTERS[shape.is] as (shape: Shape) => JsonSchema;
  return { ...print(shape), ...(shape.doc === undefined ? {} : { description: shape.doc }) };
}

/** The schema of changes of an object. */
export function changeSchema(shape: ObjectShape): JsonSchema {
  return { type: 'object', properties: changesOf(shape), additionalProperties: false };
}

/** The schemas of changes of its members: any may be left out; null removes one that is not required. */
export function changesOf({ members, required }: ObjectShape): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(members).map(([key, member]) => {
      const { doc } = member;
      const schema = member.is === 'object' ? changeSchema(member) : jsonSchema({ ...member, doc: undefined });
      return [key, { ...(required.includes(key) ? schema : orNull(schema)), ...(doc === undefined ? {} : { description: doc }) }];
    }),
  );
}

/** The schema, or null. */
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

const PRINTERS: Printers = {
  text: () => ({ type: 'string', pattern: '\\S' }),
  pattern: ({ pattern }) => ({ type: 'string', pattern }),
  choice: ({ values }) => ({ type: 'string', enum: values }),
  boolean: () => ({ type: 'boolean' }),
  whole: ({ least, most }) => ({ type: 'integer', minimum: least, maximum: most }),
  list: ({ of }) => ({ type: 'array', items: jsonSchema(of), uniqueItems: true }),
  map: ({ key, of }) => ({ type: 'object', propertyNames: { pattern: key.pattern }, additionalProperties: jsonSchema(of) }),
  object: ({ members, required }) => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(members).map(([key, member]) => [key, jsonSchema(member)])),
    required,
    additionalProperties: false,
  }),
};
