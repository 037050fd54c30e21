/** What counts as breaking. */
import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compareSchemas } from '../../scripts/compare-schemas.js';

const RELEASED = buildSchema(`
  type Query { goals(limit: Int = 1000): [Goal!] }
  type Goal { goalId: Int goalTitle: String }
  enum Order { ASC DESC }`);
const compare = (sdl: string) => compareSchemas(RELEASED, buildSchema(sdl));

describe('against the released schema', () => {
  test.each([
    [
      'a field that went',
      'type Query { goals(limit: Int = 1000): [Goal!] } type Goal { goalId: Int } enum Order { ASC DESC }',
      ['Goal.goalTitle was removed.'],
    ],
    [
      'an argument that has to be given',
      'type Query { goals(limit: Int = 1000, igrp: Int!): [Goal!] } type Goal { goalId: Int goalTitle: String } enum Order { ASC DESC }',
      ['A required arg igrp on Query.goals was added.'],
    ],
    [
      'a field of another type',
      'type Query { goals(limit: Int = 1000): [Goal!] } type Goal { goalId: ID goalTitle: String } enum Order { ASC DESC }',
      ['Goal.goalId changed type from Int to ID.'],
    ],
    [
      'a new field, and a field that can no longer be null',
      'type Query { goals(limit: Int = 1000): [Goal!] } type Goal { goalId: Int! goalTitle: String other: Int } enum Order { ASC DESC }',
      [],
    ],
  ])('%s', (_, sdl, breaking) => {
    expect(compare(sdl).breaking).toEqual(breaking);
  });

  test('a new enum value and another default are to be looked at, and break nothing', () => {
    const { breaking, dangerous } = compare(
      'type Query { goals(limit: Int = 10): [Goal!] } type Goal { goalId: Int goalTitle: String } enum Order { ASC DESC NONE }',
    );
    expect(breaking).toEqual([]);
    expect(dangerous).toHaveLength(2);
  });

  test('a deprecation has to say what to use instead, on fields, arguments, input fields and enum values', () => {
    const { unexplained } = compare(`
      type Query { goals(limit: Int = 1000 @deprecated): [Goal!] }
      type Goal { goalId: Int @deprecated goalTitle: String @deprecated(reason: "Use title.") }
      input Filter { a: Int @deprecated(reason: " ") b: Int }
      enum Order { ASC @deprecated DESC }`);
    expect(unexplained).toEqual(['Query.goals(limit:)', 'Goal.goalId', 'Filter.a', 'Order.ASC']);
  });
});
