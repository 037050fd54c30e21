/** The Pothos builder with this schema's scalars and backing types. */
import SchemaBuilder from '@pothos/core';
import type { OwnNames } from '../../schema/own-names.js';
import type { GatewayContext } from './context.js';

export interface SchemaTypes {
  Context: GatewayContext;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    LocalDateTime: { Input: string; Output: string };
    TimeZone: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
    JSON: { Input: unknown; Output: unknown };
    JSONObject: { Input: unknown; Output: unknown };
  };
}

/** A fresh builder; one a schema. It carries the names of what its types share. */
export function createBuilder(names: OwnNames) {
  return Object.assign(new SchemaBuilder<SchemaTypes>({}), { names });
}

export type Builder = ReturnType<typeof createBuilder>;

/** The builder's types, with Pothos' own filled in. */
export type Types = Builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

/**
 * A resolved value whose type a definition decides at run time. Pothos wants it known to the compiler; this is the one place that says it
 * cannot be.
 */
export const asDefined = (value: unknown): never => value as never;
