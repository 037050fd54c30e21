import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { compareSubgraphs } from '../../scripts/compare-subgraphs.js';

const subgraph = readFileSync(new URL('../../schema/subgraph.graphql', import.meta.url), 'utf8');
const RELEASED = `
  type Goal @key(fields: "igrp goalId") @key(fields: "id") { goalId: Int ip(full: Boolean @tag(name: "pii")): String @tag(name: "pii") }
  enum Field { IP @tag(name: "pii") }`;

test('a subgraph breaks nothing of itself', () => {
  expect(compareSubgraphs(subgraph, subgraph)).toEqual({ breaking: [], dangerous: [] });
});

test('a key that goes breaks subgraphs that refer by it, in whatever order it names its fields', () => {
  const current = RELEASED.replace('"igrp goalId"', '"goalId igrp"').replace(' @key(fields: "id")', '');
  expect(compareSubgraphs(RELEASED, current)).toEqual({ breaking: ['Goal @key(id) was removed.'], dangerous: [] });
});

test('a tag that goes breaks contracts that filter by it, on fields, arguments and enum values', () => {
  const { breaking, dangerous } = compareSubgraphs(RELEASED, RELEASED.replaceAll(' @tag(name: "pii")', ''));
  expect([...breaking].sort()).toEqual([
    'Field.IP @tag(pii) was removed.',
    'Goal.ip @tag(pii) was removed.',
    'Goal.ip.full @tag(pii) was removed.',
  ]);
  expect(dangerous).toEqual([]);
});

test('a new key and a new tag are to be looked at', () => {
  const current = RELEASED.replace('goalId: Int', 'goalId: Int @tag(name: "internal")').replace(
    'type Goal',
    'type Goal @key(fields: "ref")',
  );
  expect(compareSubgraphs(RELEASED, current)).toEqual({
    breaking: [],
    dangerous: ['Goal @key(ref) was added.', 'Goal.goalId @tag(internal) was added.'],
  });
});
