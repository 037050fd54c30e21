/**
 * Which objects are rows. The Reports API also sends its errors as objects, under HTTP 200 and behind rows, so an object counts as a row by
 * its keys: one that was asked for or that the report is known to have. An object without keys is a row whose columns are all absent.
 */
import type { Column, RowPlan } from './row-plan-types.js';

/** An object of a reply, parsed. */
export type Members = Readonly<Record<string, unknown>>;

/** What an object is: a row, the API's form of an error, or neither. */
export type RowKind = { readonly kind: 'row' | 'neither' } | { readonly kind: 'error'; readonly sentence: string };

export interface RowShape {
  /** Whether a row that has this key is one, whatever its other keys: `fatal` apart. */
  readonly isColumn: (key: string) => boolean;
  /** A key that may make an object an error although another is a column; null where there is none. */
  readonly fatal: string | null;
  readonly kindOf: (members: Members) => RowKind;
}

/** The keys under which the API puts the sentence of an error. */
const ERROR_KEYS = ['error', 'message'] as const;
const [FATAL] = ERROR_KEYS;

/** Of a reply that these plans read. */
export function createRowShape(plans: readonly RowPlan[]): RowShape {
  const asked = new Set(
    plans.flatMap(({ columns, track, igrp }) => [
      ...keysOf(columns),
      ...(track === null ? [] : [track]),
      ...(igrp === null ? [] : ['igrp']),
    ]),
  );
  const isOpen = plans.some((plan) => plan.isOpen);
  const isRawAlone = plans.every(({ columns }) => keysOf(columns).length === 0);
  const isKnown = (key: string): boolean => asked.has(key) || plans.some(({ known }) => known.has(key));

  /** Where every field was asked for, keys that nobody knows make a row too, unless they say that it is an error. */
  function isOpenRow(members: Members, keys: readonly string[]): boolean {
    if (FATAL in members) return false;
    return isRawAlone || keys.length > 1 || sentenceOf(members) === undefined;
  }

  return {
    isColumn: (key) => isKnown(key) || (isOpen && !ERROR_KEYS.some((name) => name === key)),
    fatal: isOpen && !isKnown(FATAL) ? FATAL : null,
    kindOf(members) {
      const keys = Object.keys(members);
      if (keys.length === 0 || keys.some(isKnown) || (isOpen && isOpenRow(members, keys))) return { kind: 'row' };
      const sentence = sentenceOf(members);
      return sentence === undefined ? { kind: 'neither' } : { kind: 'error', sentence };
    },
  };
}

/** The upstream keys that columns read, one by one. */
function keysOf(columns: readonly Column[]): readonly string[] {
  return columns.flatMap(({ source }) => {
    if (source.kind === 'cell') return [source.key];
    return source.kind === 'list' ? source.items.flatMap(keysOf) : [];
  });
}

function sentenceOf(members: Members): string | undefined {
  return ERROR_KEYS.map((key) => members[key]).find((value) => typeof value === 'string');
}
