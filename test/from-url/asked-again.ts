/** Runs an operation up to the moment at which its request would be sent, and hands over that request. */
import { execute, parse, validate, type GraphQLSchema } from 'graphql';
import { catalogue } from '../../schema/reports/index.js';
import { operationFromUrl, type ReportOperation } from '../../src/from-url/operation-from-url.js';
import { createSchema } from '../../src/graph/create-schema.js';
import { columns } from '../../src/query/projection.js';
import { ReportQuery } from '../../src/query/report-query.js';
import { defaultApiKeyBase } from '../../src/reports-base.js';

export const REPORTS_URL = 'http://127.0.0.1:8080/reports/v2';
export const schema: GraphQLSchema = createSchema(catalogue);

/** The operation of a URL, with the limits of the gateway. */
export const translate = (url: string, reportsUrl = REPORTS_URL, apiKey = false): ReportOperation =>
  operationFromUrl(url, {
    catalogue,
    bases: { reportsUrl, reportsUrlApiKey: defaultApiKeyBase(reportsUrl) },
    kind: apiKey ? 'apikey' : 'basic',
    maxAliases: 60,
  });

/** The one query that an operation asks. Fails where the document does not fit the schema, or asks for more than one report. */
export async function queryOf({ query, variables }: Pick<ReportOperation, 'query' | 'variables'>): Promise<ReportQuery> {
  const asked: ReportQuery[] = [];
  const document = parse(query);
  const faults = validate(schema, document);
  if (faults.length > 0) throw new Error(`${faults.map(({ message }) => message).join('\n')}\n${query}`);
  const stop = new Error('Nothing is sent.');
  const { errors } = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: {
      today: '2026-11-23',
      cellErrors: [],
      reports: new Map(),
      loaders: {
        stream: null,
        report: {
          load: (load: { readonly query: ReportQuery }) => {
            asked.push(load.query);
            return Promise.reject(stop);
          },
        },
      },
    },
  });
  const other = errors?.find(({ originalError }) => originalError !== stop);
  if (other) throw other;
  const [only, ...more] = asked;
  if (only === undefined || more.length > 0) throw new Error(`${asked.length} reports are asked:\n${query}`);
  return only;
}

/** What is to be sent again for the URL of a query: without `display[]`, every column of its rows that the catalogue does not guess. */
export function expected(query: ReportQuery): ReportQuery {
  const { report, group, customMetrics, projection, limit, lookAhead } = query;
  const names = [...report.fields.values()]
    .filter(({ evidence }) => evidence !== 'inferred')
    .filter(({ kind, name, of }) => (kind === 'dimension' ? group.includes(name) : of === null || group.includes(of)))
    .map(({ name }) => name);
  return new ReportQuery({
    ...query,
    limit: limit === null ? null : limit + (lookAhead ? 1 : 0),
    lookAhead: false,
    projection:
      projection.kind === 'columns' || report.openRows || names.length === 0
        ? projection
        : columns([...names, ...customMetrics.map(({ reference }) => reference)]),
  });
}
