/** One representation of `_entities`, read strictly: which row is meant, or the rule that it breaks. */
import type { Field } from '../../../schema/report.js';
import type { FieldType } from '../../../schema/report-definition.js';
import { badInput } from '../../errors.js';
import { brokenKeyRule } from '../../query/entity-query.js';
import type { EntityType } from './entity-types.js';

/** The row that a representation stands for. */
export interface Represented {
  readonly type: EntityType;
  /** The installation it belongs to; null where entities of the type belong to none. */
  readonly igrp: number | null;
  readonly key: string | number;
}

/** Reads the representation at that index. What it says besides its type and its key is left aside. Throws BAD_USER_INPUT. */
export function readRepresentation(types: ReadonlyMap<string, EntityType>, value: unknown, index: number): Represented {
  const place = `_entities[${index}]`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badInput('a representation must be an object with __typename and the fields of one key', value, place);
  const member = (name: string): unknown => (Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined); // own names alone
  const typeName = member('__typename');
  const type = typeof typeName === 'string' ? types.get(typeName) : undefined;
  if (!type) throw badInput(`__typename must be one of ${[...types.keys()].join(', ')}`, typeName, `${place}.__typename`);
  const { key, report, keyFields } = type;
  const igrp = keyFields[0] === key.name ? null : whole(member(IGRP), 1, `${place}.${IGRP}`);
  return { type, igrp, key: readKey(key, member(key.name), report.entity?.standsForItself ? 1 : 0, `${place}.${key.name}`) };
}

const IGRP = 'igrp';
const MOST = 2_147_483_647;

function readKey({ name, type }: Field, value: unknown, least: number, place: string): string | number {
  const read = KEYS[type];
  if (!read) throw new TypeError(`${name} is a ${type}, and no key of an entity.`);
  return read(value, least, place);
}

const KEYS: { readonly [T in FieldType]?: (value: unknown, least: number, place: string) => string | number } = { int: whole, id };

function whole(value: unknown, least: number, place: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= MOST) return value;
  throw badInput(`a key must be a whole number from ${least} to ${MOST}`, value, place);
}

function id(value: unknown, _: number, place: string): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  const rule =
    typeof text === 'string' ? brokenKeyRule(text) : 'must be a string, or a whole number of at most 53 bits. Write it as a string';
  if (typeof text !== 'string' || rule !== null) throw badInput(`a key ${rule}`, value, place);
  return text;
}
