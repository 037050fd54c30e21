/** `calls`: the calls behind a row of a metrics report, each row's in a request of its own. */
import type { FieldMap, ObjectFieldBuilder } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Catalogue, Report } from '../../schema/report.js';
import { badInput } from '../errors.js';
import { BESIDE_ROWS_LIMITS } from '../limits.js';
import { callsObstacle, narrow, narrowingOf } from '../query/calls-query.js';
import { CALLS } from '../query/row-columns.js';
import { unknownField } from '../reports/column-fallback.js';
import type { Row } from '../reports/row.js';
import type { Types } from './builder.js';
import type { GatewayContext } from './context.js';
import { resolveReport } from './report-field.js';
import type { TypesOfReport } from './report-fields.js';
import type { ReportNode } from './report-node.js';

/** Calls that are listed where the caller does not say how many. */
const DEFAULT_CALLS = 100;

type RowFields = ObjectFieldBuilder<Types, Row>;

/** The field of a report's rows; none where its definition names no list of calls. `types`: by type prefix, complete when fields are built. */
export function callsField(t: RowFields, report: Report, catalogue: Catalogue, types: ReadonlyMap<string, TypesOfReport>): FieldMap {
  const target = report.calls && catalogue.get(report.calls.from);
  const own = target && types.get(target.typePrefix);
  if (!target || !own) return {};
  const { sort } = own.inputs;
  return {
    [CALLS]: t.field({
      type: own.type,
      description:
        `The calls behind the row, from \`${target.name}\`, for its groups and the report’s filters and period. Sends one request for each row, so the report may have at most ${BESIDE_ROWS_LIMITS.rowsWithCalls} rows. ` +
        'Null if triggers have no column for a group or a filter; see `notes`.',
      args: {
        ...(sort ? { sort: t.arg({ type: [sort], description: 'Sort keys, the most important first.' }) } : {}),
        limit: t.arg.int({ defaultValue: DEFAULT_CALLS, description: `Calls at most, 1 to ${target.maxRows.toLocaleString('en-GB')}.` }),
        offset: t.arg.int({ defaultValue: 0, description: 'Calls to skip.' }),
        ...(target.keyset === null
          ? {}
          : {
              afterRowId: t.arg.id({
                description:
                  'Keyset paging: the calls after this one, by ascending rowId. Cannot be combined with `offset` or another sort.',
              }),
            }),
      },
      resolve: (row: Row, given: Readonly<Record<string, unknown>>, context: GatewayContext, info: GraphQLResolveInfo) =>
        resolveCalls(row, target, given, context, info),
    }),
  };
}

function resolveCalls(
  { igrp, cells, asked }: Row,
  target: Report,
  given: Readonly<Record<string, unknown>>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<ReportNode | null> | null {
  if (!asked || callsObstacle(asked.query, target) !== null) return null;
  const { query, rowCount, leftOut } = asked;
  const { rowsWithCalls } = BESIDE_ROWS_LIMITS;
  if (rowCount > rowsWithCalls)
    throw badInput(`limit must be ${rowsWithCalls} or less where ${CALLS} is selected`, query.limit, `${query.report.name}.limit`);
  for (const name of query.group) {
    if (cells[name] instanceof Error) throw cells[name];
    const unknown = leftOut.find((column) => column.name === name);
    if (unknown) throw unknownField(query.report, unknown);
  }
  const narrowing = narrowingOf(query, target, cells);
  return (
    narrowing && resolveReport({ report: target, igrp, given, calls: null, narrow: (calls) => narrow(calls, narrowing) }, context, info)
  );
}
