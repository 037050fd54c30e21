/** The part of GraphiQL's page that asks each report of a document for its request. */
import { describe, expect, test } from '@jest/globals';
import { getNamedType, isInterfaceType, isObjectType, Kind, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import { isComparable } from '../../schema/comparable.js';
import { catalogue } from '../../schema/reports/index.js';
import { exampleOperation } from '../../scripts/report-example.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { EXAMPLES } from '../../src/graphiql/examples.js';
import { withoutRequests, withRequests } from '../../src/graphiql/browser/with-requests.js';

const reports = new Map([...catalogue].map(([name, report]) => [name, { comparable: isComparable(report) }]));
const schema = createSchema(catalogue);

const DOCUMENTS: readonly (readonly [string, string])[] = [
  ...EXAMPLES.map(({ name, query }) => [`the example ${name}`, query] as const),
  ...[...catalogue.values()].map((report) => [`the example of ${report.name}`, exampleOperation(report)] as const),
  [
    'an alias that is a report’s name',
    '{ installation(igrp: 1) { goals: channels { rows { channelId } } channels: goals { rows { goalId } } } }',
  ],
  ['an operation with a report’s name', 'query goals { installation(igrp: 1) { goals { rowCount } } }'],
  ['a fragment with a report’s name', 'fragment goals on Installation { goals { rowCount } } { installation(igrp: 1) { ...goals } }'],
  ['directives', 'query($b: Boolean!) { installation(igrp: 1) { goals @include(if: $b) @skip(if: false) { rowCount } } }'],
  [
    'names and brackets in strings and comments',
    '{ # goals {\n installation(igrp: 1) { goals(filter: [{ goalTitle: { eq: "goals { \\" ) {" } }]) { rowCount } channels(filter: [{ channelName: { eq: """) { \\""" " goals {""" } }]) { rowCount } } }',
  ],
  ['reports of what a row links to', '{ installation(igrp: 1) { goals { rows { goalId installation { channels { rowCount } } } } } }'],
  ['a request that is there', '{ installation(igrp: 1) { goals { request { status } rowCount } } }'],
  [
    'a comparison',
    '{ installation(igrp: 1) { channelMetrics(startDate: "2026-03-01", endDate: "2026-03-31", compare: { to: PREVIOUS_YEAR }) { rows { callCount previous { callCount } } } } }',
  ],
  ['no report', '{ reports { name } __typename }'],
];

/** Of each report in a document, whether it is asked for its request. */
function asked(document: string): readonly boolean[] {
  const found: boolean[] = [];
  const info = new TypeInfo(schema);
  visit(
    parse(document),
    visitWithTypeInfo(info, {
      Field(node) {
        const type = getNamedType(info.getType());
        if (!isObjectType(type) || !type.getInterfaces().some((one) => isInterfaceType(one) && one.name === 'Report')) return;
        const names =
          node.selectionSet?.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : [])) ?? [];
        found.push(names.includes('request') && names.includes('previousRequest') === 'previousRequest' in type.getFields());
      },
    }),
  );
  return found;
}

describe('every report is asked for its request, and the document stays valid', () => {
  test.each(DOCUMENTS)('%s', (_, document) => {
    expect(validate(schema, parse(document))).toEqual([]);
    const changed = withRequests(document, reports);
    expect(validate(schema, parse(changed))).toEqual([]);
    expect(asked(changed)).toEqual(asked(document).map(() => true));
  });
});

test('an answer is handed on as if the requests had not been asked for', () => {
  const request = { url: 'https://example.com/goals', curl: 'curl …' };
  const row = (goalId: number) => ({ goalId, installation: { channels: { graphiqlRequest: request, rowCount: 2 } } });
  const { answer, requests } = withoutRequests({
    data: { installation: { goals: { graphiqlRequest: request, rows: [row(1), row(2)] }, calls: null } },
    errors: [{ path: ['installation', 'calls'] }, { path: ['installation', 'goals', 'graphiqlRequest', 'url'] }],
  });
  const plain = (goalId: number) => ({ goalId, installation: { channels: { rowCount: 2 } } });
  expect(answer).toEqual({
    errors: [{ path: ['installation', 'calls'] }],
    data: { installation: { goals: { rows: [plain(1), plain(2)] }, calls: null } },
  });
  expect(requests).toEqual([
    { place: 'installation › goals', ...request },
    { place: 'installation › goals › rows › installation › channels', ...request },
  ]);
});
