/** The subgraph's SDL: what it says, that it composes, that it stays the same. */
import { describe, expect, test } from '@jest/globals';
import { composeServices } from '@theguild/federation-composition';
import { federateSubgraphs } from '@wundergraph/composition';
import { buildSchema, Kind, parse, print, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { subgraphDirectives, type DirectivePlan } from '../../src/graph/federation/subgraph-directives.js';
import { schemaText } from '../../scripts/print-schema.js';
import { subgraphText } from '../../src/graph/federation/subgraph-text.js';

const schema = createSchema(catalogue);
const text = subgraphText(schema, subgraphDirectives(schema, catalogue));

/** Every directive in use, by the coordinate it stands at. */
function directivesOf(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const put = (place: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    if (directives && directives.length > 0) found.set(place, directives.map(print));
  };
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name) continue;
    const type = definition.name.value;
    if ('directives' in definition) put(type, definition.directives as readonly ConstDirectiveNode[]); // definitions hold constant directives
    if ('values' in definition) for (const value of definition.values ?? []) put(`${type}.${value.name.value}`, value.directives);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      put(`${type}.${field.name.value}`, field.directives);
      if (field.kind === Kind.FIELD_DEFINITION)
        for (const argument of field.arguments ?? []) put(`${type}.${field.name.value}(${argument.name.value}:)`, argument.directives);
    }
  }
  return found;
}

const directives = directivesOf(parse(text));

describe('the SDL says', () => {
  test.each([
    ['Installation', '@key(fields: "igrp")'],
    ['Organisation', '@key(fields: "orgId")'],
    ['Goal', '@key(fields: "igrp goalId")'],
    ['Channel', '@key(fields: "igrp channelId")'],
    ['Segment', '@key(fields: "igrp segment")'],
    ['SegmentGroup', '@key(fields: "igrp segmentGroupId")'],
    ['DialInGroup', '@key(fields: "igrp dgrp")'],
    ['AttributionModel', '@key(fields: "igrp modelId")'],
    ['Trigger', '@key(fields: "igrp rowId")'],
    ['ReportPageInfo', '@shareable'],
    ['ReportRequest', '@shareable'],
    ['ReportInfo', '@shareable'],
    ['ChannelMetricsRow', '@shareable'],
    ['Trigger.srcPhoneNumber', '@tag(name: "pii")'],
    ['TriggerFilter.srcPhoneNumber', '@tag(name: "pii")'],
    ['TriggerSortField.SRC_PHONE_NUMBER', '@tag(name: "pii")'],
    ['Installation.activeCall(srcPhoneNumber:)', '@tag(name: "pii")'],
    ['Trigger.raw', '@tag(name: "pii")'],
    ['Trigger.field', '@tag(name: "pii")'],
    ['Trigger.variable', '@tag(name: "pii")'],
    ['TriggerFilter.field', '@tag(name: "pii")'],
    ['Installation.goal', '@cost(weight: 100)'],
    ['Installation.callTriggers', '@cost(weight: 100)'],
    ['Installation.callTriggers', '@listSize(slicingArguments: ["limit"], sizedFields: ["rows"], requireOneSlicingArgument: false)'],
  ])('%s %s', (place, directive) => {
    expect(directives.get(place)).toContain(directive);
  });

  test.each(['Query', 'Report', 'ReportIntFilter', 'Goal.goalTitle', 'Installation.organisation', 'ChannelMetricsRow.raw'])(
    'nothing of %s',
    (place) => {
      expect(directives.get(place)).toBeUndefined();
    },
  );

  test('a key for every entity and @shareable on every other object type but Query', () => {
    const objects = parse(text).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
    for (const { name } of objects.filter((definition) => definition.name.value !== 'Query'))
      expect([name.value, directives.get(name.value)?.length]).toEqual([name.value, 1]);
  });

  test('the lowest version that carries what is used, and imports nothing else', () => {
    const used = new Set([...directives.values()].flat().map((directive) => /^@(\w+)/.exec(directive)?.[1]));
    for (const own of ['deprecated', 'oneOf', 'specifiedBy', 'link']) used.delete(own);
    expect([...used].sort()).toEqual(['cost', 'key', 'listSize', 'shareable', 'tag']);
    expect(text.split('\n')[0]).toBe(
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@cost", "@listSize"])',
    );
  });

  test('no router machinery and no executable directives', () => {
    expect(text).not.toMatch(/_entities|_service|_Any|_Entity|directive @/);
  });

  test('every personal field of every report, wherever it can be read, filtered or sorted by', () => {
    const personal = [...catalogue.values()].flatMap(({ fields }) => [...fields.values()].filter(({ pii }) => pii));
    expect(personal.length).toBeGreaterThan(0);
    const plan = subgraphDirectives(schema, catalogue);
    for (const report of catalogue.values()) {
      const type = schema.getType(report.family === 'metrics' ? `${report.typePrefix}Row` : report.typePrefix);
      for (const { name, pii } of report.fields.values())
        expect([name, plan.get(`${type?.name ?? ''}.${name}`)?.some((use) => use.name === 'tag') ?? false]).toEqual([name, pii]);
    }
  });
});

