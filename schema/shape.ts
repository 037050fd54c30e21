/**
 * The shape of data that people write: which keys there are, and what each may hold.
 *
 * A shape is data itself. It is checked against values here, and printed as JSON Schema in `shape-json-schema.ts`, so that what an editor
 * underlines and what stops the start cannot come apart.
 */
import { fail } from './definition-error.js';

/** What a value may be. `doc` is one sentence for whoever writes it. */
export type Shape = { readonly doc?: string | undefined } & (
  | { readonly is: 'text' }
  | { readonly is: 'pattern'; readonly pattern: string; readonly rule: string }
  | { readonly is: 'choice'; readonly values: readonly string[] }
  | { readonly is: 'boolean' }
  | { readonly is: 'whole'; readonly least: number; readonly most: number }
  | { readonly is: 'list'; readonly of: Shape }
  | MapShape
  | ObjectShape
);

/** An object whose keys are free but for their form. */
export interface MapShape {
  readonly is: 'map';
  readonly key: { readonly pattern: string; readonly rule: string };
  readonly of: Shape;
}

/** An object with known keys. */
export interface ObjectShape {
  readonly is: 'object';
  readonly members: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

/** An object as it is read: keys and whatever they hold. */
export type Members = Readonly<Record<string, unknown>>;
type Checks = { readonly [K in Shape['is']]: (shape: Extract<Shape, { is: K }>, value: unknown, place: string) => void };

/** Throws a `DefinitionError` where the value, or a part of it, does not have the shape. */
export function checkShape(shape: Shape, value: unknown, place: string): void {
  // Each check is handed the shapes of its own kind; indexing by a union loses that pairing.
  const check = CHECKS[shape.is] as (shape: Shape, value: unknown, place: string) => void;
  check(shape, value, place);
}

/**
 * Throws where a change of a value does not fit: of what is there, any part may be given, null removes what may be left out, and what is
 * new must be whole.
 */
export function checkChange(shape: Shape, change: unknown, current: unknown, place: string): void {
  if (current === undefined || (shape.is !== 'object' && shape.is !== 'map')) return checkShape(shape, change, place);
  const there = membersOf(current, place);
  for (const [key, value] of Object.entries(membersOf(change, place))) {
    const at = `${place}.${key}`;
    const member = shape.is === 'map' ? shape.of : memberOf(shape, key, at);
    if (shape.is === 'map' && value === null && !Object.hasOwn(there, key)) fail(at, 'must be there to be removed', null);
    if (shape.is === 'map') checkKey(shape.key, key, at);
    if (value !== null) checkChange(member, value, there[key], at);
    else if (shape.is === 'object' && shape.required.includes(key)) fail(at, 'must not be removed', null);
  }
}

/** Throws where a key does not have its form. */
export function checkKey({ pattern, rule }: MapShape['key'], key: string, place: string): void {
  if (!new RegExp(pattern).test(key)) fail(place, rule, key);
}

/** Whether the value is an object with keys: no array, no null. */
export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

const CHECKS: Checks = {
  text: (_, value, place) => {
    if (typeof value !== 'string' || value.trim() === '') fail(place, 'must be a text', value);
  },
  pattern: ({ pattern, rule }, value, place) => {
    if (typeof value !== 'string' || !new RegExp(pattern).test(value)) fail(place, rule, value);
  },
  choice: ({ values }, value, place) => {
    if (typeof value !== 'string' || !values.includes(value)) fail(place, `must be one of ${values.join(', ')}`, value);
  },
  boolean: (_, value, place) => {
    if (typeof value !== 'boolean') fail(place, 'must be true or false', value);
  },
  whole: ({ least, most }, value, place) => {
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most)
      fail(place, `must be a whole number between ${least} and ${most}`, value);
  },
  list: ({ of }, value, place) => {
    if (!Array.isArray(value)) fail(place, 'must be a list', value);
    const items: readonly unknown[] = value;
    const seen = new Set<string>();
    items.forEach((item, i) => {
      checkShape(of, item, `${place}[${i}]`);
      const text = JSON.stringify(isMembers(item) ? Object.entries(item).sort() : item);
      if (seen.has(text)) fail(`${place}[${i}]`, 'must be in the list once', item);
      seen.add(text);
    });
  },
  map: (shape, value, place) => {
    for (const [key, member] of Object.entries(membersOf(value, place))) {
      checkKey(shape.key, key, `${place}.${key}`);
      checkShape(shape.of, member, `${place}.${key}`);
    }
  },
  object: (shape, value, place) => {
    const members = membersOf(value, place);
    for (const [key, member] of Object.entries(members))
      if (member !== undefined) checkShape(memberOf(shape, key, `${place}.${key}`), member, `${place}.${key}`);
    for (const key of shape.required) {
      const member = shape.members[key];
      if (members[key] === undefined && member) checkShape(member, undefined, `${place}.${key}`);
    }
  },
};

function membersOf(value: unknown, place: string): Members {
  if (!isMembers(value)) fail(place, 'must be an object', value);
  return value;
}

function memberOf({ members }: ObjectShape, key: string, place: string): Shape {
  const member = Object.hasOwn(members, key) ? members[key] : undefined;
  return member ?? fail(place, `must be one of ${Object.keys(members).join(', ')}`, key);
}
