import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { DEFAULT_LIMITS } from '../../src/limits.js';
import { createDocumentStore } from '../../src/operation/prepare-document.js';

const schema = buildSchema('type Query { a: Int q: Query }');
const store = (maxBytes: number) => createDocumentStore({ schema, limits: DEFAULT_LIMITS, maxBytes });

test('a store of documents forgets those that were asked for longest ago', () => {
  const { read } = store(10_000);
  const [a, b] = [read('{ a }'), read('{ x: a }')];
  expect(read('{ a }')).toBe(a);
  read('{ y: a }');
  expect(read('{ a }')).toBe(a);
  expect(read('{ x: a }')).not.toBe(b);
});

test('a store of documents keeps none that weighs more than its bound', () => {
  const { read } = store(4_000);
  expect(read('{ a }')).not.toBe(read('{ a }'));
});

test('trusted documents are prepared once, whatever else is asked, until others take their place', () => {
  const { keep, read } = store(10_000);
  keep(['{ a }']);
  const kept = read('{ a }');
  for (let i = 0; i < 20; i++) read(`{ other${i}: a }`);
  expect(read('{ a }')).toBe(kept);
  keep(['{ x: a }']);
  for (let i = 0; i < 20; i++) read(`{ other${i}: a }`);
  expect(read('{ a }')).not.toBe(kept);
});

test('a document weighs as many fields as it stands for, not as it is long', () => {
  const text = `{ ${Array.from({ length: 50 }, (_, i) => `q${i}: q { ...F }`).join(' ')} } fragment F on Query { ${Array.from({ length: 10 }, (_, i) => `f${i}: a`).join(' ')} }`;
  expect(store(600_000).read(text)).toMatchObject({ facts: { fields: 550 }, errors: [] });
  const [small, large] = [store(600_000).read, store(2_000_000).read];
  expect(small(text)).not.toBe(small(text));
  expect(large(text)).toBe(large(text));
});

test('a document that was parsed elsewhere is prepared, and held to the same bounds', () => {
  const documents = store(10_000);
  const document = parse('{ a }');
  expect(documents.of(document)).toMatchObject({ document, errors: [] });
  expect(documents.of(document)).toBe(documents.of(document));
  expect(() => documents.of(parse(`{ ${'x'.repeat(129)}: a }`))).toThrow('a response key may have at most 128 characters');
});
