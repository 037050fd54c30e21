/** A schema in the shape of the gateway's, small enough to read: an installation, two reports of it, and links that lead round. */
import { buildSchema } from 'graphql';

export const sampleSchema = buildSchema(`
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
  type Call { rowId: ID act: String installation: Installation }
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
