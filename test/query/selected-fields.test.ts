/** The walker against the specification's field collection, on a schema of a report's shape. */
import { describe, expect, it } from '@jest/globals';
import { buildSchema, graphqlSync, Kind, parse, type GraphQLResolveInfo } from 'graphql';
import { selectedFields, type SelectedField } from '../../src/query/selected-fields.js';

const schema = buildSchema(`
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  interface Report { rowCount: Int! pageInfo: PageInfo! }
  interface Counted { rowCount: Int! }
  type PageInfo { hasNextPage: Boolean! endRowId: ID }
  type Row { ch: Int chName: String variable(name: String!, trim: Boolean = false): String channel: Channel }
  type Channel { channelId: Int channelName: String }
  type CallReport implements Report & Counted { rows: [Row!]! rowCount: Int! pageInfo: PageInfo! }
  type VisitReport implements Report { rows: [Row!]! rowCount: Int! pageInfo: PageInfo! visits: Int }
  union Either = CallReport | VisitReport
  type Query { calls(limit: Int): CallReport either: Either report: Report version: Int }
`);

/** The walker's view of the first field of an operation, which the executor itself hands to the resolver. */
function walk(source: string, variableValues: Record<string, unknown> = {}): readonly SelectedField[] {
  let fields: readonly SelectedField[] = [];
  const look = (_: unknown, __: unknown, info: GraphQLResolveInfo) => {
    fields = selectedFields(info);
    return null;
  };
  const rootValue = Object.fromEntries(
    Object.keys(schema.getQueryType()?.getFields() ?? {}).map((name) => [
      name,
      (a: unknown, c: unknown, i: GraphQLResolveInfo) => look(a, c, i),
    ]),
  );
  const { errors } = graphqlSync({ schema, source, rootValue, variableValues });
  if (errors) throw errors[0] ?? new Error('must execute');
  return fields;
}

/** Fields as `alias:name(arguments){…}`, which is quicker to read than objects. */
function outline(fields: readonly SelectedField[]): string {
  return fields
    .map(({ responseKey, name, arguments: given, selections }) => {
      const args = Object.keys(given).length === 0 ? '' : JSON.stringify(given);
      return `${responseKey === name ? '' : `${responseKey}:`}${name}${args}${selections === null ? '' : `{${outline(selections)}}`}`;
    })
    .join(' ');
}

