/** A report as a field: select, normalise, load. */
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { Report } from '../../schema/report.js';
import type { GatewayContext } from '../context.js';
import { objectPlan, textPlan } from '../loaders/row-plan.js';
import { normalise } from '../query/normalise.js';
import { reportSelection, type ReportSelection } from '../query/report-selection.js';
import type { ReportQuery } from '../query/report-query.js';
import { selectedFields, type SelectedField } from '../query/selected-fields.js';
import type { RowPlan } from '../rows/plan.js';
import type { ReportNode } from './report-node.js';

/** How rows leave: as finished text, or as objects for the executor to walk. */
export type RowsAs = 'text' | 'objects';

/** The resolver of a report field. `selectionSchema`: the public schema, where the executed one has text for rows. */
export async function resolveReport(
  report: Report,
  igrp: number | null,
  given: Readonly<Record<string, unknown>>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  rowsAs: RowsAs,
  selectionSchema: GraphQLSchema,
): Promise<ReportNode> {
  const fields = selectedFields({ ...info, schema: selectionSchema, returnType: publicType(info, selectionSchema) });
  const selection = reportSelection(fields);
  const query = normalise(report, { igrp, arguments: given, selection, today: context.today });
  const lists = fields.filter(({ name }) => name === 'rows');
  const node = { query, lists: new Map(lists.map(({ responseKey }, i) => [responseKey, i])) };
  if (!selection.wantsAnswer) return { ...node, answer: null };
  return { ...node, answer: await context.loaders.report.load({ query, plans: plansOf(query, lists, selection, rowsAs) }) };
}

function publicType(info: GraphQLResolveInfo, schema: GraphQLSchema) {
  if (info.schema === schema) return info.returnType;
  const name = String(info.returnType);
  const type = schema.getType(name);
  if (!type || !('getFields' in type) || !('getInterfaces' in type)) throw new TypeError(`${name} is no object type of the public schema.`);
  return type;
}

function plansOf(query: ReportQuery, lists: readonly SelectedField[], selection: ReportSelection, rowsAs: RowsAs): readonly RowPlan[] {
  const track = selection.endRowId ? query.report.keyset : null;
  const plan = rowsAs === 'text' ? textPlan : objectPlan;
  // Without rows, one plan without columns counts them.
  return lists.length === 0 ? [textPlan(query, [], track)] : lists.map(({ selections }) => plan(query, selections ?? [], track));
}