describe('printing', () => {
  test('is the same between runs', () => {
    const again = createSchema(catalogue);
    expect(subgraphText(again, subgraphDirectives(again, catalogue))).toBe(text);
  });

  test('leaves the look-ups by id to the public schema: entities have keys', () => {
    const fieldsOf = (sdl: string) =>
      parse(sdl).definitions.flatMap((node) =>
        node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Query' ? (node.fields ?? []) : [],
      );
    const names = (sdl: string) => fieldsOf(sdl).map(({ name }) => name.value);
    expect(names(schemaText(schema)).filter((name) => !names(text).includes(name))).toEqual(['node', 'nodes']);
    expect(text).toContain('type Channel implements Node @key(fields: "igrp channelId")');
  });

  test('keeps every description, default and deprecation of the rest of the public schema', () => {
    const bare = visit(parse(text), {
      Directive: (node) => (['key', 'shareable', 'tag', 'cost', 'listSize', 'link'].includes(node.name.value) ? null : undefined),
      SchemaExtension: () => null,
    });
    const open = visit(parse(schemaText(schema)), {
      DirectiveDefinition: () => null,
      FieldDefinition: ({ name }) => (['node', 'nodes'].includes(name.value) ? null : undefined),
    });
    expect(print(bare)).toBe(print(open));
  });

  const printed = (sdl: string, plan: DirectivePlan = new Map()) => subgraphText(buildSchema(sdl), plan);

  test('keeps @oneOf, @deprecated, @specifiedBy and descriptions', () => {
    const sdl = printed(`
      "Which account." input By @oneOf { "Its id." id: ID name: String }
      scalar Moment @specifiedBy(url: "https://example.com/moment")
      type Query { account(by: By!): Moment @deprecated(reason: "Use something else.") }`);
    expect(sdl).toContain('"""Which account."""\ninput By @oneOf {\n  """Its id."""\n  id: ID');
    expect(sdl).toContain('scalar Moment @specifiedBy(url: "https://example.com/moment")');
    expect(sdl).toContain('@deprecated(reason: "Use something else.")');
  });

  test('puts a directive on a type, a field, an argument, an input field and an enum value, and asks for no more than version 2.0', () => {
    const tag = [{ name: 'tag', arguments: { name: 'pii' } }] as const;
    const sdl = printed(
      'type Query { a(b: I, c: E): Int } input I { d: Int } enum E { F }',
      new Map(['Query', 'Query.a', 'Query.a(b:)', 'I.d', 'E.F'].map((place) => [place, tag])),
    );
    expect(sdl).toContain('specs.apollo.dev/federation/v2.0", import: ["@tag"])');
    expect(sdl.replace(/\s+/g, ' ')).toContain(
      'enum E { F @tag(name: "pii") } input I { d: Int @tag(name: "pii") } type Query @tag(name: "pii") { a(b: I @tag(name: "pii"), c: E): Int @tag(name: "pii") }',
    );
  });

  test('refuses a directive for a place that the schema lacks', () => {
    expect(() => printed('type Query { a: Int }', new Map([['Query.b', [{ name: 'shareable', arguments: {} }]]]))).toThrow(
      'The schema lacks Query.b.',
    );
  });
});

describe('composition', () => {
  const CRM = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { account(id: ID!): Account }
    type Account @key(fields: "id") { id: ID! installation: Installation }
    type Installation @key(fields: "igrp", resolvable: false) { igrp: Int! }
    type Organisation @key(fields: "orgId") { orgId: Int account: Account }`;
  const compose = (...subgraphs: readonly (readonly [string, string])[]) =>
    composeServices(subgraphs.map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: 'http://127.0.0.1/graphql' })));

  test.each([
    ['alone', [['reports', text]]],
    [
      'with a subgraph that refers to its entities',
      [
        ['reports', text],
        ['crm', CRM],
      ],
    ],
    [
      'with itself, as a second region: values merge',
      [
        ['reports', text],
        [
          'values',
          'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@shareable"]) type Query { page: ReportPageInfo } type ReportPageInfo @shareable { hasNextPage: Boolean! nextOffset: Int endRowId: ID }',
        ],
      ],
    ],
  ] as const)('succeeds %s', (_, subgraphs) => {
    const result = compose(...subgraphs);
    expect(result).not.toHaveProperty('errors');
    expect(result.supergraphSdl).toContain('join__type(graph: REPORTS, key: "igrp goalId")');
    // Cosmo composes by rules of its own.
    const cosmo = federateSubgraphs({
      subgraphs: subgraphs.map(([name, sdl]) => ({ name, definitions: parse(sdl), url: 'http://127.0.0.1/graphql' })),
      version: '1',
    });
    expect('errors' in cosmo ? cosmo.errors.map(String) : []).toEqual([]);
  });

  test('carries tags and prices into the supergraph', () => {
    const { supergraphSdl = '' } = compose(['reports', text]);
    const directivesInSupergraph = directivesOf(parse(supergraphSdl));
    expect(directivesInSupergraph.get('Trigger.srcPhoneNumber')).toContain('@tag(name: "pii")');
    expect(directivesInSupergraph.get('Installation.callTriggers')?.join(' ')).toContain('@cost(weight: 100)');
  });
});
