/**
 * What Yoga, Mercurius and Apollo Server share, as a careful user would write it by hand: the schema, the way from a selection to a URL that
 * asks for the selected columns alone, and rows brought to their GraphQL types once, when they arrive, so that cells need no resolver.
 */
import { COLUMN_TYPES } from '../upstream/rows.mjs';
import { pathOf } from '../operations.mjs';

const fieldsOf = (report) =>
  Object.entries(COLUMN_TYPES[report])
    .map(([name, type]) => `${name}: ${type}`)
    .join('\n');

export const SDL = `
scalar LocalDateTime
scalar SafeInt
enum ChannelType { PPC SEO DIRECT REF SOCIAL }
enum MetricsGroup { CH GOAL }
type Query { installation(igrp: Int!): Installation }
type Installation {
  callTriggers(chType: ChannelType, limit: Int = 1000): TriggerReport
  channelMetrics(group: [MetricsGroup!], limit: Int = 1000): MetricsReport
}
type TriggerReport { rows: [Trigger!]! }
type MetricsReport { rows: [MetricsRow!]! }
type Trigger { ${fieldsOf('callTriggers')} }
type MetricsRow { ${fieldsOf('channelMetrics')} }
`;

/** Resolvers. `load(context, report, path)` gives the report of a path; `scalar(name)` makes a scalar that passes values on. */
export function resolversOf(scalar, load) {
  const report =
    (name) =>
    (_parent, { chType, limit, group }, context, info) =>
      load(
        context,
        name,
        pathOf({ report: name, limit, chType: chType?.toLowerCase(), group: group?.[0].toLowerCase() }, selectedColumns(info)),
      );
  return {
    LocalDateTime: scalar('LocalDateTime'),
    SafeInt: scalar('SafeInt'),
    Query: { installation: () => ({}) },
    Installation: { callTriggers: report('callTriggers'), channelMetrics: report('channelMetrics') },
  };
}

function selectedColumns({ fieldNodes }) {
  const rows = fieldNodes.flatMap(({ selectionSet }) => selectionSet.selections).filter(({ name }) => name.value === 'rows');
  return rows.flatMap(({ selectionSet }) => selectionSet.selections.map(({ name }) => name.value));
}

const asNumber = (value) => (value === '' ? null : Number(value));
const READ = {
  ID: String,
  Int: asNumber,
  SafeInt: asNumber,
  Float: asNumber,
  LocalDateTime: (value) => (value === '' || value.startsWith('0000') ? null : value.replace(' ', 'T')),
};
const readers = Object.fromEntries(
  Object.entries(COLUMN_TYPES).map(([report, types]) => [
    report,
    Object.entries(types).flatMap(([name, type]) => (READ[type] ? [[name, READ[type]]] : [])),
  ]),
);

/** A reply's text as a report. Ids beyond 2^53 are quoted before JSON.parse could round them. */
export function readReport(report, text) {
  const rows = JSON.parse(text.replace(/"rowId":(\d{16,})/g, '"rowId":"$1"'));
  for (const row of rows)
    for (const [name, read] of readers[report]) {
      const value = row[name];
      if (value !== undefined && value !== null) row[name] = read(value);
    }
  return { rows };
}