describe('selected fields are collected as the specification says:', () => {
  it.each<[what: string, operation: string, outline: string, variables?: Record<string, unknown>]>([
    ['plain fields in their order', '{calls{rowCount rows{chName ch}}}', 'rowCount rows{chName ch}'],
    ['aliases', '{calls{n:rowCount m:rowCount}}', 'n:rowCount m:rowCount'],
    ['fields of one response key are one', '{calls{rows{ch} rowCount rows{chName ch}}}', 'rows{ch chName} rowCount'],
    [
      'merging goes all the way down',
      '{calls{rows{channel{channelId}} ...F}} fragment F on CallReport{rows{channel{channelName}}}',
      'rows{channel{channelId channelName}}',
    ],
    ['the field itself twice', '{calls{rowCount} calls{rows{ch}}}', 'rowCount rows{ch}'],
    ['named fragments', '{calls{...F}} fragment F on CallReport{rows{ch}}', 'rows{ch}'],
    [
      'fragments in fragments',
      '{calls{...F}} fragment F on CallReport{rows{...G}} fragment G on Row{ch ...H} fragment H on Row{chName}',
      'rows{ch chName}',
    ],
    ['one fragment in two places', '{calls{a:rows{...G} b:rows{...G}}} fragment G on Row{ch}', 'a:rows{ch} b:rows{ch}'],
    ['one fragment twice in one place', '{calls{rows{...G ch ...G}}} fragment G on Row{chName}', 'rows{chName ch}'],
    [
      'inline fragments with and without a type',
      '{calls{... on CallReport{rowCount} ...{pageInfo{endRowId}}}}',
      'rowCount pageInfo{endRowId}',
    ],
    [
      'fragments on an interface of the type',
      '{calls{... on Report{rowCount} ...C}} fragment C on Counted{n:rowCount}',
      'rowCount n:rowCount',
    ],
    ['an interface within an interface', '{calls{... on Report{... on CallReport{rows{ch}}}}}', 'rows{ch}'],
    ['a fragment on another type says nothing', '{calls{rowCount ... on Report{... on VisitReport{visits}}}}', 'rowCount'],
    ['__typename at every level', '{calls{__typename rows{__typename x:__typename}}}', '__typename rows{__typename x:__typename}'],
    [
      '@skip and @include as literals',
      '{calls{a:rowCount @skip(if:true) b:rowCount @skip(if:false) c:rowCount @include(if:true) d:rowCount @include(if:false)}}',
      'b:rowCount c:rowCount',
    ],
    [
      '@skip wins over @include',
      '{calls{a:rowCount @skip(if:true) @include(if:true) b:rowCount @include(if:true) @skip(if:false)}}',
      'b:rowCount',
    ],
    [
      '@skip and @include by variables',
      'query($y:Boolean!,$n:Boolean!){calls{a:rowCount @include(if:$y) b:rowCount @include(if:$n) c:rowCount @skip(if:$y)}}',
      'a:rowCount',
      { y: true, n: false },
    ],
    ['a variable left to its default', 'query($n:Boolean!=false){calls{rowCount pageInfo @include(if:$n){endRowId}}}', 'rowCount'],
    [
      '@include on fragments',
      'query($y:Boolean!){calls{...F @skip(if:$y) ... @include(if:$y){rowCount}}} fragment F on CallReport{rows{ch}}',
      'rowCount',
      { y: true },
    ],
    [
      'a skipped spread does not use its fragment up',
      'query($y:Boolean!){calls{...F @skip(if:$y) ...F}} fragment F on CallReport{rowCount}',
      'rowCount',
      { y: true },
    ],
    [
      'deferred fragments are selected',
      '{calls{rowCount ...F @defer ... @defer(if:false){pageInfo{endRowId}}}} fragment F on CallReport{rows{ch}}',
      'rowCount rows{ch} pageInfo{endRowId}',
    ],
    ['arguments, their defaults among them', '{calls{rows{variable(name:"a")}}}', 'rows{variable{"name":"a","trim":false}}'],
    [
      'arguments by variables',
      'query($n:String!){calls{rows{x:variable(name:$n,trim:true)}}}',
      'rows{x:variable{"name":"b","trim":true}}',
      { n: 'b' },
    ],
    ['nothing below a leaf', '{version}', ''],
    ['a union, each member by its fragment', '{either{... on VisitReport{visits} ... on Report{rowCount}}}', 'visits rowCount'],
    [
      'an interface, and a type of it',
      '{report{rowCount ... on VisitReport{visits} ... on Counted{n:rowCount}}}',
      'rowCount visits n:rowCount',
    ],
  ])('%s', (_, operation, expected, ...[variables]) => {
    expect(outline(walk(operation, variables))).toBe(expected);
  });

  it('names the type that a field belongs to, which __typename answers', () => {
    const [rows] = walk('{calls{rows{__typename channel{channelId}}}}');
    expect(rows?.typeName).toBe('CallReport');
    expect(rows?.selections?.map(({ typeName }) => typeName)).toEqual(['Row', 'Row']);
    expect(rows?.selections?.[1]?.selections?.[0]?.typeName).toBe('Channel');
  });

  it('walks a concrete type in the place of an abstract one', () => {
    const source = sourceOf('{either{... on CallReport{rowCount} ... on VisitReport{visits}}}');
    const returnType = schema.getType('VisitReport');
    expect(outline(selectedFields({ ...source, returnType: returnType as GraphQLResolveInfo['returnType'] }))).toBe('visits'); // an object type of the schema above
  });
});

function sourceOf(operation: string) {
  const { definitions } = parse(operation);
  const field = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [],
  );
  const fieldNodes = field.flatMap((node) => (node.kind === Kind.FIELD && node.name.value !== 'version' ? [node] : []));
  const type = schema.getQueryType()?.getFields()[fieldNodes[0]?.name.value ?? '']?.type;
  if (!type) throw new TypeError('must select a field of Query');
  const fragments = Object.fromEntries(
    definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [])),
  );
  return { fieldNodes, fragments, variableValues: {} as Record<string, unknown>, schema, returnType: type };
}
