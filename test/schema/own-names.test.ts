/** The prefix before the schema's own names: where it stands, and that nothing else of the schema changes. */
import { describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  isScalarType,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { ownNames, prefixTypes } from '../../schema/own-names.js';
import { catalogue } from '../../schema/reports/index.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { subgraphDirectives } from '../../src/graph/federation/subgraph-directives.js';
import { subgraphText } from '../../src/graph/federation/subgraph-text.js';
import { prefixedDocument } from '../../src/graph/prefixed-document.js';

describe('a name with a prefix', () => {
  test.each([
    ['Infinity', 'InfinityReport', 'infinityCallTriggers'],
    ['infinity', 'infinityReport', 'infinityCallTriggers'],
    ['Infinity_', 'Infinity_Report', 'infinity_callTriggers'],
    ['IR2', 'IR2Report', 'iR2CallTriggers'],
    ['', 'Report', 'callTriggers'],
  ])('%j makes the type %s and the field %s', (prefix, type, field) => {
    const names = ownNames(prefix);
    expect([names.type('Report'), names.queryField('callTriggers')]).toEqual([type, field]);
  });

  test.each(['node', 'nodes', '_service', '_entities'])('leaves the field %s as it is', (field) => {
    expect(ownNames('Infinity').queryField(field)).toBe(field);
  });
});

const plain = createSchema(catalogue);
const reports = prefixTypes(catalogue, 'Infinity');
const names = ownNames('Infinity');
const prefixed = createSchema(reports, names);

/** The document with the names mapped here, apart from the gateway's own way. */
function mapped(text: string): DocumentNode {
  const ownName = (name: string) =>
    name === 'Query' || !plain.getType(name) || isScalarType(plain.getType(name)) ? name : `Infinity${name}`;
  const renamed = (name: string) => ({ kind: Kind.NAME, value: name }) as const;
  let type = '';
  const ofType = {
    enter<N extends DefinitionNode & { readonly name: { readonly value: string } }>(node: N): N {
      type = node.name.value;
      return { ...node, name: renamed(ownName(type)) };
    },
  };
  return visit(parse(text), {
    ObjectTypeDefinition: ofType,
    InterfaceTypeDefinition: ofType,
    InputObjectTypeDefinition: ofType,
    EnumTypeDefinition: ofType,
    NamedType: (node) => ({ ...node, name: renamed(ownName(node.name.value)) }),
    FieldDefinition(node) {
      const { value } = node.name;
      if (type !== 'Query' || value === 'node' || value === 'nodes') return undefined;
      return { ...node, name: renamed(`infinity${value.charAt(0).toUpperCase()}${value.slice(1)}`) };
    },
  });
}

const withoutDescriptions = (document: DocumentNode): DocumentNode =>
  visit(document, { enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined) });
const sdlOf = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));

test('the schema with a prefix is the plain one with its names mapped, and nothing else', () => {
  const expected = sdlOf(buildASTSchema(withoutDescriptions(mapped(printSchema(plain)))));
  expect(sdlOf(buildASTSchema(withoutDescriptions(parse(printSchema(prefixed)))))).toBe(expected);
});

test('the subgraph with a prefix is the plain one with its names mapped, directives and all', () => {
  const sorted = (document: DocumentNode) => withoutDescriptions(document).definitions.map(print).sort();
  const expected = sorted(mapped(subgraphText(plain, subgraphDirectives(plain, catalogue))));
  expect(sorted(parse(subgraphText(prefixed, subgraphDirectives(prefixed, reports, names))))).toEqual(expected);
});

test('a document is put into the names of a schema with a prefix, its comments and layout kept', () => {
  const text = `# Calls.
query ($period: ReportPeriod!, $igrp: Int!) { # and goals
  installation(igrp: $igrp) { ...Calls goals { rows { goalId } } }
  node(id: "x") { ... on Goal { goalTitle } }
}
fragment Calls on Installation { callTriggers(period: $period) { rows { act } } }`;
  expect(prefixedDocument(text, prefixed, names)).toBe(`# Calls.
query ($period: InfinityReportPeriod!, $igrp: Int!) { # and goals
  infinityInstallation(igrp: $igrp) { ...Calls goals { rows { goalId } } }
  node(id: "x") { ... on InfinityGoal { goalTitle } }
}
fragment Calls on InfinityInstallation { callTriggers(period: $period) { rows { act } } }`);
  expect(prefixedDocument(text, plain, ownNames(''))).toBe(text);
});
