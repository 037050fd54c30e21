/** What an operation selects is walked once for each place and type, and never taken for what is selected elsewhere. */
import { expect, test } from '@jest/globals';
import { buildSchema, defaultFieldResolver, execute, parse } from 'graphql';
import { Selections } from '../../src/graph/selections.js';
import type { SelectedField } from '../../src/query/selected-fields.js';

const schema = buildSchema(`
  interface Report { rows: [Row!]! }
  interface Row { id: ID }
  type Calls implements Report { rows: [Call!]! }
  type Clicks implements Report { rows: [Click!]! }
  type Call implements Row { id: ID, next: Call }
  type Click implements Row { id: ID }
  type Query { calls: Calls!, clicks: Clicks! }
`);
const rows = [{ id: 1 }, { id: 2 }];
const rootValue = { calls: { __typename: 'Calls', rows }, clicks: { __typename: 'Clicks', rows } };

/** Executes the document; the selection that each resolved list of rows was given, by its path. */
async function selected(text: string, times = 1) {
  const selections = new Selections();
  const found = new Map<string, (readonly SelectedField[])[]>();
  for (let i = 0; i < times; i++)
    await execute({
      schema,
      document: DOCUMENTS.get(text) ?? keep(text),
      rootValue,
      fieldResolver: (source, args, context, info) => {
        if (info.fieldName === 'rows') {
          const path = String(info.path.prev?.key);
          found.set(path, [...(found.get(path) ?? []), selections.below(info)]);
        }
        return defaultFieldResolver(source, args, context, info);
      },
    });
  return found;
}

const DOCUMENTS = new Map<string, ReturnType<typeof parse>>();
function keep(text: string) {
  const document = parse(text);
  DOCUMENTS.set(text, document);
  return document;
}

const outline = (fields: readonly SelectedField[] = []) => fields.map(({ typeName, responseKey }) => `${typeName}.${responseKey}`);

test('a fragment on an interface is walked for each type that it is spread in', async () => {
  const found = await selected('{ calls { ...F } clicks { ...F } } fragment F on Report { rows { id } }');
  expect(outline(found.get('calls')?.[0])).toEqual(['Call.id']);
  expect(outline(found.get('clicks')?.[0])).toEqual(['Click.id']);
});

test('a fragment that another place adds fields to is walked for each place', async () => {
  const found = await selected('{ a: calls { ...F } b: calls { ...F rows { key: id } } } fragment F on Calls { rows { id } }');
  expect(outline(found.get('a')?.[0])).toEqual(['Call.id']);
  expect(outline(found.get('b')?.[0])).toEqual(['Call.id', 'Call.key']);
});

test('a place that is executed again selects the same list', async () => {
  const [first, second] = (await selected('{ calls { rows { id } } }', 2)).get('calls') ?? [];
  expect(outline(first)).toEqual(['Call.id']);
  expect(second).toBe(first);
});

test('a column alone is one list for all rows', () => {
  const selections = new Selections();
  const city = { name: 'city', arguments: {} };
  expect(selections.column('city', city)).toBe(selections.column('city', city));
  expect(selections.column('ch', { name: 'ch', arguments: {} })).not.toBe(selections.column('city', city));
});
