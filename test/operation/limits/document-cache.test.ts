import { expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { checkDocument } from '../../../src/operation/limits/check-document.js';
import { createDocumentCache, type DocumentOutcome } from '../../../src/operation/limits/document-cache.js';
import { DEFAULT_LIMITS } from '../../../src/limits.js';

const schema = buildSchema('type Query { a: Int }');
const checked = (text: string): DocumentOutcome => {
  const document = parse(text);
  return { document, facts: checkDocument(document, schema, DEFAULT_LIMITS), errors: [] };
};

it('a cache of documents lets go of those that were asked for longest ago', () => {
  const cache = createDocumentCache(6_000);
  cache.set('{ a }', checked('{ a }'), 3);
  cache.set('{ b }', { refusal: new Error('no') }, 3);
  expect(cache.get('{ a }')).toBeDefined();
  cache.set('{ c }', checked('{ c }'), 3);
  expect([cache.get('{ a }'), cache.get('{ b }'), cache.get('{ c }')].map((outcome) => outcome !== undefined)).toEqual([true, false, true]);
});

it('a cache of documents keeps none that is larger than itself', () => {
  const cache = createDocumentCache(5_000);
  cache.set('{ a }', checked('{ a }'), 1_000);
  expect(cache.get('{ a }')).toBeUndefined();
});
