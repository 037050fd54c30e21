/** A schema in the shape of the gateway's, small enough to read: an installation, two reports of it, and links that lead round. */
import { buildSchema, isObjectType, type GraphQLSchema } from 'graphql';
import { columnsField } from '../../../src/graph/answer-size.js';
import { reportInterfaceMark } from '../../../src/graph/report-type.js';
import { longText } from '../../../src/graph/text-length.js';
import { MAX_TRANSLATED_URL_LENGTH } from '../../../src/limits.js';

const schema = buildSchema(`
  type Query {
    installation(igrp: Int!): Installation
    installations(limit: Int = 1000): InstallationReport
    _entities(representations: [_Any!]!): [_Entity]!
    operationFromUrl(url: String!, name: String): String
  }
  scalar _Any
  union _Entity = Installation | Goal
  interface Report { rowCount: Int! }
  type InstallationReport implements Report { rowCount: Int! rows: [Installation!]! }
  type CallReport implements Report { rowCount: Int! rows: [Call!]! }
  type Call { rowId: ID act: String installation: Installation previous: Previous }
  type Previous { act: String }
  type MetricsReport implements Report { rowCount: Int! rows: [Metrics!]! }
  type Metrics { delta: Delta customMetrics: [Value!]! }
  type Delta { customMetrics: [Value!]! }
  type Value { reference: String! value: Float }
  type Goal { goalId: Int installation: Installation }
  type Installation {
    igrp: Int!
    calls(filter: [CallFilter!], limit: Int = 1000, variant: String, compare: String): CallReport
    live(variant: String): CallReport
    metrics(customMetrics: [String!], limit: Int = 1000): MetricsReport
    goal(goalId: Int!): Goal
  }
  input CallFilter { act: StringFilter, field: FieldFilter }
  input FieldFilter { name: String! }
  input StringFilter { eq: String, in: [String!] }
`);

/** The schema, with the marks that text cannot hold. */
export const sampleSchema: GraphQLSchema = schema;

const [url] = schema.getQueryType()?.getFields()['operationFromUrl']?.args ?? [];
const report = schema.getType('Report');
const call = schema.getType('Call');
const previous = isObjectType(call) ? call.getFields()['previous'] : undefined;
if (!url || !report || !previous) throw new Error('The schema lacks what is marked.');
url.extensions = longText(MAX_TRANSLATED_URL_LENGTH);
report.extensions = reportInterfaceMark();
previous.extensions = columnsField();
