/** Manifests by their shape, and folders of files. */
import { describe, expect, test } from '@jest/globals';
import { hashOf } from '../../src/documents/document-hash.js';
import { createDocumentSet } from '../../src/documents/document-set.js';
import { readFolder } from '../../src/documents/read-folder.js';
import { readManifest } from '../../src/documents/read-manifest.js';

const TEXT = '{ __typename }';

describe('a manifest', () => {
  test.each<[shape: string, manifest: unknown]>([
    [
      'of Apollo',
      { format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: 'a', name: 'A', type: 'query', body: TEXT }] },
    ],
    ['that maps ids to texts', { a: TEXT }],
    ['that lists pairs', [['a', TEXT]]],
  ])('%s lists its documents', (_, manifest) => {
    expect(readManifest(manifest)).toEqual([{ id: 'a', text: TEXT }]);
  });

  test.each<[what: string, manifest: unknown, message: RegExp]>([
    ['a text', 'a', /must be an Apollo manifest, a map/],
    ['null', null, /must be an Apollo manifest, a map/],
    ['an empty map', {}, /lists no document/],
    ['an empty list', [], /lists no document/],
    ['a map of numbers', { a: 1 }, /must have the text of "a" as a string/],
    ['a list of texts', [TEXT], /must be an Apollo manifest, a map/],
    ['a pair of three', [['a', TEXT, TEXT]], /must be an Apollo manifest, a map/],
    ['an empty id', { '': TEXT }, /must be an Apollo manifest, a map/],
    ['an operation without an id', { operations: [{ body: TEXT }] }, /must be an Apollo manifest, a map/],
    ['an operation that is a text', { operations: [TEXT] }, /must contain objects in operations, but does not at 0/],
    ['another version', { version: 2, operations: [] }, /must have version 1, but got: 2/],
    ['another format', { format: 'other', operations: [] }, /must have the format apollo-persisted-query-manifest/],
  ])('is refused where it is %s', (_, manifest, message) => {
    expect(() => readManifest(manifest)).toThrow(message);
  });
});

describe('a folder', () => {
  test('has a document for each file with an operation, named by the hash of its text without blanks at the end', () => {
    const text = 'query A { __typename }';
    expect(readFolder([{ name: 'a.graphql', text: `${text}\n\n` }])).toEqual([{ file: 'a.graphql', id: hashOf(text), text }]);
  });

  test('completes documents by the fragments of other files, those that fragments spread among them', () => {
    const own = 'query A { installation(igrp: 1) { ...One } }';
    const [document] = readFolder([
      { name: 'a.graphql', text: own },
      { name: 'b.graphql', text: 'fragment One on Installation { ...Two } fragment Other on Goal { igrp }' },
      { name: 'c.graphql', text: 'fragment Two on Installation { igrp }' },
    ]);
    expect(document?.id).toBe(hashOf(own));
    expect(document?.text).toContain('fragment One on Installation');
    expect(document?.text).toContain('fragment Two on Installation');
    expect(document?.text).not.toContain('Other');
  });

  test.each([
    [
      'two operations in a file',
      [['a.graphql', 'query A { __typename } query B { __typename }']],
      /a\.graphql: a file must contain exactly one operation/,
    ],
    ['a file that is not GraphQL', [['a.graphql', '{']], /a\.graphql: Syntax Error/],
    [
      'two fragments of one name',
      [
        ['a.graphql', 'fragment F on Goal { igrp }'],
        ['b.graphql', 'fragment F on Goal { goalId }'],
      ],
      /b\.graphql: two files define the fragment F/,
    ],
  ])('is refused for %s', (_, files, message) => {
    expect(() => readFolder(files.map(([name = '', text = '']) => ({ name, text })))).toThrow(message);
  });
});

describe('a set of documents', () => {
  const hash = hashOf(TEXT);
  const document = { id: 'a', text: TEXT, source: 'm.json' };

  test.each([
    ['its id', 'a'],
    ['the hash of its text', hash],
    ['that hash after sha256:', `sha256:${hash}`],
    ['the hash in capitals', `sha256:${hash.toUpperCase()}`],
  ])('finds a document by %s', (_, id) => {
    expect(createDocumentSet([document]).find(id)).toBe(document);
  });

  test('takes what follows sha256: for the hash of a text, never for an id', () => {
    const other = { id: hash, text: '{ a: __typename }', source: 'm.json' };
    const set = createDocumentSet([document, other]);
    expect(set.find(`sha256:${hash}`)).toBe(document);
    expect(set.find(hash)).toBe(other);
    expect(set.find('sha256:a')).toBeNull();
  });

  test('holds a document once that two manifests list', () => {
    expect(createDocumentSet([document, { ...document, source: 'n.json' }]).documents).toEqual([document]);
  });

  test.each([
    [
      'an id that names two texts',
      [document, { id: 'a', text: '{ b: __typename }', source: 'n.json' }],
      /n\.json: the id "a" names two documents, one in m\.json/,
    ],
    [
      'an id that is the hash of another text',
      [{ id: `sha256:${hash}`, text: '{ b: __typename }', source: 'n.json' }],
      /must be the SHA-256/,
    ],
  ])('is refused for %s', (_, documents, message) => {
    expect(() => createDocumentSet(documents)).toThrow(message);
  });
});
