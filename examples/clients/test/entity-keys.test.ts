import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ENTITY_KEYS } from '../src/entity-keys.ts';

test('the keys are those of the federated entities, triggers left out', () => {
  const subgraph = readFileSync(new URL('../../../schema/subgraph.graphql', import.meta.url), 'utf8');
  const keys = [...subgraph.matchAll(/^type (\w+) .*@key\(fields: "([^"]*)"/gm)].map(([, type = '', fields = '']) => [
    type,
    fields.split(' '),
  ]);
  assert.deepEqual(Object.fromEntries(keys), { ...ENTITY_KEYS, Trigger: ['igrp', 'rowId'] });
});
