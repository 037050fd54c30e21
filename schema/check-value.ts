/** Holds a value against a zod schema, and a change of a value against the schema of what it changes. Refusals are `DefinitionError`s. */
import { z } from 'zod';
import { fail } from './definition-error.js';

/** An object as it is read: keys and whatever they hold. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether the value is an object with keys: no array, no null. */
export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema of objects with these members and no others. */
export const strictObject = <T extends z.core.$ZodShape>(members: T): z.ZodObject<T, z.core.$strict> =>
  z.strictObject(members, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `must be one of ${Object.keys(members).join(', ')}` : 'must be an object'),
  });

/** The schema of objects whose keys are free but for their form. */
export const map = <K extends z.core.$ZodRecordKey, T extends z.core.SomeType>(key: K, of: T): z.ZodRecord<K, T> =>
  z.record(key, of, { error: (issue) => (issue.code === 'invalid_key' ? issue.issues[0]?.message : 'must be an object') });

/** Throws a `DefinitionError` at the first part of the value that breaks its rule. */
export function checkValue(schema: z.ZodType, value: unknown, place: string): void {
  refuse(schema, value, place, undefined);
}

/**
 * Throws where a change of a value does not fit: of what is there, any part may be given, null removes what may be left out, and what is
 * new must be whole.
 */
export function checkChange(schema: z.ZodType, change: unknown, current: unknown, place: string): void {
  refuse(changeOf(schema, current), change, place, current);
}

/** The schema of changes of a value. Where `current` is not known, every member counts as there, and maps are given whole. */
export function changeOf(schema: z.core.$ZodType, current?: unknown): z.ZodType {
  const whole = required(schema);
  if (whole instanceof z.ZodObject) return objectChange(whole, current);
  return whole instanceof z.ZodRecord && isMembers(current) ? mapChange(whole, current) : whole;
}

function refuse(schema: z.ZodType, value: unknown, place: string, current: unknown): void {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (!issue) return refuseHiddenKeys(value, place);
  const [unknownKey] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  const isKey = unknownKey !== undefined || issue.code === 'invalid_key';
  const got = isKey ? path.at(-1) : at(value, path);
  const rule = got === null && at(current, path) !== undefined ? 'is required and cannot be removed' : issue.message;
  fail(
    path.reduce((text: string, key) => text + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`), place),
    rule,
    got,
  );
}

/** JSON can hold a key named __proto__, over which zod passes. */
function refuseHiddenKeys(value: unknown, place: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) fail(`${place}.__proto__`, 'must have another name', '__proto__');
  for (const [key, member] of Object.entries(value)) refuseHiddenKeys(member, `${place}.${key}`);
}

function objectChange(schema: z.ZodObject, current: unknown): z.ZodType {
  const members = Object.entries<z.core.$ZodType>(schema.shape).map(([key, member]) => {
    const isNew = isMembers(current) && current[key] === undefined;
    const change = isNew ? required(member) : changeOf(member, at(current, [key]));
    return [key, (member instanceof z.ZodOptional ? change.nullable() : change).optional()] as const;
  });
  return strictObject(Object.fromEntries(members));
}

function mapChange({ keyType, valueType }: z.ZodRecord, current: Members): z.ZodType {
  return map(keyType, z.unknown()).superRefine((change, context) => {
    for (const [key, value] of Object.entries(change)) {
      const isThere = Object.hasOwn(current, key);
      if (value === null && !isThere) context.addIssue({ code: 'custom', path: [key], message: 'cannot be removed: it does not exist' });
      if (value === null) continue;
      const member = isThere ? changeOf(valueType, current[key]) : required(valueType);
      for (const issue of member.safeParse(value).error?.issues ?? []) context.addIssue({ ...issue, path: [key, ...issue.path] });
    }
  });
}

/** The schema without `optional()`. Members of a schema are of the core's type, which all of this package's own are made of. */
const required = (schema: z.core.$ZodType): z.ZodType => (schema instanceof z.ZodOptional ? schema.unwrap() : schema) as z.ZodType;

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (found, key) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, key) ? found[key as keyof typeof found] : undefined,
    value,
  );
